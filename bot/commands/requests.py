"""``polisbot requests``: the requests that wait for a decision, and the decisions."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands import line
from bot.commands.line import Commands
from conversations.chat import Request

REASONS = ("data", "status", "owner", "docs", "other")


def add(commands: Commands) -> None:
    """Add the command and its three parts."""
    requests = commands.add_parser("requests", help="list, approve or reject requests to link a policy")
    parts = requests.add_subparsers(title="parts", required=True, metavar="PART")
    listing = parts.add_parser("list", help="list the requests that wait, oldest first")
    listing.add_argument("--full", action="store_true", help="show policy and participant numbers and names in full")
    listing.set_defaults(command=show)
    approve = parts.add_parser("approve", help="approve a request; the customer is told")
    approve.add_argument("reference", type=str.upper, help="its number, like PL-0ABCDEFG")
    approve.set_defaults(command=decide, approved=True, reason="other")
    reject = parts.add_parser("reject", help="reject a request; the customer is told")
    reject.add_argument("reference", type=str.upper, help="its number, like PL-0ABCDEFG")
    reject.add_argument("--reason", choices=REASONS, default="other", help="why (other, if left out)")
    reject.set_defaults(command=decide, approved=False)


def show(chosen: argparse.Namespace) -> int:
    """Print the requests that wait."""
    from bot.decisions import list_requests  # only this command needs the storage

    settings = line.settings()
    requests = asyncio.run(list_requests(settings, full=chosen.full))
    print("\n".join(table(requests, settings.insurer.zone, full=chosen.full)) if requests else "No request waits.")
    return 0


def decide(chosen: argparse.Namespace) -> int:
    """Record one decision; the chat tells the customer."""
    from bot.decisions import decide as decide_request  # only this command needs the storage

    asyncio.run(decide_request(line.settings(), chosen.reference, chosen.approved, chosen.reason))
    decision = "approved" if chosen.approved else f"rejected ({chosen.reason})"
    print(f"{chosen.reference} is {decision}; the customer is told.")
    return 0


def table(requests: Sequence[Request], zone: ZoneInfo, *, full: bool) -> list[str]:
    """Return a line for each request, oldest first; numbers and names are masked unless ``full``."""
    rows = [("request", "type", "policy", "participant", "holder", "made", "expected")]
    for request in sorted(requests, key=lambda request: request.made):
        policy, participant, holder = request.policy, request.participant, request.holder
        if not full:
            policy, participant, holder = _tail(policy), _tail(participant), _initials(holder)
        made, expected = _day(request.made, zone), _day(request.eta, zone)
        rows.append((request.reference, request.type, policy, participant or "-", holder, made, expected))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _tail(number: str) -> str:
    return f"****{number[-4:]}" if number else ""


def _initials(name: str) -> str:
    return " ".join(f"{word[0]}." for word in name.split())


def _day(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1000, zone).strftime("%Y-%m-%d %H:%M")
