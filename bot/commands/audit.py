"""``polisbot audit verify``: follow every chain of the audit log and say whether anything was changed."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.commands import line
from bot.commands.line import Commands
from bot.progress import Progress


def add(commands: Commands) -> None:
    """Add the command and its part."""
    audit = commands.add_parser("audit", help="verify the audit log")
    parts = audit.add_subparsers(title="parts", required=True, metavar="PART")
    verifying = parts.add_parser("verify", help="follow every chain; say which item was changed first, if any was")
    verifying.set_defaults(command=verify)


def verify(chosen: argparse.Namespace) -> int:
    """Print the verdict; fail if a chain is broken."""
    from bot.auditing import WITNESS, Verdict, verify  # only this command needs the storage

    settings = line.settings()

    async def follow() -> Verdict:
        progress = Progress("Verifying", 0)
        with progress:
            return await verify(settings, progress.until)

    verdict = asyncio.run(follow())
    for chain, why in verdict.broken.items():
        print(f"BROKEN  {chain}: {why}.", file=sys.stderr)
    if verdict.broken:
        print(
            f"The audit log was changed: {len(verdict.broken)} of {verdict.chains} chains are broken. "
            "Keep a copy of Redis's files as they are, and see docs/breach.md.",
            file=sys.stderr,
        )
        return 1
    print(f"The audit log is whole: {verdict.items:,} items in {verdict.chains} chains verified.")
    if verdict.unwritten:
        print(
            f"How far it reached could not be kept in {settings.data_dir / WITNESS} ({verdict.unwritten}): what is cut off "
            "later cannot show. Give the command a data folder that it may write.",
            file=sys.stderr,
        )
    elif not verdict.witnessed:
        print(
            f"This was the first look: what was cut off before it cannot show. From now on {settings.data_dir / WITNESS} "
            "remembers how far each chain reached; keep a copy elsewhere."
        )
    return 0
