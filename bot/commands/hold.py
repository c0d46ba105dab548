"""``polisbot hold``: put a chat under a legal hold, lift it, list them. Nothing of a held chat is purged or erased."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from bot.commands import line
from bot.commands.line import Commands

KINDS = {
    "request": "the number of a request, like PL-0ABCDEFG",
    "telegram": "the numeric id of a Telegram user",
    "whatsapp": "a WhatsApp number, with its country code",
    "account": "an account, as the list shows it",
}


def add(commands: Commands) -> None:
    """Add the command and its three parts."""
    hold = commands.add_parser("hold", help="put chats under a legal hold, lift it, list them")
    parts = hold.add_subparsers(title="parts", required=True, metavar="PART")
    for name, put, says in (
        ("put", True, "keep a chat from purge and erasure"),
        ("lift", False, "let a chat go again"),
    ):
        part = parts.add_parser(name, help=says)
        who = part.add_mutually_exclusive_group(required=True)
        for kind, explained in KINDS.items():
            who.add_argument(f"--{kind}", metavar="VALUE", help=explained)
        part.add_argument("--reason", required=True, type=_reason, help="why (kept in the audit log)")
        part.set_defaults(command=change, put=put)
    parts.add_parser("list", help="list all holds, oldest first").set_defaults(command=show)


def change(chosen: argparse.Namespace) -> int:
    """Put or lift a hold."""
    from bot.holding import change  # only this command needs the storage

    [(kind, value)] = [(kind, given) for kind in KINDS if (given := getattr(chosen, kind))]
    account = asyncio.run(change(line.settings(), kind, value, chosen.put, chosen.reason))
    print(f"Chat {account} is {'under a hold' if chosen.put else 'under no hold any more'}.")
    return 0


def show(chosen: argparse.Namespace) -> int:
    """Print the holds."""
    from bot.holding import holds  # only this command needs the storage

    settings = line.settings()
    found = asyncio.run(holds(settings))
    for hold in found:
        since = datetime.fromtimestamp(hold.since / 1000, settings.insurer.zone)
        print(f"{hold.account}  {hold.channel:<8}  since {since:%Y-%m-%d %H:%M}  {hold.by}: {hold.reason}")
    if not found:
        print("No chat is under a hold.")
    return 0


def _reason(text: str) -> str:
    if len(text.strip()) < 3:
        raise argparse.ArgumentTypeError("must say why")
    return text.strip()
