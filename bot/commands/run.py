"""``polisbot run``: serve every configured channel, or the sandbox."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Coroutine

import uvloop

from bot import logs
from bot.commands import line
from bot.commands.line import Commands
from bot.gateways.policies_csv import Unusable
from bot.settings import Settings
from bot.settings.table import PORT, REGISTRY_URL

ALONE = "The sandbox's phones live in one process: leave --processes out, or configure a channel."

_CANNOT_LISTEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)


def add(commands: Commands) -> None:
    """Add the command."""
    run = commands.add_parser("run", help="serve the channels, or the sandbox where none is configured")
    run.add_argument("--processes", type=_number, default=1, metavar="N", help="processes that serve, on one port (1)")
    run.add_argument("--listeners", type=_numbers, help=argparse.SUPPRESS)  # what the parent of several hands on
    run.set_defaults(command=serve)


def serve(chosen: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    settings = line.settings()
    logs.configure(settings.log_level)
    if chosen.processes > 1 and settings.sandbox:
        print(ALONE, file=sys.stderr)
        return 2
    for warning in settings.warnings if chosen.listeners is None else ():
        print(f"Warning: {warning}.", file=sys.stderr)
    try:
        uvloop.run(_serving(settings, chosen))
    except OSError as error:
        if error.errno not in _CANNOT_LISTEN:
            raise
        said = os.strerror(error.errno or 0).lower()
        where = f"{settings.host} port {settings.port}"
        print(f"Cannot listen at {where} ({said}): end what listens there, or set {PORT.name}.", file=sys.stderr)
        return 1
    except Unusable as reason:
        print(f"The policies cannot be read: {reason}. See {REGISTRY_URL.name}.", file=sys.stderr)
        return 1
    return 0


def _serving(settings: Settings, chosen: argparse.Namespace) -> Coroutine[None, None, None]:
    # Imported here: the other commands start without the weight of the server.
    if chosen.processes > 1:
        from bot.processes import Processes

        return Processes(settings, chosen.processes).serve()
    from bot.app import serve
    from bot.listeners import inherited

    return serve(settings, inherited(chosen.listeners) if chosen.listeners else None)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
