"""``polisbot policies``: import a file, every row read as the registry will; unlock a policy after too many wrong codes."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

from bot.commands import line
from bot.commands.line import Commands
from bot.gateways.policies_csv import Unusable, read_policies
from bot.settings.table import REGISTRY_URL
from conversations.details import Details
from conversations.policy_types import POLICY_TYPES

NAME = "policies.csv"


def add(commands: Commands) -> None:
    """Add the command and its part."""
    policies = commands.add_parser("policies", help="import policies from a CSV file, unlock one")
    parts = policies.add_subparsers(title="parts", required=True, metavar="PART")
    importing = parts.add_parser("import", help="read every row, then copy the file to the data folder")
    importing.add_argument("file", metavar="FILE", type=Path, help="the policies, as CSV in UTF-8")
    importing.set_defaults(command=import_file)
    unlocking = parts.add_parser("unlock", help="let codes be tried again for a policy that wrong ones have locked")
    unlocking.add_argument("type", choices=sorted(POLICY_TYPES), help="its type")
    unlocking.add_argument("policy", metavar="NUMBER", help="its number")
    unlocking.add_argument("participant", metavar="PARTICIPANT", nargs="?", default="", help="its participant's number")
    unlocking.add_argument("--reason", default="", help="why, for the audit log")
    unlocking.set_defaults(command=unlock)


def import_file(chosen: argparse.Namespace) -> int:
    """Copy the file if every row of it is right; else name the wrong rows by line and leave all as it was."""
    # The file stands for the registry's, which need not be there before the first import.
    settings = line.settings({REGISTRY_URL.name: f"file:{chosen.file}"} if chosen.file.is_file() else None)
    try:
        policies = read_policies(chosen.file, settings.sms_numbers)
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
    from bot.auditing import record  # only what changes something needs the storage
    from storage.errors import StorageProblem

    try:
        asyncio.run(record(settings, "policies.imported", policies=str(len(policies.by_key))))
    except StorageProblem as problem:
        print(f"Nothing was imported, since it could not be recorded: {problem}.", file=sys.stderr)
        return 1
    target = settings.data_dir / NAME
    _put(chosen.file, target)
    print(f"{len(policies.by_key)} policies are in {target}. Serve them with {REGISTRY_URL.name}=file:{target}.")
    print("A process that serves them already reads them anew with the next question.")
    return 0


def unlock(chosen: argparse.Namespace) -> int:
    """Unlock one policy, on the record; say so where it was not locked."""
    from bot.unlocking import unlock as unlock_policy  # only this command needs the storage

    details = Details(chosen.type, chosen.policy, chosen.participant)
    unlocked = asyncio.run(unlock_policy(line.settings(), details, chosen.reason))
    print(
        "Unlocked: codes can be tried again." if unlocked else "It was not locked by wrong codes in a row or of a day."
    )
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
