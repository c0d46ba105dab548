"""A timer that is moved instead of set anew: it rings once, at the last moment that it was moved to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from storage.lazy_timer import LazyTimer


class Handle:
    """One timer of the loop below."""

    def __init__(self, at: float, ring: Callable[[], None]) -> None:
        self.at = at
        self.ring = ring
        self.over = False

    def when(self) -> float:
        """Return its moment."""
        return self.at

    def cancel(self) -> None:
        """Never ring."""
        self.over = True


class Loop:
    """A loop whose clock the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.handles: list[Handle] = []

    def time(self) -> float:
        """Return the clock's time."""
        return self.now

    def call_at(self, at: float, ring: Callable[[], None]) -> Handle:
        """Set a timer."""
        self.handles.append(Handle(at, ring))
        return self.handles[-1]

    @property
    def pending(self) -> list[Handle]:
        """Return the timers that may still ring."""
        return [handle for handle in self.handles if not handle.over]

    def go_on(self, seconds: float) -> None:
        """Let time pass, and each timer ring in its moment."""
        until = self.now + seconds
        while due := [handle for handle in self.pending if handle.at <= until]:
            handle = min(due, key=Handle.when)
            self.now, handle.over = max(self.now, handle.at), True
            handle.ring()
        self.now = until


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def rung() -> list[float]:
    return []


@pytest.fixture
def timer(loop: Loop, rung: list[float]) -> LazyTimer:
    return LazyTimer(cast(asyncio.AbstractEventLoop, cast(Any, loop)), lambda: rung.append(loop.now))


def test_it_rings_once_at_its_moment(timer: LazyTimer, loop: Loop, rung: list[float]) -> None:
    """And not again until it is moved again."""
    timer.move(5)
    loop.go_on(4.9)
    assert rung == []
    loop.go_on(20)
    assert rung == [105.0]
    timer.move(3)
    loop.go_on(20)
    assert rung == [105.0, 127.9]


def test_moving_it_on_a_thousand_times_sets_the_loops_clock_twice(
    timer: LazyTimer, loop: Loop, rung: list[float]
) -> None:
    """It rings at the last moment that it was moved to."""
    for _ in range(1_000):
        timer.move(5)
        loop.go_on(0.001)
    loop.go_on(20)
    assert [round(moment, 3) for moment in rung] == [105.999]
    assert len(loop.handles) == 2


def test_it_can_be_moved_to_an_earlier_moment(timer: LazyTimer, loop: Loop, rung: list[float]) -> None:
    """What was to ring later does not ring as well."""
    timer.move(75)
    timer.move(1)
    loop.go_on(200)
    assert rung == [101.0]
    assert loop.pending == []


def test_a_stilled_one_rings_no_more(timer: LazyTimer, loop: Loop, rung: list[float]) -> None:
    """The loop's clock comes by once more at most."""
    timer.move(5)
    timer.still()
    loop.go_on(200)
    assert rung == []
    assert loop.pending == []


def test_a_stopped_one_holds_nothing_in_the_loop(timer: LazyTimer, loop: Loop, rung: list[float]) -> None:
    """Whoever it belongs to can go."""
    timer.move(5)
    timer.stop()
    assert loop.pending == []
    loop.go_on(200)
    assert rung == []


def test_it_may_be_moved_from_where_it_rings(loop: Loop, rung: list[float]) -> None:
    """Who rings may ask for the next time at once."""

    def ring() -> None:
        rung.append(loop.now)
        if len(rung) < 3:
            again.move(1)

    again = LazyTimer(cast(asyncio.AbstractEventLoop, cast(Any, loop)), ring)
    again.move(1)
    loop.go_on(10)
    assert rung == [101.0, 102.0, 103.0]
