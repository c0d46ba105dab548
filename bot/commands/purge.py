"""``polisbot purge``: remove what has had its time, and report what went. A process that serves does it daily by itself."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.commands import line
from bot.commands.line import Commands
from bot.progress import Progress

if TYPE_CHECKING:
    from storage.purge import Purged


def add(commands: Commands) -> None:
    """Add the command."""
    purging = commands.add_parser("purge", help="remove what has had its time (done daily while serving)")
    purging.set_defaults(command=purge)


def purge(chosen: argparse.Namespace) -> int:
    """Purge, and report."""
    from bot.keeping import purge  # only this command needs the storage

    settings = line.settings()

    async def run() -> tuple[Purged, bool]:
        with Progress("Purging", 0) as progress:
            return await purge(settings, progress)

    purged, rewritten = asyncio.run(run())
    print("\n".join(report(purged)))
    if rewritten:
        print("Redis writes its append-only file anew: what went leaves it too.")
    else:
        print("Redis did not let this user rewrite its append-only file: ask who runs it to run BGREWRITEAOF.")
    return 0


def report(purged: Purged) -> list[str]:
    """Return a line for each kind of thing that may go."""
    went = {
        "turns of transcripts": purged.turns,
        "idle chats": purged.chats,
        "ended requests": purged.requests,
        "message ids": purged.message_ids,
        "audit records": purged.audit_records,
    }
    lines = [f"{count:>10,}  {what}" for what, count in went.items()]
    told = [f"Looked at {purged.looked_at:,} chats. Removed:", *lines]
    if purged.held:
        told.append(f"{purged.held:,} chats are under a legal hold and were left whole (polisbot hold list).")
    if purged.unread:
        told.append(f"{purged.unread:,} chats could not be opened and were left: see polisbot check.")
    if purged.broken:
        told.append(f"{purged.broken:,} chains of the audit log do not read and were left: run polisbot audit verify.")
    return told
