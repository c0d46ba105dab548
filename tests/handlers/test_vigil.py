"""A vigil looks until it is told to stop, whatever a look runs into, and says what that was."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from handlers.vigil import Vigil
from storage import errors


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errors.StoreDown("redis did not answer"), "vigil_waits"),
        (errors.Tampered("it does not open"), "vigil_waits"),
        (ValueError("a mistake of ours"), "vigil_broke"),
    ],
)
async def test_a_look_that_fails_is_not_the_last(error: Exception, said: str) -> None:
    """It is told, and the next look comes after the pause."""
    looks = 0

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise error
        vigil.stop()

    vigil = Vigil("guard", look, 0.001)
    with capture_logs() as logs:
        await vigil.run()
    assert looks == 2
    assert [(line["event"], line["kind"]) for line in logs] == [(said, "guard")]


async def test_it_ends_at_once_while_it_rests() -> None:
    """Nobody waits for the pause to be over."""
    looked = asyncio.Event()

    async def look() -> None:
        looked.set()

    vigil = Vigil("guard", look, 3600.0)
    running = asyncio.ensure_future(vigil.run())
    await looked.wait()
    assert not vigil.stopped
    vigil.stop()
    await running
    assert vigil.stopped
