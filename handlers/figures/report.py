"""The report: counters of some days become the funnel, the figures of each section, and their course day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from conversations.marks import STAGES, Name
from conversations.policy_types import POLICY_TYPES
from handlers.figures.lines import LINES, SECTIONS, Line
from storage.figures import Counted, median

CHANNELS = ("telegram", "whatsapp")
TYPES = tuple(POLICY_TYPES)


class Scope(Struct, frozen=True):
    """Which conversations a report is about: days from ``first`` to ``last``, a channel and a type ("": all)."""

    first: date
    last: date
    channel: str = ""
    type: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days, oldest first."""
        return tuple(self.first + timedelta(days=more) for more in range((self.last - self.first).days + 1))

    def holds(self, counted: Counted) -> bool:
        """Tell whether a counter belongs to it; what bears no type belongs to all."""
        return (
            self.first <= counted.day <= self.last
            and self.channel in ("", counted.channel)
            and self.type in ("", counted.type)
        )


class Figure(Struct, frozen=True):
    """One figure. ``share`` is of the line that it is a part of; ``median`` is in milliseconds; None: there is none."""

    key: str
    detail: str
    count: int
    share: float | None = None
    median: float | None = None


class Stage(Struct, frozen=True):
    """One stage of the funnel: ``share`` of all that began, ``kept`` of the stage before.

    Of the others who passed the stage before, ``open`` may still come, and ``lost`` ended there.
    """

    key: str
    count: int
    share: float | None
    kept: float | None
    open: int
    lost: int
    median: float | None


class Course(Struct, frozen=True):
    """One day: linkings that began on it, and those of them that were linked or requested."""

    day: date
    started: int
    linked: int


class Split(Struct, frozen=True):
    """The linkings of one channel and type: how many chose the type, how many were linked, and how long that took."""

    channel: str
    type: str
    chosen: int
    linked: int
    share: float | None
    median: float | None


class Report(Struct, frozen=True):
    """All figures of a scope. ``worst`` is the stage before which the largest share of the one before it was lost."""

    scope: Scope
    funnel: tuple[Stage, ...]
    worst: str
    sections: dict[str, tuple[Figure, ...]]
    course: tuple[Course, ...]
    splits: tuple[Split, ...]

    def figure(self, key: str) -> Figure | None:
        """Return the whole of a line."""
        figures = (figure for section in self.sections.values() for figure in section)
        return next((figure for figure in figures if figure.key == key and not figure.detail), None)


def report(counters: Iterable[Counted], scope: Scope) -> Report:
    """Make the report of a scope."""
    by_day = tuple(counted for counted in counters if scope.holds(counted))
    within = _merged(by_day)
    funnel = _funnel(within, scope)
    drops = [(share(stage.lost, before.count) or 0.0, stage.key) for before, stage in pairwise(funnel)]
    most, worst = max(drops, key=lambda drop: drop[0])
    sections = {name: _section(within, lines) for name, lines in SECTIONS.items()}
    return Report(scope, funnel, worst if most else "", sections, _course(by_day, scope), _splits(within))


def share(part: int, whole: int) -> float | None:
    """Return a share, None of nothing."""
    return part / whole if whole else None


def _merged(by_day: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """Add the days up, so that everything after is reckoned with once, however many they are."""
    counts: dict[tuple[str, str, str, str], int] = {}
    took: dict[tuple[str, str, str, str], dict[int, int]] = {}
    for counted in by_day:
        word = (counted.name, counted.channel, counted.type, counted.detail)
        counts[word] = counts.get(word, 0) + counted.count
        if counted.took:
            buckets = took.setdefault(word, {})
            for bucket, count in counted.took.items():
                buckets[bucket] = buckets.get(bucket, 0) + count
    return tuple(Counted(by_day[0].day, *word, count=count, took=took.get(word, {})) for word, count in counts.items())


def _funnel(within: tuple[Counted, ...], scope: Scope) -> tuple[Stage, ...]:
    """A type is known from its choice on: of one type alone, the funnel begins there."""
    names = STAGES[1:] if scope.type else STAGES
    return tuple(
        _stage(within, name, names[0], names[place - 1] if place else None) for place, name in enumerate(names)
    )


def _stage(within: tuple[Counted, ...], name: Name, first: Name, before: Name | None) -> Stage:
    count = _sum(within, name)
    whole = share(count, _sum(within, first))
    if before is None:
        return Stage(name.value, count, whole, None, 0, 0, None)
    passed = _sum(within, before)
    missing = max(passed - count, 0)
    lost = min(_sum(within, Name.LEFT, (before.value,)), missing)
    return Stage(name.value, count, whole, share(count, passed), missing - lost, lost, _median(within, name))


def _section(within: tuple[Counted, ...], lines: tuple[Line, ...]) -> tuple[Figure, ...]:
    return tuple(figure for line in lines for figure in _figures(within, line))


def _figures(within: tuple[Counted, ...], line: Line) -> list[Figure]:
    count = _sum(within, line.name, line.details)
    whole = LINES[line.of] if line.of else None
    part = share(count, _sum(within, whole.name, whole.details)) if whole else None
    found = [Figure(line.key, "", count, part, _median(within, line.name, line.details) if line.timed else None)]
    if line.split:
        details: Counter[str] = Counter()
        for counted in within:
            if counted.name == line.name:
                details[counted.detail] += counted.count
        found += [
            Figure(line.key, detail, part, share(part, count)) for detail, part in details.most_common() if detail
        ]
    return found


def _course(by_day: tuple[Counted, ...], scope: Scope) -> tuple[Course, ...]:
    first = Name.TYPED_KIND if scope.type else Name.STARTED
    days: Counter[tuple[date, str]] = Counter()
    for counted in by_day:
        if counted.name in (first, Name.LINKED):
            days[counted.day, counted.name] += counted.count
    return tuple(Course(day, days[day, first], days[day, Name.LINKED]) for day in scope.days)


def _splits(within: tuple[Counted, ...]) -> tuple[Split, ...]:
    found = []
    for channel in CHANNELS:
        for kind in TYPES:
            own = tuple(counted for counted in within if (counted.channel, counted.type) == (channel, kind))
            chosen, linked = _sum(own, Name.TYPED_KIND), _sum(own, Name.LINKED)
            if chosen or linked:
                found.append(Split(channel, kind, chosen, linked, share(linked, chosen), _median(own, Name.LINKED)))
    return tuple(found)


def _of(within: tuple[Counted, ...], name: Name, details: tuple[str, ...]) -> Iterable[Counted]:
    return (counted for counted in within if counted.name == name and (not details or counted.detail in details))


def _sum(within: tuple[Counted, ...], name: Name, details: tuple[str, ...] = ()) -> int:
    return sum(counted.count for counted in _of(within, name, details))


def _median(within: tuple[Counted, ...], name: Name, details: tuple[str, ...] = ()) -> float | None:
    took: Counter[int] = Counter()
    for counted in _of(within, name, details):
        took.update(counted.took)
    return median(took)
