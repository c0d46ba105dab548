"""``polisbot wishes``: what the care team assigned of what was not understood, as sentences to train with."""

from __future__ import annotations

import argparse
import asyncio

from bot.commands import line
from bot.commands.line import Commands
from bot.settings import Settings


def add(commands: Commands) -> None:
    """Add the command and its part."""
    wishes = commands.add_parser("wishes", help="hand out what the care team taught about customers' own words")
    parts = wishes.add_subparsers(title="parts", required=True, metavar="PART")
    export = parts.add_parser("export", help="print wish, language and sentence, a line each, without personal data")
    export.set_defaults(command=tell)


def tell(chosen: argparse.Namespace) -> int:
    """Print the sentences."""
    for told in asyncio.run(_sentences(line.settings())):
        print(told)
    return 0


async def _sentences(settings: Settings) -> list[str]:
    from bot.clock import WallClock
    from bot.operator import operator
    from bot.store import open_store  # only this command needs the storage
    from handlers.unclear import training_sentences

    async with open_store(settings) as store:
        sentences = await training_sentences(store)
        await store.audit.record(
            operator(), "wishes.exported", at=WallClock().now(), details={"count": str(len(sentences))}
        )
        return sentences
