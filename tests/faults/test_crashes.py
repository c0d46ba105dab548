"""Processes are killed at any moment; every customer reaches the end, with one challenge and one link."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests import servers
from tests.faults.inquest import LONG, inquest, seed
from tests.faults.people import Customer
from tests.faults.town import Town
from tests.servers import Servers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
CUSTOMERS, SECONDS, PAUSE = (100, 120.0, 1.0) if LONG else (16, 6.0, 0.3)


async def test_replicas_die(tmp_path: Path) -> None:
    """kill -9 of a random replica of three, every second: nobody is lost, started over, or sent a second challenge."""
    async with Town(tmp_path, number := seed()) as town:
        await town.serve(3, forked=True)
        met, joining = Counter[int](), []

        async def murder() -> None:
            met[len(town.replicas)] += 1
            if len(town.replicas) > 1:  # somebody is there at all times
                await town.kill(town.chance.choice(town.replicas))
                joining.append(asyncio.ensure_future(town.join()))

        people = await crowd(town, murder, 1.0)
        await asyncio.gather(*joining)
        deaths = sum(met[serving] for serving in met if serving > 1)
        told = await inquest(town, people)
        print(f"\nseed {number}: {deaths} replicas killed, {met[3]} of them while 3 served, {met[2]} while 2: {told}")
        assert deaths  # how many depends on how fast replicas start


@pytest.mark.long
async def test_redis_dies(tmp_path: Path) -> None:
    """kill -9 of Redis (append-only file), and an orderly restart, in turn: nothing acknowledged is lost, nobody is stuck."""
    async with Town(tmp_path, number := seed()) as town:
        await town.serve(3)
        deaths = 0

        async def murder() -> None:
            nonlocal deaths
            await town.redis.kill() if deaths % 2 else await town.redis.stop()
            await town.redis.start()
            deaths += 1

        people = await crowd(town, murder, 8.0)
        print(f"\nseed {number}: Redis ended {deaths} times: {await inquest(town, people)}")


@pytest.mark.long
@pytest.mark.parametrize("make", [servers.cluster, servers.sentinels], ids=["cluster", "sentinels"])
async def test_a_primary_dies(tmp_path: Path, make: Callable[..., AbstractAsyncContextManager[Servers]]) -> None:
    """The primary is killed under customers and comes back as a replica; commits wait for a replica: nothing is lost."""
    async with make(servers.newest(), tmp_path / "servers") as group, Town(tmp_path, number := seed()) as town:
        town.redis_url, town.more = group.url, {"REDIS_WAIT": "1"}
        await town.serve(3)
        deaths = 0

        async def murder() -> None:
            nonlocal deaths
            if not deaths:
                await group.primaries[0].kill()
                deaths = 1
                await group.replicas[0].until("INFO", "replication", says="role:master")
                await group.primaries[0].start()
                await group.replicas[0].until("INFO", "replication", says="connected_slaves:1")

        people = await crowd(town, murder, 10.0)
        print(f"\nseed {number}: a primary died, and its replica took over: {await inquest(town, people)}")
        await town.close_replicas()


async def crowd(town: Town, trouble: Callable[[], Awaitable[None]], every: float) -> list[Customer]:
    """Let customers come and go for a while, with trouble every so many seconds; return all, once they are done."""
    begins, people, done = time.monotonic(), list[Customer](), asyncio.Event()
    ends = begins + SECONDS

    async def seat() -> None:
        while time.monotonic() < ends:
            people.append(customer := town.newcomer())
            await asyncio.sleep(town.chance.uniform(0, PAUSE))
            await customer.link(PAUSE)

    async def troubles() -> None:
        due = begins + every
        while due < ends:
            await asyncio.wait({stop}, timeout=max(due - time.monotonic(), 0))
            if done.is_set():
                return
            await trouble()
            due = max(due + every, time.monotonic())  # by the clock, however long one takes; none is made up for

    stop = asyncio.ensure_future(done.wait())
    troubling = asyncio.ensure_future(troubles())
    try:
        await asyncio.gather(*(seat() for _ in range(CUSTOMERS)))
    finally:
        done.set()
        await asyncio.gather(troubling, stop)
    return people
