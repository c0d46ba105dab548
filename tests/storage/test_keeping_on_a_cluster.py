"""What goes through everything works on a Cluster of several nodes too: audit, rotation, purge, rewriting."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from storage import keys
from storage.rotation import Rotation
from storage.store import Store
from tests import servers
from tests.conversations.test_retention import CHAT
from tests.storage.conftest import KEYS
from tests.storage.test_chats import NOW
from tests.storage.test_purge import KEEP, commit, purged
from tests.storage.test_rotation import NEW

CHATS = 60


async def test_everything_is_rotated_purged_and_verified_on_every_node(tmp_path: Path) -> None:
    """Chats of all nodes are rewrapped and purged, every chain verifies, every node's file is written anew."""
    async with servers.cluster(servers.newest(), tmp_path) as nodes:
        older = await Store.open(nodes.url, KEYS)
        store = await Store.open(nodes.url, (NEW, *KEYS))
        accounts = [store.aliases.telegram(str(place)) for place in range(CHATS)]
        for account in accounts:
            chat = structs.replace(CHAT, account=account, moved=NOW, heard=NOW)
            await commit(older, account, "u1", chat)
            await store.audit.record_event(account, "customer", "consent.given", at=NOW)
        await older.close()
        await store.audit.record("staff:ani", "look", at=NOW)
        rotation = Rotation(store.server, store.vault)
        assert await rotation.left() >= CHATS
        assert await rotation.rewrap(lambda count: None) == await rotation.count()
        assert await rotation.left() == 0
        found = await purged(store, NOW + KEEP.idle)
        assert (found.looked_at, found.chats) == (CHATS, CHATS)
        assert (await store.audit.anchor(NOW)).signed == len(await store.audit.lengths()) > 1
        for chain, length in (await store.audit.lengths()).items():
            assert (await store.audit.verify(chain, None, lambda: None)).number == length
        assert keys.AUDIT in await store.audit.lengths()
        assert await store.rewrite()
        await store.close()
