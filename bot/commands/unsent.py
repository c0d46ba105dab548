"""``polisbot unsent``: replies and effects that were given up after many tries, and another try for them."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime

from bot.commands import line
from bot.commands.line import Commands
from bot.settings import Settings


def add(commands: Commands) -> None:
    """Add the command and its two parts."""
    unsent = commands.add_parser("unsent", help="list what could not be sent, or try it again")
    parts = unsent.add_subparsers(title="parts", required=True, metavar="PART")
    parts.add_parser("list", help="list what was given up in the last 30 days, oldest first").set_defaults(command=show)
    retry = parts.add_parser("retry", help="try again, after what waits in the same chat")
    retry.add_argument("id", nargs="*", help="which, as listed; all, if left out")
    retry.set_defaults(command=again)


def show(chosen: argparse.Namespace) -> int:
    """Print what was given up."""
    settings = line.settings()
    lines = asyncio.run(_list(settings))
    print("\n".join(lines) if lines else "Nothing was given up.")
    return 0


def again(chosen: argparse.Namespace) -> int:
    """Put back what was given up; a process that serves sends it within seconds."""
    count = asyncio.run(_retry(line.settings(), set(chosen.id)))
    print(f"{count} tried again." if count else "There is nothing of that to try again.")
    return 0 if count else 1


async def _list(settings: Settings) -> list[str]:
    from bot.store import open_store  # only this command needs the storage

    async with open_store(settings) as store:
        return [
            f"{letter.id}  {datetime.fromtimestamp(letter.at / 1000, settings.insurer.zone):%Y-%m-%d %H:%M}  "
            f"{letter.what:<6}  chat {letter.account}  {letter.why}"
            for letter in await store.unsent.list()
        ]


async def _retry(settings: Settings, wanted: set[str]) -> int:
    from bot.clock import WallClock
    from bot.store import open_store  # only this command needs the storage

    async with open_store(settings) as store:
        chosen = [letter for letter in await store.unsent.list() if not wanted or letter.id in wanted]
        return sum([await store.unsent.retry(letter, WallClock().now()) for letter in chosen])
