"""``polisbot run``: serve every configured channel, or the sandbox."""

from __future__ import annotations

import argparse
import errno
import os
import sys

import uvloop

from bot import logs
from bot.commands import line
from bot.commands.line import Commands
from bot.gateways.policies_csv import Unusable
from bot.settings.table import PORT, REGISTRY_URL

SEVERAL = "This version serves from one process; several processes come with a later one. Leave --processes out."


_CANNOT_LISTEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)


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

    try:
        uvloop.run(serve_all(settings))
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


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
