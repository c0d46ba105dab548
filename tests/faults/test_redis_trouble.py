"""Redis frozen, slow, cut off, full, read-only, flushed of scripts, without a disk: told, waited for, and no limit skipped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests import servers
from tests.faults.inquest import LONG, inquest, seed
from tests.faults.people import Customer
from tests.faults.proxy import Wire
from tests.faults.town import APPENDS, Town
from tests.servers import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
FROZEN = 10.0
ANSWERED = 30.0  # seconds in which every customer hears something, whatever ails: channels repeat ever more slowly
SLOW = 2.0
Ails = Callable[[Town], Awaitable[None]]


async def stop(town: Town) -> None:
    """Freeze the server."""
    town.redis.signal(servers.STOP)
    await asyncio.sleep(FROZEN)
    await told(town, "did not answer")
    town.redis.signal(servers.CONTINUE)


async def slow(town: Town) -> None:
    """Let every answer take longer than a call may."""
    town.wire.delay = SLOW
    await told(town, "did not answer")
    await asyncio.sleep(FROZEN / 2)
    town.wire.delay = 0.0


async def cut(town: Town) -> None:
    """Cut all connections, again and again."""
    for _ in range(20):
        town.wire.cut()
        await asyncio.sleep(0.05)


async def full(town: Town) -> None:
    """Reach maxmemory."""
    await town.redis.ask("CONFIG", "SET", "maxmemory", 1)
    await told(town, "full")
    await town.redis.ask("CONFIG", "SET", "maxmemory", 0)


async def read_only(town: Town) -> None:
    """Be a replica of nobody for a while."""
    await town.redis.ask("REPLICAOF", "127.0.0.1", 1)
    await told(town, "read-only", "replica without its primary")
    await town.redis.ask("REPLICAOF", "NO", "ONE")


async def flushed(town: Town) -> None:
    """Forget every script."""
    for _ in range(10):
        await town.redis.ask("SCRIPT", "FLUSH")
        await asyncio.sleep(0.02)


async def swapped(town: Town) -> None:
    """Let a replica take over behind the same address, the open connections left with the old primary."""
    replica = Server(
        servers.newest(),
        town.folder / "replica",
        "--save",
        "",
        *APPENDS,
        "--replicaof",
        "127.0.0.1",
        str(town.redis.port),
    )
    await replica.start()
    town.more_servers.append(replica)
    await town.redis.until("INFO", "replication", says="state=online")
    await town.redis.ask("FAILOVER", "TO", "127.0.0.1", replica.port)
    await replica.until("INFO", "replication", says="role:master")
    town.wire.target = replica.port


LATER = [pytest.param(ails, marks=pytest.mark.long) for ails in (stop, slow, cut, read_only, flushed)]


@pytest.mark.parametrize("ails", [full, swapped, *LATER], ids=lambda ails: ails.__name__)
async def test_redis_ails(tmp_path: Path, ails: Ails) -> None:
    """In the midst of customers: webhooks wait or say 503 with Retry-After, readyz says why, and all of them get there."""
    async with wired(tmp_path) as town:
        people = [town.newcomer() for _ in range(40 if LONG else 8)]
        going = [asyncio.ensure_future(customer.link(0.3)) for customer in people]
        await midway(people)
        await ails(town)
        await asyncio.gather(*going)
        await told(town, "")
        numbers = await inquest(town, people)
        print(f"\n{ails.__name__}: {numbers}; webhooks were answered {dict(town.balancer.answers)}")
        assert set(town.balancer.answers) <= {200, 503}
        assert max(wait for customer in people for wait in customer.waits) < ANSWERED
        assert town.balancer.without_retry_after == 0


@pytest.mark.long
async def test_the_disk_is_full(tmp_path: Path) -> None:
    """A small file system for the append-only file, filled up: writes are refused until there is room again."""
    async with small_disk(tmp_path / "disk") as disk, wired(tmp_path, disk / "redis") as town:
        people = [town.newcomer() for _ in range(40)]
        going = [asyncio.ensure_future(customer.link(0.3)) for customer in people]
        await midway(people)
        filler = disk / "filler"
        with pytest.raises(OSError, match="No space"):
            _fill(filler)
        await told(town, "cannot write to its disk")
        filler.unlink()
        await asyncio.gather(*going)
        await told(town, "")
        print(f"\nfull disk: {await inquest(town, people)}; webhooks were answered {dict(town.balancer.answers)}")


@asynccontextmanager
async def wired(folder: Path, where: Path | None = None) -> AsyncIterator[Town]:
    """Open a town with two replicas whose Redis hangs on a wire."""
    async with Town(folder, seed()) as town:
        if where:
            town.redis = Server(servers.newest(), where, "--save", "", *APPENDS)
            await town.redis.start()
        async with Wire(town.redis.port) as town.wire:
            town.redis_url = f"redis://127.0.0.1:{town.wire.port}"
            await town.serve(2)
            yield town
            await town.close_replicas()
        for server in (town.redis, *town.more_servers):
            await server.kill()


async def midway(people: list[Customer]) -> None:
    """Wait until half of the customers were sent a code."""
    async with asyncio.timeout(30):
        while sum(customer.letters > 0 for customer in people) < len(people) / 2:
            await asyncio.sleep(0.02)


async def told(town: Town, *whys: str) -> None:
    """Wait until every replica says why it is not ready (or that it is)."""
    async with ClientSession() as session, asyncio.timeout(30):
        for replica in town.replicas:
            said = None
            while said is None or not any(why in said and bool(why) == bool(said) for why in whys):
                async with session.get(f"{replica.url}/readyz") as answer:
                    said = (await answer.json())["why"]
                    assert answer.status == (503 if said else 200)
                await asyncio.sleep(0.05)


@asynccontextmanager
async def small_disk(folder: Path) -> AsyncIterator[Path]:
    """Mount a file system of a few megabytes; skipped where that is not permitted."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if os.geteuid() or await _ran(*options):
        pytest.skip("mounting a small file system needs root")
    try:
        yield folder
    finally:
        await _ran("umount", "-l", str(folder))


def _fill(file: Path) -> None:
    with file.open("wb") as filling:
        while True:
            filling.write(bytes(65_536))
            filling.flush()


async def _ran(*command: str) -> int:
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait()
