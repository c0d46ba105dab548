"""The same update any number of times, at once and later, on any replica: one turn, and the right end in every chat."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.channels import telegram_payloads as tg
from tests.channels import whatsapp_payloads as wa
from tests.dialogues.words import matches
from tests.faults.inquest import LONG, seed
from tests.faults.town import Town

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
CHATS = 1_000 if LONG else 40
AT_ONCE = 100  # the same update
SENDING = 24  # requests under way at the same time
TWICE = 0.3  # of the updates come again, somewhere later
WEEK = 7 * 86_400


async def test_the_same_update_a_hundred_times_at_once(tmp_path: Path) -> None:
    """A hundred copies on three replicas at the same time: one turn, one reply."""
    async with Town(tmp_path, seed()) as town, ClientSession() as session:
        await town.serve(3)
        for number in range(5):
            copies = [tell(town, session, 500 + number, 1, "halo") for _ in range(AT_ONCE)]
            assert await asyncio.gather(*copies) == [200] * AT_ONCE
        whats = [_whatsapp(town, session, wa.text("halo", at=int(time.time()))) for _ in range(AT_ONCE)]
        assert await asyncio.gather(*whats) == [200] * AT_ONCE
        await town.quiet()
        assert len([call for call in town.telegram.calls if call.method == "sendMessage"]) == 5
        assert [len(phone.bubbles) for phone in town.whatsapp.phones.values()] == [1]
        print(f"\n6 updates, each {AT_ONCE} times at once on 3 replicas: 6 turns, 6 replies")


async def test_updates_of_many_chats_shuffled_and_repeated(tmp_path: Path) -> None:
    """Twenty updates a chat, in a chat in order, otherwise in any, some of them again later: the right end in each."""
    async with Town(tmp_path, number := seed()) as town, ClientSession() as session:
        await town.serve(3)
        scripts = {6_000_000 + chat: list(enumerate(_script(chat), 1)) for chat in range(CHATS)}
        for chat in scripts:
            town.telegram.phone(str(chat))
        room, again = asyncio.Semaphore(SENDING), list[tuple[int, int, str]]()

        async def play(chat: int) -> None:
            for place, text in scripts[chat]:
                async with room:
                    assert await tell(town, session, chat, place, text) == 200
                if town.chance.random() < TWICE:
                    again.append((chat, place, text))
                if again and town.chance.random() < TWICE:
                    async with room:
                        assert await tell(town, session, *again[town.chance.randrange(len(again))]) == 200

        started = time.monotonic()
        await asyncio.gather(*(play(chat) for chat in scripts))
        await town.quiet()
        for chat in scripts:
            bots = [bubble.text for bubble in town.telegram.phone(str(chat)).bubbles.values()]
            assert f"{10_000_000 + chat}" in bots[-2], bots[-2]
            assert matches(bots[-2], ("confirm.grp",)), bots[-2]
            assert len(bots) == len(scripts[chat]), "one reply each"
        took = time.monotonic() - started
        print(
            f"\nseed {number}: {CHATS} chats x 20 updates and {len(again)} repeats: right end in each, in {took:.0f} s"
        )


async def test_batches_swapped_within_and_redeliveries_after_days(tmp_path: Path) -> None:
    """A WhatsApp body in the wrong order is a conversation all the same; what is days old answers no newer step."""
    async with Town(tmp_path, seed()) as town, ClientSession() as session:
        await town.serve(2)
        now = int(time.time())
        first = wa.text("halo", id="wamid.a", at=now - 20)
        assert await _whatsapp(town, session, first) == 200
        await town.quiet()
        batch = [wa.text("setuju", id="wamid.b", at=now - 10), wa.text("2", id="wamid.c", at=now - 5)]
        assert await _whatsapp(town, session, *reversed(batch)) == 200
        await town.quiet()
        [phone] = town.whatsapp.phones.values()
        before = len(phone.bubbles)
        old = wa.text("5", id="wamid.d", at=now - WEEK)
        assert await _whatsapp(town, session, first, *batch, old) == 200
        await town.quiet()
        bots = [bubble.text for bubble in phone.bubbles.values()]
        assert len(bots) <= before + 1
        assert matches(bots[-1], ("late.*", "type.ask")) or matches(bots[-1], ("late.*", "*")), bots[-1]


def _script(chat: int) -> Iterator[str]:
    yield from ("halo", "setuju")
    yield from ("bantuan", "menu") * 6
    yield from ("2", "group", f"{10_000_000 + 6_000_000 + chat}", "87654321", "17-08-1990", "apa ini")


async def tell(town: Town, session: ClientSession, chat: int, place: int, text: str) -> int:
    """Post a text of a chat as Telegram does, to any replica; return the status."""
    person = {"id": chat, "first_name": "Sari", "is_bot": False, "language_code": "id"}
    fields: dict[str, Any] = {"from": person, "chat": {"id": chat, "first_name": "Sari", "type": "private"}}
    update = tg.message(message_id=1_000 + place, date=int(time.time()), text=text, **fields)
    body = json.dumps({**update, "update_id": chat * 100 + place}).encode()
    headers = {"X-Telegram-Bot-Api-Secret-Token": "a-secret_0", "Content-Type": "application/json"}
    return await _post(session, f"{_any(town)}/webhooks/telegram", body, headers)


async def _whatsapp(town: Town, session: ClientSession, *messages: wa.Json) -> int:
    body = wa.body(*messages, number=town.whatsapp.phone_number_id)
    signature = hmac.digest(town.whatsapp.app_secret.encode(), body, hashlib.sha256).hex()
    headers = {"X-Hub-Signature-256": f"sha256={signature}"}
    return await _post(session, f"{_any(town)}/webhooks/whatsapp", body, headers)


async def _post(session: ClientSession, url: str, body: bytes, headers: dict[str, str]) -> int:
    async with session.post(url, data=body, headers=headers) as answer:
        return answer.status


def _any(town: Town) -> str:
    return town.chance.choice(town.replicas).url
