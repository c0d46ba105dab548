"""The keeper: what is done by itself, once over all processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.limits import DAY, HOUR, Keep
from conversations.terms import Terms
from handlers.keeper import Keeper
from storage.chores import Chores
from storage.embedded import EmbeddedRedis
from storage.keys import post
from storage.purge import Purge
from storage.store import Store
from tests.clock import ManualClock
from tests.logged import logged
from tests.storage.conftest import KEYS


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store in a server of its own."""
    async with EmbeddedRedis(tmp_path) as server:
        opened = await Store.open(server.url, KEYS)
        yield opened
        await opened.close()


def keeper(store: Store, name: str, clock: ManualClock, rewritten: list[str]) -> Keeper:
    """Return the keeper of a process."""

    async def rewrite() -> bool:
        rewritten.append(name)
        return await store.rewrite()

    purge = Purge(store.server, store.vault, store.chats, store.audit, Keep())
    return Keeper(Chores(store.server, name), purge, store.audit, clock, rewrite, store.figures, Terms())


async def actions(store: Store) -> list[str]:
    """Return what the log of staff actions has, oldest first."""
    return [item.record.action for item in reversed(await store.audit.staff(99))]


async def test_of_two_processes_one_purges_a_day(store: Store) -> None:
    """Both look again and again; the purge is done once, recorded, and Redis's file rewritten."""
    clock, rewritten = ManualClock(), list[str]()
    one, two = keeper(store, "one", clock, rewritten), keeper(store, "two", clock, rewritten)
    for _ in range(3):
        await one.look()
        await two.look()
    assert rewritten == ["one"]
    assert await actions(store) == ["data.purge"]
    clock.move(DAY)
    await two.look()
    await one.look()
    assert rewritten == ["one", "two"]


async def test_the_log_is_anchored_each_hour_if_it_grew(store: Store) -> None:
    """What was recorded is signed at the next hour; an hour in which nothing happened adds nothing."""
    clock = ManualClock()
    process = keeper(store, "one", clock, [])
    await process.look()
    assert await actions(store) == ["data.purge"]
    for _ in range(2):
        clock.move(HOUR)
        await process.look()
    assert await actions(store) == ["data.purge", "anchor"]


async def test_a_broken_log_is_told_and_keeps_no_purge_from_its_day(store: Store) -> None:
    """A chain that somebody wrote to is left as it is; everything else is done."""
    clock, rewritten = ManualClock(), list[str]()
    await store.together.call("RPUSH", "{p007}:audit", b"x" * 200)
    with logged() as log:
        await keeper(store, "one", clock, rewritten).look()
    assert rewritten == ["one"]
    assert "audit_broken" in log.getvalue()
    assert (await store.audit.staff(1))[0].record.details == {"broken": "1"}


async def test_a_keeper_that_stops_leaves_the_rest_to_another(store: Store) -> None:
    """A purge that was cut short is not noted as done: who looks next begins it again."""
    clock, rewritten = ManualClock(), list[str]()
    one = keeper(store, "one", clock, rewritten)
    one.stop()
    await one.look()
    assert rewritten == []
    await store.together.call("DEL", post("purge"))
    await keeper(store, "two", clock, rewritten).look()
    assert rewritten == ["two"]
