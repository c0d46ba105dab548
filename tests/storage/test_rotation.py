"""Rotation in storage: all of it, once, whatever happens beside it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from storage import keys
from storage.embedded import EmbeddedRedis
from storage.errors import StoreDown, UnknownKey
from storage.keyring import KeyFile, secret_keys
from storage.rotation import REWRAP, Rotation
from storage.store import Store
from tests.storage.conftest import KEYS
from tests.storage.test_chats import write

NEW = "another secret key of more than thirty-two characters"
CHATS = 450


async def chats(store: Store, count: int) -> list[str]:
    """Commit some chats and return their accounts."""
    accounts = [store.aliases.telegram(str(place)) for place in range(count)]
    for account in accounts:
        await store.chats.commit(await store.chats.load(account), write(account, "u1"))
    return accounts


async def test_a_key_file_that_is_gone_is_never_made_anew(server: EmbeddedRedis, tmp_path: Path) -> None:
    """Beside data that it sealed a new key would open nothing: the opening is refused, and nothing is made."""
    ring = KeyFile(tmp_path)
    await (await Store.open(server.url, ring)).close()
    ring.path.rename(tmp_path / "kept")
    with pytest.raises(UnknownKey, match="secret_keys is missing"):
        await Store.open(server.url, KeyFile(tmp_path))
    assert not ring.path.exists()
    (tmp_path / "kept").rename(ring.path)
    await (await Store.open(server.url, KeyFile(tmp_path))).close()


async def test_all_are_rewrapped_and_the_old_key_opens_nothing(store: Store, server: EmbeddedRedis) -> None:
    """Chats and the installation's secrets are under the new key; a second run finds nothing to do."""
    accounts = await chats(store, CHATS)
    both = await Store.open(server.url, (NEW, *KEYS))
    rotation = Rotation(both.server, both.vault)
    seen: list[int] = []
    assert await rotation.left() == await rotation.count() == CHATS + 5
    assert await rotation.rewrap(seen.append) == sum(seen) == CHATS + 5
    assert await rotation.left() == 0
    assert await rotation.rewrap(seen.append) == 0
    only = await Store.open(server.url, (NEW,))
    assert all([(await only.chats.load(account)).chat for account in accounts])
    with pytest.raises(UnknownKey):
        await Store.open(server.url, KEYS)
    store.vault._cache.clear()
    with pytest.raises(StoreDown):
        await store.chats.load(accounts[0])
    await both.close()
    await only.close()


async def test_a_key_that_changed_in_between_is_left_alone(store: Store) -> None:
    """Compare-and-set: a chat that was erased and began anew keeps its new key."""
    [account] = await chats(store, 1)
    name = keys.home(account).key(account)
    old = await store.together.call("GET", name)
    await store.together.call("SET", name, b"another")
    assert await store.together.run(REWRAP, [name], [old, b"new", ""]) == 0
    assert await store.together.call("GET", name) == b"another"
    await store.together.call("DEL", name)
    assert await store.together.run(REWRAP, [name], [old, b"new", ""]) == 0
    assert await store.together.call("GET", name) is None


async def test_a_serving_process_learns_of_the_new_key(server: EmbeddedRedis, tmp_path: Path) -> None:
    """A process that opened the key file before wraps and opens with the new key as soon as it is there."""
    serving, rotating = [await Store.open(server.url, KeyFile(tmp_path)) for _ in range(2)]
    [known] = await chats(serving, 1)
    KeyFile(tmp_path).renew()
    await Rotation(rotating.server, rotating.vault).rewrap(lambda count: None)
    assert (await serving.chats.load(known)).chat
    account = serving.aliases.telegram("later")
    await serving.chats.commit(await serving.chats.load(account), write(account, "u1"))
    assert await Rotation(rotating.server, rotating.vault).left() == 0
    await serving.close()
    await rotating.close()


def test_the_key_file_keeps_one_key_before_the_newest(tmp_path: Path) -> None:
    """A rotation puts a key in front and forgets all but the one before; the file stays its owner's alone."""
    first = secret_keys(tmp_path)[0]
    ring = KeyFile(tmp_path)
    assert ring.read() == (first,)
    assert ring.changed() is None
    KeyFile(tmp_path).renew()
    assert (ring.changed() or ())[1:] == (first,)
    KeyFile(tmp_path).renew()
    assert first not in ring.read()
    assert len(ring.read()) == 2
    assert stat.S_IMODE((tmp_path / "secret_keys").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_keys"]
