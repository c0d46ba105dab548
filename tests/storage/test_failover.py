"""A server that cannot serve any more is let go: demoted, replaced, loading, or in another role behind the same address."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from storage.connection import Script, Together
from storage.errors import StoreDown
from tests import servers
from tests.faults.proxy import Wire
from tests.servers import Server

MARK = Script("mark")
ANSWERED = 20.0  # seconds in which customers must be answered
LOADS = ("--key-load-delay", "50")  # microseconds a key
KEYS = 20_000
Fails = Callable[[Server, Server, Wire, Together], Awaitable[None]]


async def swapped(old: Server, new: Server, wire: Wire, together: Together) -> None:
    """Primary and replica swap roles; new connections lead to the new primary, the open ones stay."""
    await _take_over(old, new)
    wire.target = new.port


async def renamed(old: Server, new: Server, wire: Wire, together: Together) -> None:
    """The address leads to another server, and the one before is gone."""
    await swapped(old, new, wire, together)
    await old.kill()


async def split(old: Server, new: Server, wire: Wire, together: Together) -> None:
    """The address leads to the new primary; the old one has lost everybody and takes no writes."""
    await new.ask("REPLICAOF", "NO", "ONE")
    await old.ask("CONFIG", "SET", "min-replicas-to-write", 1)
    wire.target = new.port


async def demoted(old: Server, new: Server, wire: Wire, together: Together) -> None:
    """The server becomes a replica without its primary, and is made the primary again."""
    await old.ask("CONFIG", "SET", "replica-serve-stale-data", "no")
    await old.ask("REPLICAOF", "127.0.0.1", 1)
    with pytest.raises(StoreDown, match=r"read-only|replica without its primary"):
        await together.call("SET", "key", "value")
    await old.ask("REPLICAOF", "NO", "ONE")


@pytest.mark.parametrize("fails", [swapped, renamed, split, demoted], ids=lambda fails: fails.__name__)
async def test_behind_one_address_the_right_server_is_found(binary: str, tmp_path: Path, fails: Fails) -> None:
    """Open connections are left with the old server: the address is dialled again, and nothing is lost."""
    async with servers.alone(binary, tmp_path / "old", "--repl-diskless-sync-delay", "0") as old:
        of_it = ("--replicaof", "127.0.0.1", str(old.port))
        async with servers.alone(binary, tmp_path / "new", *of_it) as new, Wire(old.port) as wire:
            await new.until("INFO", "replication", says="master_link_status:up")
            together = Together(f"redis://127.0.0.1:{wire.port}")
            assert await _marks(together, "before") == [1] * 8
            await fails(old, new, wire, together)
            dialled = wire.dialled
            await _answered(together, "after")
            assert wire.dialled > dialled
            if fails is not split:  # of what nobody waited for, a split loses the last
                assert await _marks(together, "before", "another") == [0] * 8
            await together.close()


async def test_waiting_for_replicas_the_right_server_is_found(binary: str, tmp_path: Path) -> None:
    """The same where each commit waits for a replica."""
    async with servers.alone(binary, tmp_path / "old", "--repl-diskless-sync-delay", "0") as old:
        of_it = ("--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1", str(old.port))
        async with servers.alone(binary, tmp_path / "new", *of_it) as new, Wire(old.port) as wire:
            await old.until("INFO", "replication", says="state=online")
            together = Together(f"redis://127.0.0.1:{wire.port}", replicas=1)
            await _answered(together, "before")
            await swapped(old, new, wire, together)
            await _answered(together, "after")
            assert await _marks(together, "before", "another") == [0] * 8
            await together.close()


async def test_a_server_that_loads_is_waited_for(binary: str, tmp_path: Path) -> None:
    """It came back with a long file: what it says meanwhile is told, then it answers, without a restart of ours."""
    appends = ("--appendonly", "yes", "--aof-use-rdb-preamble", "no")
    async with servers.alone(binary, tmp_path, *appends) as server:
        together = Together(server.url)
        for start in range(0, KEYS, 2_000):
            await together.many([("SET", f"key:{start + number}", "x") for number in range(2_000)])
        assert await _marks(together, "before") == [1] * 8
        await server.stop()
        again = Server(binary, tmp_path, "--save", "", *appends, *LOADS)
        again.port = server.port
        starting = asyncio.ensure_future(again.start())
        try:
            told = await _answered(together, "after")
            await starting
            assert "redis is loading its data" in told
            assert await _marks(together, "before", "another") == [0] * 8
        finally:
            await again.kill()
            await together.close()


async def test_nodes_of_a_cluster_swap_roles(binary: str, tmp_path: Path) -> None:
    """A failover by hand: the old primary sends to the new one, and its own connections are left in peace."""
    async with servers.cluster(binary, tmp_path) as nodes:
        together = Together(nodes.url)
        assert await _marks(together, "before") == [1] * 8
        for replica in nodes.replicas:
            await replica.until("CLUSTER", "FAILOVER", says="OK")
            await replica.until("INFO", "replication", says="role:master")
        await _answered(together, "after")
        assert await _marks(together, "before", "another") == [0] * 8
        await together.close()


async def _take_over(old: Server, new: Server) -> None:
    await old.ask("FAILOVER", "TO", "127.0.0.1", new.port)
    await new.until("INFO", "replication", says="role:master")
    await old.until("INFO", "replication", says="role:slave")


async def _answered(together: Together, mark: str) -> set[str]:
    """Write until all is taken, as a channel repeats an update; return what was said meanwhile."""
    told: set[str] = set()
    async with asyncio.timeout(ANSWERED):
        while True:
            try:
                await _marks(together, mark)
                return told
            except StoreDown as down:
                told.add(str(down))
            await asyncio.sleep(servers.LOOK)


async def _marks(together: Together, mark: str, by: str = "first") -> list[int]:
    """Set marks in several slots, several at once; return which were new."""
    calls = (together.run(MARK, [f"{{p{number:03d}}}:mark:{mark}"], [by]) for number in range(8))
    return list(await asyncio.gather(*calls))
