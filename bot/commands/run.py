"""``polisbot run``: serve every configured channel, or the sandbox."""

from __future__ import annotations

import argparse
import sys

import uvloop

from bot import logs
from bot.commands import line
from bot.commands.line import Commands

SEVERAL = "This version serves from one process; several processes come with a later one. Leave --processes out."


def add(commands: Commands) -> None:
    """Add the command."""
    run = commands.add_parser("run", help="serve the channels, or the sandbox where none is configured")
    run.add_argument("--processes", type=_number, default=1, metavar="N", help="processes that serve (this version: 1)")
    run.set_defaults(command=serve)


def serve(chosen: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    if chosen.processes > 1:
        print(SEVERAL, file=sys.stderr)
        return 2
    settings = line.settings()
    logs.configure(settings.log_level)
    for warning in settings.warnings:
        print(f"Warning: {warning}.", file=sys.stderr)
    from bot.app import serve as serve_all  # the other commands start without the weight of the server

    uvloop.run(serve_all(settings))
    return 0


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
