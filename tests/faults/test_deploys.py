"""Deploys: every replica is replaced under load, by SIGTERM, and no customer and no caller notices."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.faults.inquest import inquest, seed
from tests.faults.test_crashes import crowd
from tests.faults.town import Town
from tests.process.world import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]
WITHIN = 10.0  # seconds from SIGTERM to the end


async def test_a_rolling_replacement(tmp_path: Path) -> None:
    """A new replica joins, the oldest is told to end and ends in time; again and again: nothing lost, all answers 2xx."""
    async with Town(tmp_path, number := seed()) as town:
        await town.serve(3)
        ends: list[float] = []

        async def replace() -> None:
            ends.append(await replaced(town))

        people = await crowd(town, replace, 3.0)
        answers = dict(town.balancer.answers)
        print(
            f"\nseed {number}: {len(ends)} replicas replaced, each within {max(ends):.1f} s: {await inquest(town, people)}"
        )
        print(f"  webhooks were answered {answers}", *town.balancer.broken, sep="\n  ")
        assert len(ends) >= 6
        assert max(ends) < WITHIN
        assert set(answers) == {200}, "a call was dropped, and had to come again"


async def replaced(town: Town, tree: Path = ROOT, **more: str) -> float:
    """Let a new replica join and the oldest end in order; return the seconds from the signal to its end."""
    await town.join(tree, **more)
    oldest = town.replicas[0]
    started = time.monotonic()
    ending = asyncio.ensure_future(oldest.stop())
    await town.unready(oldest)  # whoever shares out the requests sees it, and sends no more
    town.leave(oldest)
    assert await ending == 0
    assert "Traceback" not in oldest.output
    return time.monotonic() - started
