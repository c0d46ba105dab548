"""Several details in one message: taken when each part is plain and the step still lacks it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from conversations.reading.dates import birth
from conversations.reading.numbers import Number, number, parts


class Fields(Struct, frozen=True, kw_only=True):
    """What was found; None is what was not."""

    policy: str | None = None
    participant: str | None = None
    born: date | None = None


def fields(text: str, lacks: Sequence[str], today: date) -> Fields:
    """Read a message of two parts or more as the lacking details; all None when any part is not plain."""
    found = parts(text)
    if not 2 <= len(found) <= len(lacks):
        return Fields()
    taken: dict[str, str | date] = {}
    numbers = [name for name in lacks if name != "born"]
    for part in found:
        born = birth(part, today)
        read = number(part)
        if (
            isinstance(born, date)
            and "born" in lacks
            and "born" not in taken
            and (not isinstance(read, Number) or not numbers)
        ):
            taken["born"] = born
        elif isinstance(read, Number) and numbers:
            taken[numbers.pop(0)] = read.digits
        else:
            return Fields()
    return Fields(**taken)  # type: ignore[arg-type]
