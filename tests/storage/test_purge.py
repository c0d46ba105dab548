"""The purge on a real Redis: what has had its time goes, everything else stays, whatever happens beside it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from msgspec import structs

from conversations.chat import Chat, Gone, LinkedPolicy
from conversations.limits import Keep
from conversations.references import issue
from storage import keys
from storage.audit import Record
from storage.chats import Committed, Line
from storage.chores import Chores
from storage.connection import Script
from storage.embedded import EmbeddedRedis
from storage.purge import Purge, Purged
from storage.server import Server
from storage.store import Store
from tests.conversations.test_retention import CHAT, request
from tests.storage.test_chats import DAY, NOW, reply, write

KEEP = Keep()
LATER = NOW + KEEP.transcript
LINK = LinkedPolicy("l", "pr", "group", "00012345", "1", "JANE", "ACTIVE", 1)


class Twice:
    """A Redis whose first answer to each script is lost: the client asks again."""

    def __init__(self, server: Server) -> None:
        self.call, self.many, self.run_each, self._run = server.call, server.many, server.run_each, server.run

    async def run(self, script: Script, names: list[str], args: list[Any]) -> Any:
        """Run it twice, and return the second answer."""
        await self._run(script, names, args)
        return await self._run(script, names, args)


async def purged(store: Store, now: int) -> Purged:
    """Purge everything."""

    async def go_on() -> bool:
        return True

    found = await Purge(store.server, store.vault, store.chats, store.audit, KEEP).run(now, go_on)
    assert found is not None
    return found


async def commit(store: Store, account: str, key: str, chat: Chat, **fields: object) -> None:
    """Commit a turn that leaves the chat like this."""
    done = await store.chats.commit(await store.chats.load(account), write(account, key, chat=chat, **fields))
    assert isinstance(done, Committed)


def line(text: str, at: int) -> Line:
    """Return a line of the bot."""
    return Line(who="bot", text=text, at=at)


async def test_old_turns_of_a_transcript_go_and_a_mixed_one_is_rewritten(store: Store) -> None:
    """Turn by turn; of a turn whose lines are of different age only the old ones go. Again finds nothing."""
    account = store.aliases.telegram("1")
    chat = structs.replace(CHAT, account=account, links=(LINK,), heard=NOW)
    turns = ((line("a", NOW - 1), line("b", NOW - 2)), (line("c", NOW - 1), line("d", NOW)), (line("e", NOW + 5),))
    for place, lines in enumerate(turns):
        await commit(store, account, f"u{place}", chat, lines=lines)
    found = await purged(store, LATER)
    assert (found.looked_at, found.turns, found.chats) == (1, 1, 0)
    assert [one.text for one in await store.chats.transcript(account)] == ["d", "e"]
    assert (await purged(store, LATER)).turns == 0
    assert (await purged(store, LATER + 6)).turns == 2
    assert await store.chats.transcript(account) == ()
    assert (await store.chats.load(account)).chat == chat


async def test_an_idle_chat_goes_whole_and_begins_anew(store: Store) -> None:
    """State, key, transcript, indexes, request numbers and aliases go; the audit log says so; the next message is a first."""
    account = await store.aliases.whatsapp({"wa_id": "628", "bsuid": "b"}, b"0" * 16)
    chat = structs.replace(CHAT, account=account, channel="whatsapp", aliases={"wa_id": "628", "bsuid": "b"})
    gone = structs.replace(chat, moved=NOW, heard=NOW, gone=(Gone("l", "PL-1"),))
    await commit(
        store,
        account,
        "u1",
        gone,
        lines=(line("a", NOW),),
        timer=5,
        references=("PL-1",),
        words=("628",),
        driver="wait:5",
    )
    await store.together.call("DEL", keys.home(account).lease(account))
    found = await purged(store, NOW + KEEP.idle)
    assert (found.chats, found.turns) == (1, 0)
    left = [name.decode() async for name in store.together.client.scan_iter("*") if account in name.decode()]
    assert left == []
    home = keys.home(account)
    for name in (home.index, home.waiting, home.refs, home.open):
        assert not await store.together.call("EXISTS", name)
    assert await store.aliases.find("wa_id", "628") is None
    assert await store.outbox.timers_due((keys.home(account),), NOW, 9) == []
    assert await store.chats.accounts() == ()
    assert [item.record.action for item in await store.audit.events(account)] == ["data.purged"]


async def test_a_chat_with_something_to_send_stays(store: Store) -> None:
    """However old: its outbox must be emptied first."""
    account = store.aliases.telegram("1")
    chat = structs.replace(CHAT, account=account, moved=NOW, heard=NOW)
    await commit(store, account, "u1", chat, entries=(reply(),))
    assert (await purged(store, NOW + KEEP.idle)).chats == 0
    assert (await store.chats.load(account)).chat == chat


async def test_a_held_chat_stays_as_it_is(store: Store) -> None:
    """Under a legal hold nothing of a chat goes, neither a line nor a request."""
    account = store.aliases.telegram("1")
    chat = structs.replace(CHAT, account=account, held=1, requests=(request("rejected", NOW),))
    await commit(store, account, "u1", chat, lines=(line("a", NOW),))
    found = await purged(store, NOW + 9 * KEEP.audit)
    assert (found.held, found.turns, found.requests, found.chats) == (1, 0, 0, 0)
    assert (await store.chats.load(account)).chat == chat
    assert len(await store.chats.transcript(account)) == 1


async def test_an_ended_request_goes_with_its_number(store: Store) -> None:
    """The state is written anew, its version rises so that a turn under way begins again, its number leads nowhere."""
    account = store.aliases.telegram("1")
    reference = issue(account, "0" * 12)
    ended = structs.replace(request("rejected", NOW), reference=reference)
    chat = structs.replace(CHAT, account=account, heard=NOW, links=(LINK,), requests=(ended,))
    await commit(store, account, "u1", chat, references=(reference,))
    before = await store.chats.load(account)
    assert (await purged(store, NOW + KEEP.requests)).requests == 1
    after = await store.chats.load(account)
    assert after.chat == structs.replace(chat, requests=())
    assert after.version == before.version + 1
    assert await store.chats.references() == {}
    assert await store.queues.requests() == []
    moved = await store.chats.commit(before, write(account, "u2"))
    assert type(moved).__name__ == "Moved"


async def test_a_lost_answer_of_redis_makes_no_report_smaller(store: Store) -> None:
    """The client asks again, and what the first call did is told once more: a turn, a request and a chat each."""
    accounts = [store.aliases.telegram(str(place)) for place in range(2)]
    ended = structs.replace(request("rejected", NOW), reference=issue(accounts[0], "0" * 12))
    rests = structs.replace(CHAT, account=accounts[0], heard=NOW, links=(LINK,), requests=(ended,))
    await commit(store, accounts[0], "u1", rests, lines=(line("a", NOW),), references=(ended.reference,))
    await commit(store, accounts[0], "u2", rests, lines=(line("b", NOW + 9 * KEEP.requests),))
    await commit(store, accounts[1], "u1", structs.replace(CHAT, account=accounts[1], moved=NOW, heard=NOW))

    async def go_on() -> bool:
        return True

    twice = Purge(Twice(store.server), store.vault, store.chats, store.audit, KEEP)
    found = await twice.run(NOW + max(KEEP.requests, KEEP.idle, KEEP.transcript) + 1, go_on)
    assert found is not None
    assert (found.turns, found.requests, found.chats) == (1, 1, 1)
    assert [one.text for one in await store.chats.transcript(accounts[0])] == ["b"]
    assert await store.chats.accounts() == (accounts[0],)


async def test_a_chat_that_wakes_up_meanwhile_stays(store: Store) -> None:
    """A message committed while the purge looks at the chat wins."""
    accounts = [store.aliases.telegram(str(place)) for place in range(30)]
    for account in accounts:
        await commit(store, account, "u1", structs.replace(CHAT, account=account, moved=NOW, heard=NOW))

    async def wake(account: str) -> bool:
        loaded = await store.chats.load(account)
        chat = structs.replace(CHAT, account=account, moved=NOW + KEEP.idle, heard=NOW + KEEP.idle)
        done = await store.chats.commit(loaded, write(account, "u2", chat=chat))
        return isinstance(done, Committed)

    found, *woke = await asyncio.gather(purged(store, NOW + KEEP.idle), *(wake(account) for account in accounts))
    assert isinstance(found, Purged)
    states = [(await store.chats.load(account)).chat for account in accounts]
    assert [bool(state) for state in states] == woke
    assert found.chats >= woke.count(False)


async def test_message_ids_and_audit_records_go(store: Store) -> None:
    """Ids whose time is over, and the log's oldest years, leave; the log still verifies."""
    account = store.aliases.telegram("1")
    records = (store.audit.sealed(account, _record(account)),)
    await commit(
        store, account, "u1", structs.replace(CHAT, account=account, heard=NOW, links=(LINK,)), records=records
    )
    await store.audit.record("staff:ani", "look", at=NOW)
    assert (await purged(store, NOW + DAY)).message_ids == 1
    found = await purged(store, NOW + KEEP.audit + 1)
    assert found.audit_records == 2
    for chain in await store.audit.lengths():
        await store.audit.verify(chain, None, lambda: None)


async def test_a_chat_that_does_not_open_keeps_nobody_from_it(store: Store) -> None:
    """It is counted and left; the others are purged."""
    one, two = store.aliases.telegram("1"), store.aliases.telegram("2")
    for account in (one, two):
        await commit(store, account, "u1", structs.replace(CHAT, account=account, moved=NOW, heard=NOW))
    await store.together.call("SET", keys.home(one).chat(one), b"\0" * 60)
    found = await purged(store, NOW + KEEP.idle)
    assert (found.unread, found.chats) == (1, 1)


async def test_what_went_leaves_redis_file_too(store: Store, server: EmbeddedRedis, tmp_path: Path) -> None:
    """The sealed turn stands in the append-only file until it is written anew."""
    account = store.aliases.telegram("1")
    chat = structs.replace(CHAT, account=account, links=(LINK,), heard=NOW)
    await commit(store, account, "u1", chat, lines=(line("a", NOW - 1),))
    [item] = await store.together.call("LRANGE", keys.home(account).lines(account), 0, -1)
    async with asyncio.timeout(10):
        while item not in _written(tmp_path):
            await asyncio.sleep(0.01)  # Redis puts a write off while the disk is busy with the one before
    assert (await purged(store, LATER)).turns == 1
    assert await store.rewrite()
    async with asyncio.timeout(10):
        while item in _written(tmp_path):
            await asyncio.sleep(0.01)
    assert (await store.chats.load(account)).chat == chat


async def test_a_chore_is_done_by_one_and_when_it_is_due(store: Store) -> None:
    """While one process has it no other gets it; done, it is due again after its period; a dead one's turn ends."""
    one, two = Chores(store.server, "one"), Chores(store.server, "two")
    assert await one.take("purge", DAY, NOW)
    assert not await two.take("purge", DAY, NOW)
    assert await one.take("purge", DAY, NOW)
    await one.done("purge", NOW)
    assert not await two.take("purge", DAY, NOW + DAY - 1)
    assert await two.take("purge", DAY, NOW + DAY)
    assert 0 < await store.together.call("PTTL", keys.post("purge")) <= 60_000
    await store.together.call("DEL", keys.post("purge"))
    assert await one.take("purge", DAY, NOW + DAY)


def _written(folder: Path) -> bytes:
    files = [*folder.rglob("appendonly*/*"), *folder.rglob("*.aof")]
    return b"".join(file.read_bytes() for file in files if file.is_file())


def _record(account: str) -> Record:
    return Record(id="a" * 16, at=NOW, actor="customer", action="code.sent", subject=account)
