"""Charts as numbers: where each bar of an SVG stands. Templates draw them; the same numbers stand in a table beside."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

WIDTH, HEIGHT = 720, 200  # of the drawing's own units
BASE = 172  # where bars stand
TOP = 12
LABELS = 8  # at most so many days are named


class Bar(Struct, frozen=True):
    """One bar: its left edge and width, its top and height, and a second, shorter one before it."""

    label: str
    named: bool
    x: float
    width: float
    middle: float
    y: float
    height: float
    inner_y: float
    inner_height: float
    whole: int
    part: int


class Columns(Struct, frozen=True):
    """Columns of whole and part, with the rulers behind them."""

    bars: tuple[Bar, ...]
    rulers: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


def columns(rows: Sequence[tuple[str, int, int]]) -> Columns:
    """Lay out columns of (label, whole, part)."""
    top = ceiling(max((max(whole, part) for _, whole, part in rows), default=0))
    left, room = 44.0, (WIDTH - 52.0) / max(len(rows), 1)
    width = max(min(room * 0.7, 48.0), 2.0)
    every = -(-len(rows) // LABELS) if rows else 1
    bars = tuple(
        _bar(label, place % every == 0, left + room * place + (room - width) / 2, width, whole, part, top)
        for place, (label, whole, part) in enumerate(rows)
    )
    rulers = (
        tuple((_y(top * step // 4, top), top * step // 4) for step in range(5)) if top >= 4 else ((_y(top, top), top),)
    )
    return Columns(bars, rulers)


def ceiling(most: int) -> int:
    """Return a round number at or above ``most`` that four rulers divide: 4, 8, 12 ... 32, 40, 80 ..."""
    step = 1
    while True:
        for factor in (4, 8, 12, 16, 20, 24, 32):
            if most <= factor * step:
                return factor * step
        step *= 10


def _bar(label: str, named: bool, x: float, width: float, whole: int, part: int, top: int) -> Bar:
    return Bar(
        label=label,
        named=named,
        x=round(x, 1),
        width=round(width, 1),
        middle=round(x + width / 2, 1),
        y=_y(whole, top),
        height=round(BASE - _y(whole, top), 1),
        inner_y=_y(part, top),
        inner_height=round(BASE - _y(part, top), 1),
        whole=whole,
        part=part,
    )


def _y(value: int, top: int) -> float:
    return round(BASE - (BASE - TOP) * value / top, 1) if top else float(BASE)


class Minute(Struct, frozen=True):
    """One minute of a provider: where its bar stands in a strip of 20 units' height, and how much of it went wrong."""

    x: int
    y: float
    height: float
    bad_height: float


class Provider(Struct, frozen=True):
    """How a provider fared in the last minutes."""

    name: str
    good: int
    unsure: int
    bad: int
    strip: tuple[Minute, ...]

    @property
    def state(self) -> str:
        """Name its state: good, wait (some calls went wrong) or bad (most did)."""
        wrong = self.bad + self.unsure
        return "bad" if wrong > self.good else "wait" if wrong else "good"


def provider(name: str, minutes: Sequence[dict[str, int]]) -> Provider:
    """Lay out a provider's strip of minutes, the oldest at the left."""
    counts = [[minute.get(f"{name}:{end}", 0) for end in ("good", "unsure", "bad")] for minute in minutes]
    scale = 20 / max(1, *map(sum, counts))
    strip = tuple(
        Minute(
            8 * place, round(20 - scale * sum(count), 1), round(scale * sum(count), 1), round(scale * sum(count[1:]), 1)
        )
        for place, count in enumerate(counts)
    )
    good, unsure, bad = (sum(count[end] for count in counts) for end in range(3))
    return Provider(name, good, unsure, bad, strip)
