"""The care team's hours: read from a setting, asked by the conversation, said by the voice."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

ALWAYS = "24/7"
DAY = 24 * 60  # minutes
_DAYS = {
    name: place
    for names in ("mon tue wed thu fri sat sun", "sen sel rab kam jum sab min")
    for place, name in enumerate(names.split())
}
_SPAN = re.compile(
    r"([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+([0-9]{1,2})[:.]([0-9]{2})\s*-\s*([0-9]{1,2})[:.]([0-9]{2})"
)


class Span(Struct, frozen=True):
    """The same hours on some days of the week: from weekday ``first`` to ``last`` (0: Monday), in minutes of the day."""

    first: int
    last: int
    opens: int
    closes: int

    def covers(self, weekday: int, minute: int) -> bool:
        """Tell whether the care team is there on this weekday at this minute."""
        return self.first <= weekday <= self.last and self.opens <= minute < self.closes


class Hours(Struct, frozen=True):
    """When the care team is there."""

    spans: tuple[Span, ...]

    def open(self, local: datetime, holidays: frozenset[date]) -> bool:
        """Tell whether the care team is there at this local moment."""
        if local.date() in holidays and not self.always:
            return False
        minute = local.hour * 60 + local.minute
        return any(span.covers(local.weekday(), minute) for span in self.spans)

    @property
    def always(self) -> bool:
        """Tell whether the care team never closes, holidays included."""
        return self.spans == (Span(0, 6, 0, DAY),)


def parse(text: str) -> Hours:
    """Read hours such as ``Mon-Fri 08:00-17:00, Sat 09:00-12:00`` or ``24/7``; raises ValueError."""
    if text.strip() == ALWAYS:
        return Hours((Span(0, 6, 0, DAY),))
    return Hours(tuple(_span(part.strip()) for part in text.split(",")))


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text.lower())
    if match is None or match[1] not in _DAYS or (match[2] or match[1]) not in _DAYS:
        raise ValueError("must be hours such as Mon-Fri 08:00-17:00, Sat 09:00-12:00, or 24/7")
    opens, closes = (int(match[place]) * 60 + int(match[place + 1]) for place in (3, 5))
    span = Span(_DAYS[match[1]], _DAYS[match[2] or match[1]], opens, closes)
    if not (span.first <= span.last and opens < closes <= DAY and int(match[4]) < 60 and int(match[6]) < 60):
        raise ValueError("must have days in the order of the week, and hours that open before they close")
    return span


STANDARD = parse("Mon-Fri 08:00-17:00")
