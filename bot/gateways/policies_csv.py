"""Policies in a CSV file: read as text, so that no leading zero is lost; a bad row is named by its line and skipped."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from bot.gateways.contacts import is_email, is_mobile, is_usable
from bot.numbers import INDONESIA, Numbers
from conversations.details import Contact
from conversations.policy_types import POLICY_TYPES
from conversations.reading import NUMBER_MAX, NUMBER_MIN

COLUMNS = (
    "policy_type", "policy_number", "participant_number", "holder_name", "birth_date", "email", "phone", "status",
    "link_mode",
)  # fmt: skip
STATUSES = frozenset({"ACTIVE", "LAPSED", "RETIRED", "TERMINATED"})
MODES = frozenset({"instant", "approval"})
Key = tuple[str, str, str]


class Policy(Struct, frozen=True, kw_only=True):
    """One row: a policy, or one participant's part of it."""

    type: str
    policy: str
    participant: str
    holder: str
    born: date
    contacts: tuple[Contact, ...]
    status: str
    instant: bool

    @property
    def key(self) -> Key:
        """Return what makes it unique: type, policy number, participant number."""
        return (self.type, self.policy, self.participant)

    @property
    def ref(self) -> str:
        """Return its opaque reference, the same one in every reading of the file."""
        return "pr_" + sha256("\0".join(self.key).encode()).hexdigest()[:24]


class Policies(Struct, frozen=True):
    """A file's policies by key and by reference, and what was wrong with it, a sentence a line."""

    by_key: dict[Key, Policy]
    by_ref: dict[str, Policy]
    problems: tuple[str, ...]


class Unusable(ValueError):
    """The file as a whole cannot be read as policies; the message says why."""


def read_policies(path: Path, numbers: tuple[Numbers, ...] = INDONESIA) -> Policies:
    """Read a file in UTF-8 (a byte-order mark is tolerated); raises Unusable when it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(csv.DictReader(file), numbers)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unusable(f"{path.name} cannot be read: {type(error).__name__}") from error


def _read(rows: csv.DictReader[str], numbers: tuple[Numbers, ...]) -> Policies:
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise Unusable(f"columns are missing: {', '.join(missing)}")
    by_key: dict[Key, Policy] = {}
    problems: list[str] = []
    for row in rows:
        wrong = list(_wrong(row))
        if wrong:
            problems.append(f"line {rows.line_num}: {'; '.join(wrong)}")
            continue
        problems += (f"line {rows.line_num}: {found}" for found in _unused(row, numbers))
        policy = _policy(row, numbers)
        if policy.key in by_key:
            problems.append(f"line {rows.line_num}: the same policy stands on an earlier line")
            continue
        by_key[policy.key] = policy
    return Policies(by_key, {policy.ref: policy for policy in by_key.values()}, tuple(problems))


def _wrong(row: dict[str, str]) -> Iterator[str]:
    if any(row[column] is None for column in COLUMNS) or None in row:
        yield "it has not as many columns as the first line"
        return
    kind = row["policy_type"].strip().lower()
    if kind not in POLICY_TYPES:
        yield f"policy_type is none of {', '.join(POLICY_TYPES).upper()}"
    elif ("participant" in POLICY_TYPES[kind].fields) != bool(row["participant_number"].strip()):
        shared = [type.id.upper() for type in POLICY_TYPES.values() if "participant" in type.fields]
        yield f"participant_number belongs to {' and '.join(shared)} alone, and must be there"
    for column in ("policy_number", "participant_number"):
        if row[column].strip() and not _is_number(row[column].strip()):
            yield f"{column} is not {NUMBER_MIN} to {NUMBER_MAX} digits"
    if not row["policy_number"].strip():
        yield "policy_number is empty"
    if not row["holder_name"].strip():
        yield "holder_name is empty"
    if row["status"].strip() not in STATUSES:
        yield f"status is none of {', '.join(sorted(STATUSES))}"
    if row["link_mode"].strip() not in MODES:
        yield "link_mode is neither instant nor approval"
    try:
        date.fromisoformat(row["birth_date"].strip())
    except ValueError:
        yield "birth_date is no date like 1990-08-17"


def _unused(row: dict[str, str], numbers: tuple[Numbers, ...]) -> Iterator[str]:
    """Name the contacts that no code may go to; the policy stays, without them."""
    if (email := row["email"].strip()) and not is_email(email):
        yield "email is no address, and is not used"
    if (phone := row["phone"].strip()) and not is_mobile(phone, numbers):
        yield "phone is no mobile number like +628123456789, and is not used"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and NUMBER_MIN <= len(text) <= NUMBER_MAX


def _policy(row: dict[str, str], numbers: tuple[Numbers, ...]) -> Policy:
    cell = {name: value.strip() for name, value in row.items()}
    contacts = (("email", cell["email"]), ("sms", cell["phone"]))
    return Policy(
        type=cell["policy_type"].lower(),
        policy=cell["policy_number"],
        participant=cell["participant_number"],
        holder=cell["holder_name"],
        born=date.fromisoformat(cell["birth_date"]),
        contacts=tuple(Contact(method, address) for method, address in contacts if is_usable(method, address, numbers)),
        status=cell["status"],
        instant=cell["link_mode"] == "instant",
    )
