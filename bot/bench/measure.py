"""The measurement: floor and product in turn, several times over, so that a change of the machine's speed hits both alike."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import redis.asyncio as aioredis
from msgspec import Struct

from bot.bench import target
from bot.bench.policies import write_policies
from bot.bench.target import NoMeasure, Target
from bot.bench.town import Town, Walk, floor_walk, idle_walk, link_walk, open_town
from storage.embedded import EmbeddedRedis

WARM = 1.0  # seconds before each measurement


class Run(Struct, frozen=True):
    """What one walk cost: inputs a second, milliseconds of processor an input, reads of Redis's socket an input."""

    rate: float
    cost: float
    trips: float


class Result(Struct, frozen=True):
    """The medians of all rounds, and of the ratios of each round. ``ready`` is in seconds, with a Redis that runs."""

    floor: Run
    idle: Run
    link: Run
    idle_ratio: float
    link_ratio: float
    ready: float


async def measure(customers: int, seconds: float, rounds: int, tick: Callable[[], None], warm: float = WARM) -> Result:
    """Measure in a folder of its own; ``tick`` is called after each walk. Raises NoMeasure.

    The measured process has the first processor, everything else the others.
    """
    _check()
    processors = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory(prefix="polisbot-bench-") as name:
        folder = Path(name)
        write_policies(folder / "policies.csv")
        async with EmbeddedRedis(folder / "data") as server, open_town() as (town, api):
            floor, product = target.floor(server.url, api, folder), target.product(folder / "data", api, folder)
            _leave_first(server)
            async with floor, product, aioredis.Redis.from_url(server.url) as client:
                os.sched_setaffinity(0, processors - {min(processors)} or processors)
                try:
                    return await _rounds(Walker(town, client, customers, (warm, seconds), tick), floor, product, rounds)
                finally:
                    os.sched_setaffinity(0, processors)


class Walker:
    """Lets customers walk, and reads what it cost."""

    def __init__(
        self,
        town: Town,
        client: aioredis.Redis,
        customers: int,
        seconds: tuple[float, float],
        tick: Callable[[], None],
    ) -> None:
        self._town = town
        self._client = client
        self._customers = customers
        self._warm, self._seconds = seconds
        self._tick = tick

    async def walk(self, measured: Target, walk: Walk) -> Run:
        """Walk against one process: first to warm up, then counted."""
        self._town.webhook = measured.webhook
        await self._town.bustle(walk, self._customers, self._warm)
        inputs, spent, reads = self._town.inputs, measured.spent(), await self._reads()
        begun = asyncio.get_running_loop().time()
        await self._town.bustle(walk, self._customers, self._seconds)
        took = asyncio.get_running_loop().time() - begun
        count = self._town.inputs - inputs
        self._tick()
        cost = (measured.spent() - spent) * 1000 / count
        return Run(count / took, cost, (await self._reads() - reads) / count)

    async def _reads(self) -> int:
        stats = await self._client.info("stats")
        return int(stats["total_reads_processed"])


async def _rounds(walker: Walker, floor: Target, product: Target, rounds: int) -> Result:
    floors, idles, links = [], [], []
    for _ in range(rounds):
        floors.append(await walker.walk(floor, floor_walk))
        idles.append(await walker.walk(product, idle_walk))
        links.append(await walker.walk(product, link_walk))
    return Result(
        floor=_median(floors),
        idle=_median(idles),
        link=_median(links),
        idle_ratio=_ratio(idles, floors),
        link_ratio=_ratio(links, floors),
        ready=product.ready_after,
    )


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(run.rate for run in runs),
        statistics.median(run.cost for run in runs),
        statistics.median(run.trips for run in runs),
    )


def _ratio(runs: list[Run], floors: list[Run]) -> float:
    return statistics.median(run.cost / floor.cost for run, floor in zip(runs, floors, strict=True))


def _check() -> None:
    if not hasattr(os, "sched_setaffinity") or not Path("/proc/self/stat").exists():
        raise NoMeasure("The benchmark reads Linux's accounts of processes: run it on Linux.")


def _leave_first(server: EmbeddedRedis) -> None:
    """Keep Redis off the processor of what is measured, where there is another one."""
    processors = os.sched_getaffinity(0)
    if server.pid and len(processors) > 1:
        os.sched_setaffinity(server.pid, processors - {min(processors)})
