"""One server, Sentinels and a Cluster: found, followed through a failover, and their troubles told by name."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from redis.crc import key_slot

from storage import keys
from storage.address import parse
from storage.batches import WIDTH
from storage.connection import Script, Together
from storage.errors import StoreDown
from storage.store import Store
from tests import servers
from tests.servers import Servers
from tests.storage.conftest import KEYS

MARK = Script("mark")


@pytest.mark.parametrize(
    ("url", "kind", "hosts", "service", "plain"),
    [
        ("redis://h:1/2", "alone", (), "", "redis://h:1/2"),
        ("unix:///a/b.sock", "alone", (), "", "unix:///a/b.sock"),
        ("redis+sentinel://a,b:5/s", "sentinel", (("a", 26379), ("b", 5)), "s", "redis://{}/"),
        ("redis+sentinel://u:p%40@a/s/3", "sentinel", (("a", 26379),), "s", "redis://u:p%40@{}/3"),
        ("rediss+cluster://:p@a:7,[::1]?x=1", "cluster", (("a", 7), ("::1", 6379)), "", "rediss://:p@{}/?x=1"),
    ],
)
def test_an_address_is_read(url: str, kind: str, hosts: tuple[object, ...], service: str, plain: str) -> None:
    """Hosts without a port get the usual one; user, password and options hold for every server."""
    found = parse(url)
    assert (found.kind, found.hosts, found.service, found.plain) == (kind, hosts, service, plain)


@pytest.mark.parametrize(
    "url",
    ["", "http://h", "redis://", "redis+sentinel://a,b", "redis+cluster://a/1", "redis+cluster://a,,b", "redis+x://a",
     "unix+cluster://a", "redis+sentinel://a:b/s"],
)  # fmt: skip
def test_a_wrong_address_is_refused(url: str) -> None:
    """What cannot be read is told with the shapes that can."""
    with pytest.raises(ValueError, match="must be redis://"):
        parse(url)


async def test_sentinels_name_the_next_primary(binary: str, tmp_path: Path) -> None:
    """Writes go on after the primary died, and after it came back as a replica."""
    async with servers.sentinels(binary, tmp_path) as pair:
        store = await Store.open(pair.url, KEYS, replicas=1)
        assert await store.outbox.mark("chat", "before", "a")
        await store.close()
        store = await Store.open(pair.url, KEYS)
        await pair.primaries[0].kill()
        await _works_again(store)
        assert not await store.outbox.mark("chat", "before", "b"), "the replica had it"
        await pair.replicas[0].until("INFO", "replication", says="role:master")
        await store.close()


async def test_many_at_once_ask_the_sentinels_once_and_lose_none(tmp_path: Path) -> None:
    """The first of two Sentinels is gone: who answers comes first, and the other one stays known and is closed."""
    async with servers.sentinels(servers.newest(), tmp_path) as pair:
        store = await Store.open(pair.url, KEYS)
        pool: Any = store.together.client.connection_pool
        sentinels = pool.sentinel_manager
        known = set(sentinels.sentinels)
        assert len(known) > 1
        sentinels.sentinels.sort(
            key=lambda one: one.connection_pool.connection_kwargs["port"] == pair.watchers[-1].port
        )
        await pair.watchers[0].kill()
        found = await asyncio.gather(*(sentinels.discover_master(servers.SERVICE) for _ in range(8)))
        assert len(set(found)) == 1
        assert set(sentinels.sentinels) == known
        await store.close()


async def test_a_primary_that_became_a_replica_is_left(binary: str, tmp_path: Path) -> None:
    """A failover without a death: the old primary refuses writes, and the next call finds the new one."""
    async with servers.sentinels(binary, tmp_path) as pair:
        store = await Store.open(pair.url, KEYS)
        await pair.watchers[0].until("SENTINEL", "FAILOVER", servers.SERVICE, says="OK")
        await pair.replicas[0].until("INFO", "replication", says="role:master")
        await pair.primaries[0].ask("REPLICAOF", "127.0.0.1", pair.replicas[0].port)
        await _works_again(store)
        await store.close()


async def test_a_cluster_serves_every_partition(binary: str, tmp_path: Path) -> None:
    """All partitions through two named nodes; a slot that moves is followed; a dead node fails only what it has."""
    async with servers.cluster(binary, tmp_path) as nodes:
        store = await Store.open(nodes.url, KEYS)
        await _everywhere(store.together, "first")
        await _a_slot_moves(store.together, nodes)
        await nodes.primaries[2].kill()
        answers = await asyncio.gather(*_marks(store.together, "second"), return_exceptions=True)
        alive = [answer for answer in answers if answer == 1]
        assert len(alive) > 100, "the calls to the other nodes"
        await _works_again(store)
        await _everywhere(store.together, "third")
        await store.close()


async def _a_slot_moves(together: Together, nodes: Servers) -> None:
    """While it moves, what is gone already is asked for at the new owner (ASK); afterwards all of it (MOVED)."""
    number = next(number for number in range(keys.PARTITIONS) if _slot(number) < 5461)
    name, slot = keys.HOMES[number].mark("first"), _slot(number)
    old, new = nodes.primaries[:2]
    ids = [str(await node.ask("CLUSTER", "MYID")) for node in (old, new)]
    await new.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", ids[0])
    await old.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", ids[1])
    await old.ask("MIGRATE", "127.0.0.1", new.port, name, 0, 1000)
    assert await together.run(MARK, [name], ["first"]) == 1
    assert await together.run(MARK, [name], ["another"]) == 0, "found where it moved to"
    for node in (new, old):
        await node.ask("CLUSTER", "SETSLOT", slot, "NODE", ids[1])
    assert await together.run(MARK, [name], ["another"]) == 0
    await servers.agree(nodes)


async def test_what_ails_a_server_is_told(binary: str, tmp_path: Path) -> None:
    """Full, read-only and without replicas: refused with the reason, and well again without a restart."""
    async with servers.alone(binary, tmp_path) as server:
        together = Together(server.url)
        for name, told in (("maxmemory", "full"), ("min-replicas-to-write", "too few replicas")):
            await server.ask("CONFIG", "SET", name, 1)
            with pytest.raises(StoreDown, match=told):
                await together.run(MARK, [f"{{x}}:{name}"], ["a"])
            await server.ask("CONFIG", "SET", name, 0)
            assert await together.run(MARK, [f"{{x}}:{name}"], ["a"]) == 1
        await server.ask("REPLICAOF", "127.0.0.1", 1)
        with pytest.raises(StoreDown, match=r"read-only|replica without its primary"):
            await together.run(MARK, ["{x}:a"], ["a"])
        await server.ask("REPLICAOF", "NO", "ONE")
        await server.ask("SCRIPT", "FLUSH")
        assert await together.run(MARK, ["{x}:a"], ["a"]) == 1
        await together.close()


async def test_a_frozen_server_costs_a_caller_a_bounded_wait(binary: str, tmp_path: Path) -> None:
    """Thousands of calls wait for a few connections, all are told, and the first call after the thaw is answered."""
    async with servers.alone(binary, tmp_path) as server:
        together = Together(server.url)
        assert await together.call("PING")
        server.signal(servers.STOP)
        calls = (together.call("GET", str(number)) for number in range(3_000))
        answers = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(answer, StoreDown) for answer in answers)
        counts = together.client.connection_pool.get_connection_count()
        assert 0 < sum(count for count, _ in counts) <= WIDTH
        server.signal(servers.CONTINUE)
        assert await together.call("PING")
        await together.close()


async def _works_again(store: Store) -> None:
    """Wait until writes in all partitions are taken."""
    async with asyncio.timeout(servers.PATIENCE):
        while True:
            answers = await asyncio.gather(*_marks(store.together, "again"), return_exceptions=True)
            if all(answer == 1 for answer in answers):
                return
            await asyncio.sleep(servers.LOOK)


async def _everywhere(together: Together, mark: str) -> None:
    assert set(await asyncio.gather(*_marks(together, mark))) == {1}


def _marks(together: Together, mark: str) -> list[Coroutine[Any, Any, Any]]:
    return [together.run(MARK, [home.mark(mark)], [mark]) for home in keys.HOMES]


def _slot(number: int) -> int:
    return int(key_slot(keys.HOMES[number].due.encode()))
