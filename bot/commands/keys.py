"""``polisbot keys rotate``: put everything under the newest secret key, while the installation serves."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.commands import line
from bot.commands.line import Commands
from bot.progress import Progress
from bot.settings.table import SECRET_KEYS

ORDER = (
    f"Beside {SECRET_KEYS.name} the order is: 1. add the new key as the last one of {SECRET_KEYS.name} and restart every "
    "process; 2. put it first and restart every process again; 3. rotate. So no process ever meets a key that it does not "
    "know. Older keys may leave once no backup made under them is needed. Without the setting, rotating makes the new key "
    "itself, in the data folder."
)


def add(commands: Commands) -> None:
    """Add the command and its part."""
    keys = commands.add_parser("keys", help="rotate the secret keys")
    parts = keys.add_subparsers(title="parts", required=True, metavar="PART")
    rotating = parts.add_parser(
        "rotate", help="wrap every key with the newest secret key, while serving", description=ORDER
    )
    rotating.set_defaults(command=rotate)


def rotate(chosen: argparse.Namespace) -> int:
    """Rotate, and say what is left under an older secret key: nothing, or what to do."""
    from bot.rotating import Rotated, rotate  # only this command needs the storage

    settings = line.settings()
    if settings.secret_keys:
        print(ORDER, file=sys.stderr, flush=True)

    async def rewrap() -> Rotated:
        with Progress("Rewrapping", 0) as progress:
            return await rotate(settings, progress)

    done = asyncio.run(rewrap())
    if done.left:
        print(
            f"{done.left} keys are still under an older secret key: a process serves that does not know the newest one. "
            f"Restart it with the new {SECRET_KEYS.name}, then rotate again.",
            file=sys.stderr,
        )
        return 1
    print(f"{done.renewed:,} of {done.keys:,} keys were wrapped anew. Nothing is left under an older secret key.")
    if not settings.secret_keys:
        print("The key before stays in the data folder until the next rotation, for backups made under it.")
    return 0
