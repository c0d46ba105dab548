"""What a turn adds to the figures, as it travels into the commit: by day, one word a mark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct

from conversations.limits import DAY, HOUR, MINUTE, SECOND
from conversations.marks import Mark

# The upper bounds of a duration's buckets, in milliseconds; the last bucket has none.
BOUNDS = (
    *(seconds * SECOND for seconds in (1, 2, 3, 5, 8, 12, 20, 30, 45)),
    *(minutes * MINUTE for minutes in (1, 1.5, 2, 3, 5, 8, 12, 20, 30, 45)),
    *(hours * HOUR for hours in (1, 2, 4, 8, 16)),
    *(days * DAY for days in (1, 2, 3, 5, 8, 14)),
)


class Counts(Struct, frozen=True):
    """What is added on one day: ``name:channel:type:detail``, and with ``~bucket`` behind it for a duration."""

    day: date
    words: tuple[str, ...]


def counts_of(marks: Iterable[Mark], channel: str, at: int, today: Callable[[int], date]) -> tuple[Counts, ...]:
    """Sort a turn's marks by the day on which they count."""
    days: dict[date, list[str]] = {}
    for mark in marks:
        word = f"{mark.name}:{channel}:{mark.type}:{mark.detail}"
        words = days.setdefault(today(mark.day or at), [])
        words.append(word)
        if mark.took is not None:
            words.append(f"{word}~{bisect_left(BOUNDS, mark.took)}")
    return tuple(Counts(day, tuple(words)) for day, words in days.items())


def days_until(today: date, kept: int) -> tuple[date, ...]:
    """Return the days whose keys may still be there: those of the last ``kept`` milliseconds, today first."""
    return tuple(today - timedelta(days=back) for back in range(kept // DAY + 2))
