"""HAPUS DATA, then a search of everything in Redis: what is left is named here, with the reason for which it may stay."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from msgspec import structs

from conversations.chat import Chat, Consent, Flood, Gone
from conversations.states import Arriving
from storage import keys
from storage.chats import Chats
from tests.canary import told_anywhere
from tests.dialogues.script import parse
from tests.dialogues.stage import ADDRESSES, Stage
from tests.logged import logged

LIFE = """life: a customer who did everything
given: linked DPLK
customer: [link]
bot: type.ask
customer: [individu]
bot: field.progress / field.policy.ind
customer: 12345678
bot: field.progress / field.dob
customer: 17-08-1990
bot: confirm.ind
customer: [link]
bot: otp.method
customer: [sms]
bot: field.progress / otp.sent.sms / otp.safety / otp.trace.*
customer: <wrong code>
bot: otp.wrong
customer: <code>
bot: done.ind
customer: data saya
bot: priv.body
customer: [export]
bot: priv.export_done
customer: menu
bot: greet.back / menu.body
customer: [link]
bot: type.ask
customer: [group]
bot: field.progress / field.policy.grp
customer: 00056789 / 11112222 / 01-02-1980
bot: confirm.grp
customer: [link]
later: 2 seconds
bot: lookup.nomatch
customer: komplain
later: 1 minute
"""
ERASURE = """erasure: and who wants everything gone
customer: hapus data
bot: delete.ask
customer: [sure]
bot: delete.verify / otp.sent.email / otp.safety / otp.trace.*
customer: <code>
bot: delete.done
"""
# What may stay of one chat, by the kind of its key, and why.
STAYS = {
    "chat": "ids, language and times as of a chat before its consent; the proof of consent, the receipt, ids of what ended",
    "key": "the data key, a new one: what the old one sealed is lost",
    "sent": "what became of the message that told the receipt; 8 days",
    "lease": "who drains the outbox; 10 s",
    "done": "what a commit answered, for a retry; 2 min",
    "mark": "that the sending of a code was started; 1 day",
    "notice": "a notice that may still fail, sealed with the key that is lost; 3 days",
    "seen": "blind indexes of messages that were taken in, so that none is taken for a new one; 8 days",
    "chats": "that there is an account, and since when it is quiet",
    "refs": "numbers of requests that ended, so that a late decision finds whose it was",
    "alias": "a blind index that leads to the account, as Telegram's id does by itself: locks hold for who comes back",
    "limit": "what was taken of limits, under blind indexes, until their windows end",
    "links": "challenges that the file registry answered, by opaque ids; no account",
    "live": "time, account and version of the last events",
    "read": "how much of it the care team had seen",
    "audit": "the security log: account and blind index of a policy, no name",
    "figures": "counts of a day, nobody's",
    "news": "ids, kinds and moments for webhooks",
}
GONE = {"lines", "out", "index", "behind", "holders", "timers", "due", "waiting", "driven", "open", "tickets", "unsent"}
WHOLE = re.compile(r"\{p\d{3}\}:([a-z]+)(?::.*)?")


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_only_what_may_stay_is_left(channel: str, tmp_path: Path) -> None:
    """Nothing in clear anywhere, nothing that the old key could open, and no kind of key beyond those named above."""
    with logged() as log:
        async with Stage(tmp_path, channel) as stage:
            await stage.play(parse("life", LIFE))
            store = stage.serving.store
            [account] = await store.chats.accounts()
            home = keys.home(account)
            old = await store.together.call("GET", home.key(account))
            before = await _kinds(stage)
            assert {"lines", "index", "holders", "behind", "tickets"} <= before
            await stage.play(parse("erasure", ERASURE))
            await stage._settle()
            assert await store.rewrite()
            left = await _kinds(stage)
            assert left - STAYS.keys() == set()
            assert left & GONE == set()
            assert not [number for number in await store.chats.references() if number.startswith("TK-")]
            assert old not in await _dump(stage)
            async with asyncio.timeout(10):
                while any(old in path.read_bytes() for path in tmp_path.rglob("*.aof")):
                    await asyncio.sleep(0.02)  # the file is written anew beside the server's work
            assert await told_anywhere(stage, tmp_path, log.getvalue()) == {}
            assert _is_bare(await _loaded(store.chats, account), channel)
            assert await store.chats.transcript(account) == ()
            actions = [item.record.action for item in await store.audit.events(account)]
            assert actions[-1] == "data.erased"


async def test_limits_and_locks_outlive_an_erasure(tmp_path: Path) -> None:
    """Who erases everything comes back to the same locks: nothing is won by it."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(parse("lock", LOCKED))


LOCKED = """lock: three wrong codes, an erasure, and the lock is still there
given: code step of DPLK by email
customer: <wrong code>
bot: otp.wrong
customer: <wrong code>
bot: otp.wrong
customer: <wrong code>
bot: otp.locked
customer: hapus data
bot: delete.ask
customer: [sure]
bot: delete.done
customer: halo
bot: greet.new / consent.ask
customer: [agree]
bot: consent.ok / menu.body
customer: [link]
bot: lookup.locked
later: 31 minutes
customer: menu
bot: greet.back_nopolicy / menu.body
customer: [link]
bot: type.ask
"""


async def _loaded(chats: Chats, account: str) -> Chat:
    chat = (await chats.load(account)).chat
    assert chat is not None
    return chat


def _is_bare(chat: Chat, channel: str) -> bool:
    """Tell whether the state holds what a chat has before its consent, and beside that only what an erasure keeps."""
    [consent], [receipt] = chat.proofs, chat.receipts
    assert consent.ended == receipt.done == chat.since
    assert {type(gone) for gone in chat.gone} == {Gone}
    assert receipt.number.startswith("HD-")
    kept = structs.replace(
        chat, proofs=(), receipts=(), gone=(), era=0, since=0, heard=0, moved=0, asked=0, code_until=0, nonce="",
        flood=Flood(), drive=0,
    )  # fmt: skip
    assert isinstance(consent, Consent)
    return kept == Chat(
        channel=channel, account=chat.account, address=ADDRESSES[channel], aliases=chat.aliases, step=Arriving()
    )


async def _kinds(stage: Stage) -> set[str]:
    """Return the kinds of keys in all partitions, whoever's they are."""
    client = stage.serving.store.together.client
    names = [key.decode() async for key in client.scan_iter("*")]
    return {found[1] for name in names if (found := WHOLE.fullmatch(name))} - {"probe"}


async def _dump(stage: Stage) -> bytes:
    client = stage.serving.store.together.client
    return b"".join([await client.dump(key) or b"" async for key in client.scan_iter("*")])
