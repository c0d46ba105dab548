"""``polisbot version``: which version this is."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from bot.commands.line import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    commands.add_parser("version", help="tell the version").set_defaults(command=tell)


def tell(_chosen: argparse.Namespace) -> int:
    """Print the version."""
    print(f"polisbot {version('polisbot')}")
    return 0
