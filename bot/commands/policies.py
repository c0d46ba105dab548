"""``polisbot policies``: import a file, every row read as the registry will; unlock a policy after too many wrong codes."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from bot.commands import line
from bot.commands.line import Commands
from bot.gateways.policies_csv import Policies, Unusable, policies_of
from bot.gateways.policy_file import PolicyFile, write_whole
from bot.settings import CsvRegistry, Settings
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
    accepting = parts.add_parser(
        "accept", help="take the file that is served as it is, though policies are missing in it"
    )
    accepting.add_argument(
        "--yes", action="store_true", help="take it; without this the command only says what is missing"
    )
    accepting.set_defaults(command=accept)
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
        content = chosen.file.read_bytes()
        policies = policies_of(content, settings.sms_numbers)
    except (OSError, Unusable) as reason:
        why = reason if isinstance(reason, Unusable) else type(reason).__name__
        print(f"Nothing was imported: {chosen.file.name} cannot be read: {why}.", file=sys.stderr)
        return 1
    if policies.problems:
        print(
            f"Nothing was imported: {chosen.file.name} has rows to mend.",
            *policies.problems,
            sep="\n  ",
            file=sys.stderr,
        )
        return 1
    if not _recorded(settings, "policies.imported", policies):
        return 1
    target = settings.data_dir / NAME
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(target, content)
    PolicyFile(target, settings.sms_numbers, settings.data_dir).accept()  # who imports says that fewer are meant
    print(f"{len(policies.by_key)} policies are in {target}. Serve them with {REGISTRY_URL.name}=file:{target}.")
    print("A process that serves them already reads them anew with the next question.")
    _doubt(policies)
    return 0


def accept(chosen: argparse.Namespace) -> int:
    """Take the served file as it is, on the record; without --yes only say what it would change."""
    settings = line.settings()
    if not isinstance(settings.registry, CsvRegistry) or settings.registry.path is None:
        print(f"No file is served: {REGISTRY_URL.name} names none.", file=sys.stderr)
        return 1
    file = PolicyFile(settings.registry.path, settings.sms_numbers, settings.data_dir)
    try:
        policies, refused = file.compare()
    except Unusable as reason:
        print(f"Nothing was taken: {reason}.", file=sys.stderr)
        return 1
    print(f"{settings.registry.path.name} has {len(policies.by_key)} policies. {refused or 'None is missing'}.")
    print(*policies.problems, sep="\n")
    _doubt(policies)
    if not chosen.yes:
        print("Nothing was taken. If this is meant: polisbot policies accept --yes")
        return 1
    if not _recorded(settings, "policies.accepted", policies):
        return 1
    file.accept()
    print("It is taken. A process that serves it reads it with the next question; each machine is told by itself.")
    return 0


def _recorded(settings: Settings, action: str, policies: Policies) -> bool:
    from bot.auditing import record  # only what changes something needs the storage
    from storage.errors import StorageProblem

    try:
        asyncio.run(record(settings, action, policies=str(len(policies.by_key))))
    except StorageProblem as problem:
        print(f"Nothing was imported, since it could not be recorded: {problem}.", file=sys.stderr)
        return False
    return True


def _doubt(policies: Policies) -> None:
    for doubt in policies.doubts:
        print(f"Warning: {doubt}")


def unlock(chosen: argparse.Namespace) -> int:
    """Unlock one policy, on the record; say so where it was not locked."""
    from bot.unlocking import unlock as unlock_policy  # only this command needs the storage

    details = Details(chosen.type, chosen.policy, chosen.participant)
    unlocked = asyncio.run(unlock_policy(line.settings(), details, chosen.reason))
    print(
        "Unlocked: codes can be tried again." if unlocked else "It was not locked by wrong codes in a row or of a day."
    )
    return 0
