"""Policies in a CSV file: read as text, so that no leading zero is lost; a bad row is named by its line and skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from msgspec import Struct

from bot.gateways.contacts import usable
from bot.gateways.csv_rows import NotRead, read_rows
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
_CLOSED = MODES | {status.lower() for status in STATUSES}
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
    """A file's policies by key and by reference.

    ``problems`` are what was wrong with it, a sentence a line; ``skipped`` is how many lines were no policy; ``doubts`` are
    what may be wrong with the file as a whole.
    """

    by_key: dict[Key, Policy]
    by_ref: dict[str, Policy]
    problems: tuple[str, ...]
    skipped: int = 0
    doubts: tuple[str, ...] = ()


class Unusable(ValueError):
    """The file as a whole cannot be read as policies; the message says why."""


def policies_of(content: bytes, numbers: tuple[Numbers, ...] = INDONESIA) -> Policies:
    """Read the content of a file, as text, so that no leading zero is lost; raises Unusable."""
    try:
        return _read(content, numbers)
    except NotRead as error:
        raise Unusable(str(error)) from error


def _read(content: bytes, numbers: tuple[Numbers, ...]) -> Policies:
    by_key: dict[Key, Policy] = {}
    problems: list[str] = []
    skipped = 0
    for row in read_rows(content, COLUMNS, _CLOSED):
        cells = {name: value.strip() for name, value in row.cells.items()}
        wrong = row.wrong or "; ".join(_wrong(cells))
        if not wrong and (policy := _policy(cells, numbers)).key in by_key:
            wrong = "the same policy stands on an earlier line"
        if wrong:
            skipped += 1
            problems.append(f"line {row.line}: {wrong}")
            continue
        problems += (f"line {row.line}: {found}" for found in _unused(cells, numbers))
        by_key[policy.key] = policy
    by_ref = {policy.ref: policy for policy in by_key.values()}
    return Policies(by_key, by_ref, tuple(problems), skipped, tuple(_doubts(by_key)))


def _wrong(row: dict[str, str]) -> Iterator[str]:
    kind = row["policy_type"].lower()
    if kind not in POLICY_TYPES:
        yield f"policy_type is none of {', '.join(POLICY_TYPES).upper()}"
    elif ("participant" in POLICY_TYPES[kind].fields) != bool(row["participant_number"]):
        shared = [type.id.upper() for type in POLICY_TYPES.values() if "participant" in type.fields]
        yield f"participant_number belongs to {' and '.join(shared)} alone, and must be there"
    for column in ("policy_number", "participant_number"):
        if row[column] and not _is_number(row[column]):
            yield f"{column} is not {NUMBER_MIN} to {NUMBER_MAX} digits"
    if not row["policy_number"]:
        yield "policy_number is empty"
    if not row["holder_name"]:
        yield "holder_name is empty"
    if row["status"].upper() not in STATUSES:
        yield f"status is none of {', '.join(sorted(STATUSES))}"
    if row["link_mode"].lower() not in MODES:
        yield "link_mode is neither instant nor approval"
    try:
        date.fromisoformat(row["birth_date"])
    except ValueError:
        yield "birth_date is no date like 1990-08-17"


def _doubts(keys: Iterable[Key]) -> Iterator[str]:
    """Say how many numbers have a leading zero less than the others of their type, as a spreadsheet leaves them."""
    lengths: dict[str, Counter[int]] = {}
    for kind, policy, _ in keys:
        lengths.setdefault(kind, Counter())[len(policy)] += 1
    for kind, counted in lengths.items():
        usual, times = counted.most_common(1)[0]
        shorter = sum(count for length, count in counted.items() if length < usual)
        if shorter and times * 2 > counted.total():
            says = f"{shorter} policy numbers have fewer than the usual {usual} digits"
            yield f"{kind.upper()}: {says}: were their leading zeros lost in a spreadsheet?"


def _unused(row: dict[str, str], numbers: tuple[Numbers, ...]) -> Iterator[str]:
    """Name the contacts that no code may go to; the policy stays, without them."""
    if row["email"] and not usable("email", row["email"], numbers):
        yield "email is no address, and is not used"
    if row["phone"] and not usable("sms", row["phone"], numbers):
        yield "phone is no mobile number like +628123456789 or 08123456789, and is not used"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and NUMBER_MIN <= len(text) <= NUMBER_MAX


def _policy(row: dict[str, str], numbers: tuple[Numbers, ...]) -> Policy:
    contacts = (
        (method, usable(method, row[column], numbers)) for method, column in (("email", "email"), ("sms", "phone"))
    )
    return Policy(
        type=row["policy_type"].lower(),
        policy=row["policy_number"],
        participant=row["participant_number"],
        holder=row["holder_name"],
        born=date.fromisoformat(row["birth_date"]),
        contacts=tuple(Contact(method, address) for method, address in contacts if address),
        status=row["status"].upper(),
        instant=row["link_mode"].lower() == "instant",
    )
