"""Alerts: figures of today that are beyond what the installation calls normal."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from conversations.limits import MINUTE, SECOND
from handlers.figures.report import Report, Scope, report
from storage.figures import Counted, Figures


class Bounds(Struct, frozen=True, kw_only=True):
    """What is normal. ``least``: fewer than so many say nothing. Shares are in percent."""

    least: int = 20
    right_percent: int = 50
    no_match_percent: int = 60
    away_percent: int = 5
    unsent_percent: int = 5
    delivery: int = 20 * SECOND
    wait: int = 15 * MINUTE


NORMAL = Bounds()
SHARES = ("right", "unsent", "no_match", "away")
TIMES = ("handed_over", "taken_over")
KEYS = (*SHARES, *TIMES)


class Alert(Struct, frozen=True):
    """A figure beyond its bound: its key; its value and the bound, both in percent or both in milliseconds."""

    key: str
    value: float
    bound: int
    timed: bool = False


async def alerts_of(
    figures: Figures, today: date, bounds: Bounds, known: tuple[Counted, ...] = ()
) -> tuple[Alert, ...]:
    """Return what is beyond its bound today, in all channels and types; ``known``: counters that were read already."""
    counters = known if any(counted.day == today for counted in known) else await figures.read([today])
    return alerts(report(counters, Scope(today, today)), bounds)


def alerts(today: Report, bounds: Bounds) -> tuple[Alert, ...]:
    """Return what is beyond its bound today."""
    found = []
    for key, whole, bound, above in (
        ("right", "issued", bounds.right_percent, False),
        ("unsent", "issued", bounds.unsent_percent, True),
        ("no_match", "looked_up", bounds.no_match_percent, True),
        ("away", "looked_up", bounds.away_percent, True),
    ):
        percent = 100 * (_share(today, key, whole, bounds.least))
        if percent >= 0 and (percent > bound if above else percent < bound):
            found.append(Alert(key, percent, bound))
    for key, bound in (("handed_over", bounds.delivery), ("taken_over", bounds.wait)):
        figure = today.figure(key)
        if figure and figure.count >= bounds.least and (figure.median or 0) > bound:
            found.append(Alert(key, figure.median or 0, bound, timed=True))
    return tuple(found)


def _share(today: Report, key: str, whole: str, least: int) -> float:
    """Return a figure's share, -1 where too few were counted to tell."""
    figure, all_of_it = today.figure(key), today.figure(whole)
    if figure is None or all_of_it is None or all_of_it.count < least:
        return -1
    return figure.share or 0.0
