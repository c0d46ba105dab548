"""Erasure: one script replaces the data key and takes transcript, sent states and outbox away."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.effects import Link, Unlink
from storage import keys
from storage.chats import Chats, Committed, Entry, Line, Moved
from storage.connection import Script
from storage.errors import Tampered
from storage.store import Store
from tests.storage.test_chats import NOW, reply, write

LINK = Entry(
    id="a" * 16,
    kind="e",
    not_before=NOW + 5,
    body=Link(
        id="a" * 16, challenge="c", policy_ref="pr", reference="PL-1", method="email", verified_at=NOW,
        consent_version="1", consent_at=NOW,
    ),
)  # fmt: skip
DROPPED = Entry(id="b" * 16, kind="e", not_before=0, body=Unlink(id="b" * 16, link_id="l"))


async def _full(store: Store) -> str:
    """Fill a chat: a transcript, a reply and two effects that wait, a message that was sent."""
    account = store.aliases.telegram("1")
    first = write(account, "u1", entries=(reply(), DROPPED, LINK), lines=(Line(who="bot", text="rahasia", at=1),))
    assert isinstance(await store.chats.commit(await store.chats.load(account), first), Committed)
    await store.outbox.note(f"{account}:{'c' * 16}", "wamid.1", "delivered", NOW, "", NOW)
    return account


async def test_an_erasure_leaves_the_state_and_what_runs(store: Store) -> None:
    """The old key opens nothing any more; the link under way is there under the new one, with its moment."""
    account = await _full(store)
    home = keys.home(account)
    before = await store.chats.load(account)
    old = await store.together.call("GET", home.key(account))
    state = await store.together.call("GET", home.chat(account))
    said = reply("dihapus")
    done = await store.chats.commit(
        before, write(account, "u2", forgets=True, keeps=frozenset({LINK.id}), entries=(said,), lease="")
    )
    assert isinstance(done, Committed)
    assert await store.together.call("GET", home.key(account)) != old
    assert await store.chats.transcript(account) == ()
    assert await store.together.call("EXISTS", home.lines(account), home.sent(account)) == 0
    queued = await store.outbox.read(account, "mine", 1) or ()
    assert [(one.id, one.not_before) for one in queued] == [(LINK.id, NOW + 5), (said.id, 0)]
    assert queued[0].body == LINK.body
    await store.together.call("SET", home.chat(account), state)
    with pytest.raises(Tampered):
        await store.chats.load(account)


class ErasedMeanwhile:
    """A server at which the chat is erased, and spoken in again, just before its transcript is read for the first time."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account
        self._erased = False

    async def call(self, *command: Any) -> Any:
        """Run one command."""
        if command[0] == "LRANGE" and not self._erased:
            self._erased = True
            loaded = await self._store.chats.load(self._account)
            await self._store.chats.commit(loaded, write(self._account, "u2", forgets=True))
            again = write(self._account, "u3", lines=(Line(who="bot", text="baru", at=2),))
            await self._store.chats.commit(await self._store.chats.load(self._account), again)
        return await self._store.together.call(*command)

    async def many(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands, one after the other."""
        return [await self.call(*command) for command in commands]

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script."""
        return await self._store.together.run(script, keys, args)

    async def run_each(self, script: Script, calls: list[tuple[list[str], list[Any]]]) -> list[Any]:
        """Run a script several times."""
        return await self._store.together.run_each(script, calls)


async def test_a_transcript_read_during_an_erasure_is_the_new_one(store: Store) -> None:
    """Key and lines are two reads: what does not fit together is read once more."""
    account = await _full(store)
    chats = Chats(ErasedMeanwhile(store, account), store.vault)
    assert await chats.transcript(account) == (Line(who="bot", text="baru", at=2),)


async def test_an_erasure_on_an_old_version_erases_nothing(store: Store) -> None:
    """It is checked before the first write like any commit."""
    account = await _full(store)
    before = await store.chats.load(account)
    await store.chats.commit(before, write(account, "u2"))
    assert isinstance(await store.chats.commit(before, write(account, "u3", forgets=True)), Moved)
    assert await store.chats.transcript(account) == (Line(who="bot", text="rahasia", at=1),)


async def test_an_erasure_sent_twice_is_one(store: Store) -> None:
    """The client's retry gets the first answer, and the chat still opens."""
    account = await _full(store)
    before = await store.chats.load(account)
    once = write(account, "u2", forgets=True)
    for _ in range(2):
        assert isinstance(await store.chats.commit(before, once), Committed)
    assert (await store.chats.load(account)).version == 2


async def test_an_outcome_removes_its_entry_under_the_new_seal(store: Store) -> None:
    """Whoever carried the link out before the erasure knows its old bytes alone."""
    account = await _full(store)
    raw = [one.raw for one in await store.outbox.read(account, "mine", 1) or () if one.id == LINK.id]
    loaded = await store.chats.load(account)
    await store.chats.commit(loaded, write(account, "u2", forgets=True, keeps=frozenset({LINK.id})))
    outcome = write(account, "outcome", finished=raw[0])
    assert isinstance(await store.chats.commit(await store.chats.load(account), outcome), Committed)
    assert await store.outbox.read(account, "mine", 1) == ()


async def test_a_reply_that_leaves_during_an_erasure_is_not_noted(store: Store) -> None:
    """Its entry was erased meanwhile: no sent state of it comes back."""
    account = await _full(store)
    [first, *_] = await store.outbox.read(account, "mine", 1) or ()
    await store.chats.commit(await store.chats.load(account), write(account, "u2", forgets=True))
    await store.outbox.acknowledge(account, "mine", first, message="m1", state="sent", at=NOW, release=False)
    assert await store.outbox.delivery(account, first.id) == ""


async def test_seen_messages_stay_seen(store: Store) -> None:
    """A message that is delivered again after the erasure is a repeat."""
    account = await _full(store)
    await store.chats.commit(await store.chats.load(account), write(account, "u2", forgets=True))
    again = await store.chats.commit(await store.chats.load(account), write(account, "u1"))
    assert type(again).__name__ == "Repeated"
