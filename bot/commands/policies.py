"""``polisbot policies import FILE``: read every row as the registry will, then put the file into the data folder."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from bot.commands import line
from bot.commands.line import Commands
from bot.gateways.policies_csv import Unusable, read_policies
from bot.settings.table import REGISTRY_URL

NAME = "policies.csv"


def add(commands: Commands) -> None:
    """Add the command and its part."""
    policies = commands.add_parser("policies", help="import policies from a CSV file")
    parts = policies.add_subparsers(title="parts", required=True, metavar="PART")
    importing = parts.add_parser("import", help="read every row, then copy the file to the data folder")
    importing.add_argument("file", metavar="FILE", type=Path, help="the policies, as CSV in UTF-8")
    importing.set_defaults(command=import_file)


def import_file(chosen: argparse.Namespace) -> int:
    """Copy the file if every row of it is right; else name the wrong rows by line and leave all as it was."""
    try:
        policies = read_policies(chosen.file)
    except Unusable as reason:
        print(f"Nothing was imported: {reason}.", file=sys.stderr)
        return 1
    if policies.problems:
        print(
            f"Nothing was imported: {chosen.file.name} has rows to mend.",
            *policies.problems,
            sep="\n  ",
            file=sys.stderr,
        )
        return 1
    # The file stands for the registry's, which need not be there before the first import.
    settings = line.settings({REGISTRY_URL.name: f"file:{chosen.file}"})
    target = settings.data_dir / NAME
    _put(chosen.file, target)
    print(f"{len(policies.by_key)} policies are in {target}. Serve them with {REGISTRY_URL.name}=file:{target}.")
    print("A process that serves them already reads them anew with the next question.")
    return 0


def _put(source: Path, target: Path) -> None:
    """Put the file in place at once, readable by its owner alone: a running process sees the old one or the new one."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = target.with_suffix(".coming")
    with (
        open(coming, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as copy,
        source.open("rb") as original,
    ):
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    coming.replace(target)
