"""The commit: whole or not at all, once, by version, under a lease."""

from __future__ import annotations

import asyncio
import secrets

import msgspec
import pytest
from msgspec import structs

from conversations.chat import Chat
from conversations.effects import Unlink
from conversations.messages import Message
from conversations.states import AtMenu
from storage import keys
from storage.chats import Chats, Committed, Entry, Line, Moved, Repeated, Write
from storage.errors import StateTooNew, Tampered
from storage.formats import Formats, Step
from storage.store import Store

NOW = 1_795_406_400_000
DAY = 86_400_000


def reply(text: str = "halo", *, not_before: int = 0) -> Entry:
    """Return an entry with a message."""
    id = secrets.token_hex(8)
    return Entry(id=id, kind="r", not_before=not_before, body=Message(id=id, text=text))


def write(account: str, key: str, **fields: object) -> Write:
    """Return what a turn writes."""
    chat = Chat(channel="telegram", account=account, address="1")
    given = {"commit": secrets.token_hex(16), "key": key, "seen_for": DAY, "now": NOW, "chat": chat, "lease": "mine"}
    return Write(**{**given, **fields})  # type: ignore[arg-type]


async def test_a_commit_is_read_back_whole(store: Store) -> None:
    """State, transcript, outbox, timer, reference and activity are there together."""
    account = store.aliases.telegram("1")
    loaded = await store.chats.load(account)
    assert loaded.chat is None
    entry = reply()
    done = await store.chats.commit(
        loaded,
        write(
            account, "u1", entries=(entry,), lines=(Line(who="bot", text="halo", at=1),), timer=5, references=("PL-1",)
        ),
    )
    assert isinstance(done, Committed)
    assert done.lease == "mine"
    assert [queued.id for queued in done.queued or ()] == [entry.id]
    assert (await store.chats.load(account)).version == 1
    assert await store.chats.transcript(account) == (Line(who="bot", text="halo", at=1),)
    assert await store.outbox.timers_due(keys.HOMES, 5, 10) == [account]
    assert await store.chats.references() == {"PL-1": account}


async def test_the_clients_retry_gets_the_first_answer(store: Store) -> None:
    """The same commit again changes nothing and answers as before, also after another commit."""
    account = store.aliases.telegram("1")
    loaded = await store.chats.load(account)
    first = write(account, "u1", entries=(reply(),))
    one = await store.chats.commit(loaded, first)
    two = await store.chats.commit(loaded, first)
    assert isinstance(one, Committed)
    assert isinstance(two, Committed)
    assert two.lease == one.lease
    assert (two.loaded, two.queued) == (None, None)
    later = await store.chats.load(account)
    assert later == one.loaded
    assert isinstance(await store.chats.commit(later, write(account, "u2")), Committed)
    three = await store.chats.commit(loaded, first)
    assert isinstance(three, Committed)
    assert (await store.chats.load(account)).version == 2
    assert len(await store.outbox.read(account, "mine", 1) or ()) == 1


async def test_a_hundred_at_once_are_one_turn(store: Store) -> None:
    """The same update a hundred times at once is committed once."""
    account = store.aliases.telegram("1")

    async def attempt() -> str:
        while True:
            loaded = await store.chats.load(account)
            outcome = await store.chats.commit(loaded, write(account, "u1", entries=(reply(),)))
            if not isinstance(outcome, Moved):
                return type(outcome).__name__

    outcomes = await asyncio.gather(*(attempt() for _ in range(100)))
    assert sorted(set(outcomes)) == ["Committed", "Repeated"]
    assert outcomes.count("Committed") == 1
    assert len(await store.outbox.read(account, "mine", 1) or ()) == 1


async def test_another_commit_in_between_is_told(store: Store) -> None:
    """A commit on an old version writes nothing."""
    account = store.aliases.telegram("1")
    loaded = await store.chats.load(account)
    await store.chats.commit(loaded, write(account, "u1"))
    outcome = await store.chats.commit(
        loaded, write(account, "u2", entries=(reply(),), lines=(Line(who="bot", text="x", at=1),))
    )
    assert isinstance(outcome, Moved)
    assert await store.chats.transcript(account) == ()
    assert await store.outbox.read(account, "mine", 1) is None


async def test_a_message_is_known_until_its_time_is_over(store: Store) -> None:
    """A repeat is a repeat while its id is kept, and another account's same id is none."""
    account, other = store.aliases.telegram("1"), store.aliases.telegram("2")
    await store.chats.commit(await store.chats.load(account), write(account, "u1"))
    again = await store.chats.commit(await store.chats.load(account), write(account, "u1", now=NOW + DAY - 1))
    assert isinstance(again, Repeated)
    assert isinstance(await store.chats.commit(await store.chats.load(other), write(other, "u1")), Committed)
    late = await store.chats.commit(await store.chats.load(account), write(account, "u1", now=NOW + DAY + 1))
    assert isinstance(late, Committed)


async def test_an_outcomes_commit_removes_its_entry_even_as_a_repeat(store: Store) -> None:
    """The finished effect leaves the outbox with its outcome, once; a duplicate outcome still removes it."""
    account = store.aliases.telegram("1")
    effect = Entry(id="e" * 16, kind="e", not_before=0, body=Unlink(id="e" * 16, link_id="l"))
    first = await store.chats.commit(await store.chats.load(account), write(account, "u1", entries=(effect,)))
    assert isinstance(first, Committed)
    [queued] = first.queued or ()
    done = write(account, "outcome", finished=queued.raw)
    assert isinstance(await store.chats.commit(await store.chats.load(account), done), Committed)
    assert await store.outbox.read(account, "mine", 1) == ()
    await store.chats.commit(await store.chats.load(account), write(account, "u2", entries=(effect,)))
    [again] = await store.outbox.read(account, "mine", 1) or ()
    repeat = write(account, "outcome", finished=again.raw)
    assert isinstance(await store.chats.commit(await store.chats.load(account), repeat), Repeated)
    assert await store.outbox.read(account, "mine", 1) == ()


async def test_scripts_survive_a_flush(store: Store) -> None:
    """A server that forgot its scripts is given them again."""
    account = store.aliases.telegram("1")
    await store.chats.commit(await store.chats.load(account), write(account, "u1"))
    await store.together.call("SCRIPT FLUSH")
    assert isinstance(await store.chats.commit(await store.chats.load(account), write(account, "u2")), Committed)


async def test_a_sealed_value_opens_only_in_its_own_place(store: Store) -> None:
    """State moved from one chat to another, or changed, does not open."""
    one, two = store.aliases.telegram("1"), store.aliases.telegram("2")
    for account in (one, two):
        await store.chats.commit(await store.chats.load(account), write(account, "u1"))
    home, other = keys.home(one), keys.home(two)
    state = await store.together.call("GET", home.chat(one))
    await store.together.call("SET", other.chat(two), state)
    with pytest.raises(Tampered):
        await store.chats.load(two)
    await store.together.call("SET", home.chat(one), state[:-1] + bytes([state[-1] ^ 1]))
    with pytest.raises(Tampered):
        await store.chats.load(one)


RENAMED = Step(
    up=lambda state: {**state, "language": state["tongue"]}, down=lambda state: {**state, "tongue": state["language"]}
)


async def test_two_versions_read_each_other(store: Store) -> None:
    """A newer version reads what an older one wrote and writes what it reads, until it is told to write its own."""
    account = store.aliases.telegram("1")
    older, newer = store.chats, Chats(store.server, store.vault, Formats(steps=(RENAMED,)))
    alone = Chats(store.server, store.vault, Formats(writes=2, steps=(RENAMED,)))
    chat = Chat(channel="telegram", account=account, address="1", step=AtMenu(), language="en")
    await newer.commit(await newer.load(account), write(account, "u1", chat=chat))
    found = (await older.load(account)).chat
    assert found is not None
    assert (found.format, found.language) == (1, "en")
    led_up = (await newer.load(account)).chat
    assert led_up == structs.replace(chat, format=2)
    await alone.commit(await alone.load(account), write(account, "u2", chat=led_up))
    assert (await newer.load(account)).chat == led_up
    with pytest.raises(StateTooNew):
        await older.load(account)


async def test_a_step_of_a_newer_version_is_never_guessed(store: Store) -> None:
    """What this version has no name for is refused: another version's process takes the message when it comes again."""
    account = store.aliases.telegram("1")
    chat = Chat(channel="telegram", account=account, address="1", step=AtMenu())
    plain = msgspec.msgpack.encode({**msgspec.to_builtins(chat), "step": {"type": "StepOfTomorrow"}})
    with pytest.raises(StateTooNew):
        Formats().read(plain)


async def test_without_a_lease_the_outbox_is_due_at_once(store: Store) -> None:
    """A command commits and leaves; whoever serves finds the outbox."""
    account = store.aliases.telegram("1")
    done = await store.chats.commit(await store.chats.load(account), write(account, "u1", entries=(reply(),), lease=""))
    assert isinstance(done, Committed)
    assert done.lease is None
    assert await store.outbox.due(keys.HOMES, NOW, 10) == [account]
    assert await store.outbox.claim(account, "theirs", NOW)
