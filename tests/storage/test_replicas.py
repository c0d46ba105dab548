"""A commit that must be on a replica before it counts."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.aliases import Aliases
from storage.connection import Script, Together
from storage.errors import StoreDown
from storage.store import Store
from tests import servers
from tests.storage.conftest import KEYS


async def test_a_commit_needs_its_replica(binary: str, tmp_path: Path) -> None:
    """Alone, a script's write is not acknowledged though a plain read is; with a replica it counts."""
    async with servers.alone(binary, tmp_path / "primary", "--repl-diskless-sync-delay", "0") as primary:
        alone = Together(primary.url, replicas=1)
        assert await alone.call("PING")
        with pytest.raises(StoreDown, match="too few replicas"):
            await alone.run(Script("mark"), ["{x}:k"], ["a"])
        of_it = ("--replicaof", "127.0.0.1", str(primary.port))
        async with servers.alone(binary, tmp_path / "replica", *of_it):
            await primary.until("INFO", "replication", says="state=online")
            store = await Store.open(primary.url, KEYS, replicas=1)
            assert await _counted(alone) == 1
            await store.close()
        await alone.close()


async def test_a_name_that_no_replica_has_leads_nobody(binary: str, tmp_path: Path) -> None:
    """It can be read where it was written, as at a primary that is none any more: no chat may begin under it."""
    identities = {"wa_id": "6281200000001", "bsuid": "ID.1"}
    async with servers.alone(binary, tmp_path / "primary", "--repl-diskless-sync-delay", "0") as primary:
        first = await Store.open(primary.url, KEYS)
        account = await first.aliases.whatsapp(identities, bytes(16))
        await first.close()
        waiting = Together(primary.url, replicas=1)
        aliases = Aliases(waiting, first.vault)
        assert await aliases.whatsapp(identities, bytes(range(16))) == account
        with pytest.raises(StoreDown, match="too few replicas"):
            await aliases.hold(identities, account)
        of_it = ("--replicaof", "127.0.0.1", str(primary.port))
        async with servers.alone(binary, tmp_path / "replica", *of_it):
            await primary.until("INFO", "replication", says="state=online")
            assert await _counted(waiting) == 1
            assert await aliases.hold(identities, account)
            assert not await aliases.hold(identities, "b" * 16), "it leads to another account"
        await waiting.close()


async def _counted(together: Together) -> object:
    """Write the same until the replica, which has just arrived, has it."""
    async with asyncio.timeout(servers.PATIENCE):
        while True:
            try:
                return await together.run(Script("mark"), ["{x}:other"], ["a"])
            except StoreDown:
                await asyncio.sleep(servers.LOOK)
