"""Forged, replayed and broken webhooks: who has no secret gets 401 and nothing else; what is signed never breaks anything."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversations.hearing import JUST_NOW
from tests.channels import whatsapp_payloads as wa
from tests.hostile.world import AT_POLICY, TELEGRAM, WHATSAPP, attacker

JUNK = ["", "x", "sha256=", "sha256=" + "0" * 64, "sha256=\xff\xfe", "\xe2\x80\xae", "a" * 4000]
LARGE = b'{"update_id":1,"message":{"text":"' + b"a" * 3_200_000 + b'"}}'
DEEP = 100_000
BROKEN = {
    "nothing": b"",
    "no JSON": b"\xff\xfe\x00",
    "half of it": b'{"update_id":1,"mess',
    "a number": b"1",
    "a list": b"[" * 50,
    "nested": b'{"update_id":1,"message":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}",
    "nested lists": b'{"entry":' + b"[" * DEEP + b"]" * DEEP + b"}",
    "another type": b'{"update_id":"x","message":7,"entry":"y","object":3}',
    "a huge number": b'{"update_id":' + b"9" * 4000 + b"}",
    "twice the same key": b'{"update_id":1,"update_id":2,"entry":[],"entry":{}}',
    "no UTF-8 within": b'{"update_id":1,"message":{"text":"\xed\xa0\x80"}}',
}

TAPS = [
    "",
    ":",
    "agree",
    "zzzz:agree",
    "0000:",
    ":agree",
    "{p000}:key",
    "é" * 32,
    "\x00",
    "a:b:c:d",
    "back",
    "zzzz:back",
]
IDENTITIES = [
    "}:{p000}",
    "6281*",
    "6281\r\nFLUSHALL",
    "'); redis.call('FLUSHALL')--",
    "a" * 5000,
    "\u202e62812",
    "{0.x}",
]
REFERENCES = ["", ":", "x", "{p000}:chat:a", "aaaaaaaaaaaaaaaa:" + "0" * 500, "A" * 16 + ":0", "../..:1"]


async def test_without_the_secret_it_is_401_and_nothing_happens(tmp_path: Path) -> None:
    """Whatever stands where the secret should: not parsed, not answered, nothing kept."""
    async with attacker(tmp_path, "telegram") as somebody:
        body = json.dumps(somebody.message(text="halo")).encode()
        headers = ((TELEGRAM, "X-Telegram-Bot-Api-Secret-Token"), (WHATSAPP, "X-Hub-Signature-256"))
        for given, (path, header) in itertools.product(JUNK, headers):
            assert await somebody.post(path, body, {header: given} if given else {}) == 401
        assert somebody.said() == ""
        assert await somebody.stage.serving.store.chats.accounts() == ()


async def test_a_signature_is_of_this_body_alone(tmp_path: Path) -> None:
    """One of another body, or in capitals, is none."""
    async with attacker(tmp_path, "whatsapp") as somebody:
        body, other = (somebody.whatsapp_body(wa.text(text)) for text in ("halo", "menu"))
        for signature in (somebody.signature(other), somebody.signature(body).upper(), somebody.signature(body)[:-1]):
            assert await somebody.post(WHATSAPP, body, {"X-Hub-Signature-256": signature}) == 401
        assert await somebody.stage.serving.store.chats.accounts() == ()


async def test_a_body_of_3_2_megabytes_is_413_also_in_pieces(tmp_path: Path) -> None:
    """Told beforehand or not, signed or not: never read to its end. One just under the limit is read."""
    async with attacker(tmp_path, "telegram") as somebody:
        headers = somebody.telegram_secret()
        assert await somebody.post(TELEGRAM, LARGE, headers) == 413
        assert await somebody.post(TELEGRAM, _pieces(LARGE), headers) == 413
        assert await somebody.post(WHATSAPP, LARGE, {"X-Hub-Signature-256": somebody.signature(LARGE)}) == 413
        assert await somebody.telegram(somebody.message(text="halo", junk="a" * 3_100_000)) == 200
        somebody.hears("greet.new", "consent.ask")


async def test_a_signed_body_that_cannot_be_read_is_200(tmp_path: Path) -> None:
    """It would read no better another time: counted in the metrics, and the process goes on."""
    async with attacker(tmp_path, "telegram") as somebody:
        for body in BROKEN.values():
            assert await somebody.telegram(body) == 200
            assert await somebody.whatsapp(body) == 200
        assert await somebody.say("halo") == 200
        somebody.hears("greet.new", "consent.ask")
        measured = await somebody.read("/metrics")
        assert 'polisbot_unreadable_total{route="/webhooks/telegram"} 9.0' in measured
        assert 'polisbot_unreadable_total{route="/webhooks/whatsapp"} 11.0' in measured


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_replayed_webhook_changes_nothing(channel: str, tmp_path: Path) -> None:
    """The same signed body again, also among others, has the effect of once: none."""
    async with attacker(tmp_path, channel) as somebody:
        await somebody.play(AT_POLICY)
        post = somebody.telegram if channel == "telegram" else somebody.whatsapp
        seconds = somebody.stage.clock.now() // 1000
        said = wa.text("00012345", id="wamid.replay", sender=somebody.stage.address, at=seconds)
        body = (
            json.dumps(somebody.message(text="00012345")).encode()
            if channel == "telegram"
            else somebody.whatsapp_body(said)
        )
        assert await post(body) == 200
        somebody.hears("field.progress", "field.participant")
        for _ in range(3):
            assert await post(body) == 200
            assert somebody.said() == ""


async def test_forged_callback_data_moves_nobody(tmp_path: Path) -> None:
    """A tap that no question of ours offered leaves the step as it is, and says so, once within seconds."""
    async with attacker(tmp_path, "telegram") as somebody:
        await somebody.play(AT_POLICY)
        for data in TAPS:
            somebody.stage.clock.move(JUST_NOW)
            assert await somebody.telegram(somebody.tap(data)) == 200
            somebody.hears("err.stale_button", "field.progress", "field.policy.dplk")
            assert await somebody.telegram(somebody.tap(data)) == 200
            assert somebody.said() == ""
        assert await somebody.say("00012345") == 200
        somebody.hears("field.progress", "field.participant")


async def test_a_forged_choice_of_the_open_question_is_not_made(tmp_path: Path) -> None:
    """The right nonce with a choice that this question does not offer gets the step's own error."""
    async with attacker(tmp_path, "telegram") as somebody:
        await somebody.play(AT_POLICY)
        [account] = await somebody.stage.serving.store.chats.accounts()
        chat = (await somebody.stage.serving.store.chats.load(account)).chat
        assert chat is not None
        for id in ("approve", "sure", "activate", "__class__", "0"):
            assert await somebody.telegram(somebody.tap(f"{chat.nonce}:{id}")) == 200
            assert somebody.said(), "the customer is told something"
        after = (await somebody.stage.serving.store.chats.load(account)).chat
        assert after is not None
        assert (type(after.step), after.links, after.requests) == (type(chat.step), (), ())


async def test_an_identity_cannot_become_a_key(tmp_path: Path) -> None:
    """A signed message of somebody with such a number or id makes a chat like any other; the keys are ours."""
    async with attacker(tmp_path, "whatsapp") as somebody:
        for identity in IDENTITIES:
            body = somebody.whatsapp_body(wa.text("halo", id=f"wamid.{identity}", sender=identity))
            assert await somebody.whatsapp(body) == 200
        names = [name async for name in somebody.stage.serving.store.together.client.scan_iter("*")]
        assert not [name for name in names for one in IDENTITIES if one.encode("utf-8", "replace") in name]
        assert len(await somebody.stage.serving.store.chats.accounts()) == len(IDENTITIES)


async def test_a_status_cannot_become_a_key(tmp_path: Path) -> None:
    """What became of a message that we never sent is nobody's."""
    async with attacker(tmp_path, "whatsapp") as somebody:
        for reference in REFERENCES:
            status = wa.status("read", reference=reference)
            body = wa.encode(wa.webhook((wa.change(statuses=(status,), number=somebody.number),)))
            assert await somebody.whatsapp(body) == 200
        names = [name.decode() async for name in somebody.stage.serving.store.together.client.scan_iter("*")]
        assert [name for name in names if ":sent:" in name or ":live" in name] == []


@pytest.mark.parametrize("path", ["/webhooks/telegram", "/webhooks/registry", "/webhooks/whatsapp?hub.mode=subscribe"])
async def test_other_ways_in_are_shut(path: str, tmp_path: Path) -> None:
    """Another method, a missing registry, a verification without its word: no answer but a status."""
    async with attacker(tmp_path, "telegram") as somebody:
        assert await somebody.look(path) in (403, 404, 405)


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]
