"""The benchmark walks floor and product for real; what it measures is for eyes, not for tests."""

from __future__ import annotations

from bot.bench.measure import measure


async def test_the_benchmark_walks_whole_dialogues_and_tells_what_they_cost() -> None:
    """Both are started, walked and ended; every walk is told of, and costs something."""
    walked: list[str] = []
    found = await measure(3, 0.3, 1, lambda: walked.append("a walk"), warm=0.1)
    assert len(walked) == 3
    for run in (found.floor, found.idle, found.link):
        assert run.rate > 0
        assert run.trips > 0
    assert found.ready > 0
