"""The audit log: what was appended verifies, and whatever was done to it afterwards shows, at the item that was touched."""

from __future__ import annotations

import asyncio
import hashlib

import pytest

from storage import keys
from storage.audit import Anchored, Record
from storage.audit_chain import Broken, Check, Item, sealed
from storage.chats import Committed, Moved
from storage.embedded import EmbeddedRedis
from storage.store import Store
from storage.vault import Purpose
from tests.storage.conftest import KEYS
from tests.storage.test_chats import NOW, write

DAY = 86_400_000


async def filled(store: Store, count: int = 6) -> list[bytes]:
    """Record some staff actions and return the chain's items."""
    for place in range(count):
        await store.audit.record("staff:ani", "transcript.open", f"chat{place}", "complaint", at=NOW + place * DAY)
    return [raw async for raw in store.audit.items(keys.AUDIT)]


def follow(items: list[bytes]) -> Check:
    """Verify items as a chain of staff actions."""
    check = Check(_keys, keys.AUDIT)
    for raw in items:
        check.follow(raw)
    return check


_keys = Purpose(b"an audit secret of thirty-two byte")


def made(count: int = 6) -> list[bytes]:
    """Return a chain as the script makes it, without a server."""
    items: list[bytes] = []
    for place in range(count):
        record = Record(id=f"{place:016x}", at=NOW + place, actor="staff:ani", action="look", subject=f"chat{place}")
        items.append(linked(items[-1] if items else b"", sealed(_keys, keys.AUDIT, record)))
    return items


def linked(last: bytes, record: bytes) -> bytes:
    """Link a record to the item before it, as anybody can who may write to Redis."""
    number, link = (int.from_bytes(last[:8], "big"), last[8:48]) if last else (0, b"0" * 40)
    place = (number + 1).to_bytes(8, "big")
    return place + hashlib.sha1(link + place + record, usedforsecurity=False).hexdigest().encode() + record


def relinked(records: list[bytes]) -> list[bytes]:
    """Return a chain of these records whose numbers and links are all in order."""
    items: list[bytes] = []
    for record in records:
        items.append(linked(items[-1] if items else b"", record))
    return items


async def test_what_was_appended_verifies_and_is_read_back(store: Store) -> None:
    """Records come back newest first, page by page, and the chain is whole."""
    await filled(store, 5)
    first = await store.audit.staff(2)
    second = await store.audit.staff(2, before=first[-1].number)
    last = await store.audit.staff(9, before=second[-1].number)
    assert [item.number for item in (*first, *second, *last)] == [5, 4, 3, 2, 1]
    assert await store.audit.staff(2, before=1) == ()
    assert (first[0].record.actor, first[0].record.subject, first[0].record.reason) == (
        "staff:ani",
        "chat4",
        "complaint",
    )
    assert (await store.audit.verify(keys.AUDIT, None, lambda: None)).number == 5


async def test_nothing_of_it_is_in_clear(store: Store) -> None:
    """Neither who nor what nor why can be read in Redis."""
    items = b"".join(await filled(store))
    assert not [word for word in (b"ani", b"transcript", b"chat1", b"complaint") if word in items]


async def test_a_clients_retry_appends_once(store: Store) -> None:
    """The same record sent twice, because the answer was lost, is there once."""
    record = Record(id="a" * 16, at=NOW, actor="system", action="look")
    assert [await store.audit._append(keys.AUDIT, record) for _ in range(2)] == [1, 1]
    assert await store.audit.lengths() == {keys.AUDIT: 1}


async def test_a_commit_appends_its_events_in_order_and_once(store: Store) -> None:
    """Security events are in the same script as the turn: there when it is, not there when it is refused."""
    account = store.aliases.telegram("1")
    records = tuple(store.audit.sealed(account, _event(account, place)) for place in range(3))
    loaded = await store.chats.load(account)
    turn = write(account, "u1", records=records, references=("PL-1",))
    assert isinstance(await store.chats.commit(loaded, turn), Committed)
    assert isinstance(await store.chats.commit(loaded, turn), Committed)
    other = write(account, "u2", records=records)
    assert isinstance(await store.chats.commit(loaded, other), Moved)
    assert [item.record.action for item in await store.audit.events(account)] == ["code.0", "code.1", "code.2"]
    assert await store.chats.references() == {"PL-1": account}
    assert (await store.audit.verify(keys.home(account).audit, None, lambda: None)).number == 3


async def test_many_at_once_are_one_chain(store: Store) -> None:
    """A hundred at once from several sides are numbered without a gap."""
    account = store.aliases.telegram("1")
    await asyncio.gather(
        *(store.audit.record_event(account, "system", f"code.{place}", at=NOW) for place in range(100)),
    )
    check = await store.audit.verify(keys.home(account).audit, None, lambda: None)
    assert check.number == 100


def test_every_changed_byte_shows_at_its_item() -> None:
    """Whichever byte of whichever item is changed, the verdict names that item (or the one that no longer fits it)."""
    items = made(4)
    assert follow(items).number == 4
    for place, raw in enumerate(items):
        for byte in range(len(raw)):
            changed = [*items]
            changed[place] = raw[:byte] + bytes([raw[byte] ^ 0x01]) + raw[byte + 1 :]
            with pytest.raises(Broken) as told:
                follow(changed)
            assert told.value.number in (place + 1, int.from_bytes(changed[place][:8], "big"))


@pytest.mark.parametrize("length", [0, 40, 79, 80, 120])
def test_a_shortened_item_shows(length: int) -> None:
    """An item cut anywhere is named."""
    items = made(3)
    with pytest.raises(Broken) as told:
        follow([items[0], items[1][:length], items[2]])
    assert told.value.number == 2


def test_a_missing_or_swapped_item_shows() -> None:
    """Taking one out, or two in another order, breaks the chain there."""
    one, two, three, four, *_ = made()
    for items, number in (([one, three, four], 2), ([one, two, four, three], 3), ([two, three], 1)):
        with pytest.raises(Broken) as told:
            follow(items)
        assert told.value.number == number


def test_a_forged_record_shows() -> None:
    """Who has no key cannot make a record, move one from another chain, or repeat one, however well it is linked."""
    items = made(3)
    other = sealed(_keys, "{p001}:audit", _event("x", 1))
    forged = sealed(Purpose(b"another secret of thirty-two bytes"), keys.AUDIT, _event("x", 1))
    for record in (other, forged, items[0][48:]):
        with pytest.raises(Broken) as told:
            follow([*items, linked(items[-1], record)])
        assert told.value.number == 4


async def test_an_anchor_holds_what_was_linked_anew(store: Store) -> None:
    """A record taken out, or two exchanged, with all links made anew, show at the anchor that signed them."""
    await filled(store, 4)
    assert [await store.audit.anchor(NOW) for _ in range(2)] == [Anchored(1, 0), Anchored(0, 0)]
    items = [raw async for raw in store.audit.items(keys.AUDIT)]
    records = [raw[48:] for raw in items]
    for kept in ([records[0], *records[2:]], [records[1], records[0], *records[2:]]):
        await store.together.call("DEL", keys.AUDIT)
        await store.together.call("RPUSH", keys.AUDIT, *relinked(kept))
        with pytest.raises(Broken, match="anchor"):
            await store.audit.verify(keys.AUDIT, None, lambda: None)


@pytest.mark.parametrize("junk", [b"", b"x", b"x" * 48, b"x" * 200])
async def test_junk_at_the_end_stops_nobody_and_shows(store: Store, junk: bytes) -> None:
    """Turns and records go on behind it, the hourly anchor counts it, and the verdict names it."""
    account = store.aliases.telegram("1")
    chain = keys.home(account).audit
    await store.audit.record_event(account, "customer", "code.sent", at=NOW)
    await store.together.call("RPUSH", chain, junk)
    assert (await store.audit.anchor(NOW)).broken == 1
    records = (store.audit.sealed(account, _event(account, 1)),)
    done = await store.chats.commit(await store.chats.load(account), write(account, "u1", records=records))
    assert isinstance(done, Committed)
    await store.audit.record_event(account, "customer", "code.right", at=NOW)
    with pytest.raises(Broken) as told:
        await store.audit.verify(chain, None, lambda: None)
    assert told.value.number in (2, int.from_bytes(junk[:8].ljust(8), "big"))


async def test_a_cut_end_shows_against_the_witness(store: Store) -> None:
    """What was cut off at the end, or all of it, shows against what was seen earlier."""
    await filled(store, 5)
    check = await store.audit.verify(keys.AUDIT, None, lambda: None)
    witness = (check.number, check.link.decode())
    assert (await store.audit.verify(keys.AUDIT, witness, lambda: None)).number == 5
    await store.together.call("RPOP", keys.AUDIT)
    with pytest.raises(Broken, match="item 5: it is cut off"):
        await store.audit.verify(keys.AUDIT, witness, lambda: None)
    await store.audit.record("staff:ani", "other", at=NOW)
    with pytest.raises(Broken, match="item 5: it is not what the witness saw"):
        await store.audit.verify(keys.AUDIT, witness, lambda: None)
    await store.together.call("DEL", keys.AUDIT)
    with pytest.raises(Broken, match="item 1: it is cut off"):
        await store.audit.verify(keys.AUDIT, witness, lambda: None)


async def test_a_purge_leaves_an_anchor_and_what_remains_verifies(store: Store) -> None:
    """Old items go, once; the rest verifies, grows and is purged again, to the last item."""
    await filled(store, 6)
    assert await store.audit.purge(keys.AUDIT, NOW + 3 * DAY, NOW + 9 * DAY) == 3
    assert await store.audit.purge(keys.AUDIT, NOW + 3 * DAY, NOW + 9 * DAY) == 0
    assert [item.number for item in await store.audit.staff(9)] == [6, 5, 4, 3]
    assert (await store.audit.verify(keys.AUDIT, (6, await _link(store)), lambda: None)).number == 6
    assert await store.audit.purge(keys.AUDIT, NOW + 9 * DAY, NOW + 9 * DAY) == 3
    await store.audit.record("staff:ani", "look", at=NOW + 9 * DAY)
    assert (await store.audit.verify(keys.AUDIT, None, lambda: None)).number == 7


async def test_a_purged_front_cannot_be_forged(store: Store) -> None:
    """Without its anchor, with another one's place, or with an old record put back, the rest does not verify."""
    items = await filled(store, 6)
    await store.audit.purge(keys.AUDIT, NOW + 3 * DAY, NOW + 9 * DAY)
    anchor, *rest = [raw async for raw in store.audit.items(keys.AUDIT)]
    moved = (4).to_bytes(8, "big") + rest[0][8:48] + anchor[48:]
    for chain in (rest, [moved, *rest[1:]], [anchor, *rest, linked(rest[-1], items[0][48:])]):
        await store.together.call("DEL", keys.AUDIT)
        await store.together.call("RPUSH", keys.AUDIT, *chain)
        with pytest.raises(Broken):
            await store.audit.verify(keys.AUDIT, None, lambda: None)


async def test_another_secret_key_reads_nothing(store: Store, server: EmbeddedRedis) -> None:
    """The log opens with the installation's secret alone."""
    await filled(store, 1)
    await store.together.call("DEL", keys.VAULT)
    other = await Store.open(server.url, KEYS)
    with pytest.raises(Broken, match="signature"):
        await other.audit.staff(1)
    await other.close()


async def _link(store: Store) -> str:
    item: Item = (await store.audit.staff(1))[0]
    return item.link.decode()


def _event(account: str, place: int) -> Record:
    return Record(id=f"{place:016x}", at=NOW, actor="customer", action=f"code.{place}", subject=account)
