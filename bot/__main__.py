"""The command ``polisbot``: its parts are files of ``bot/commands``, its errors are sentences."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from bot import logs
from bot.commands import (
    audit,
    bench,
    check,
    hold,
    keys,
    links,
    policies,
    purge,
    requests,
    run,
    staff,
    understand,
    unsent,
    version,
    wishes,
)
from handlers.ports import Problem
from storage.errors import StorageProblem

COMMANDS = (
    run,
    check,
    requests,
    staff,
    policies,
    keys,
    purge,
    hold,
    audit,
    unsent,
    links,
    understand,
    wishes,
    bench,
    version,
)

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code: 0 done, 1 failed, 2 not understood or wrong settings."""
    chosen = parser().parse_args(arguments)
    logs.guard_exits()
    try:
        return int(chosen.command(chosen))
    except (Problem, StorageProblem) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return getattr(problem, "exit_code", FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Who read our output has read enough. Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line, every command in it."""
    top = argparse.ArgumentParser(prog="polisbot", description="Link a life insurance policy by chatting.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
