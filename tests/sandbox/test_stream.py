"""The page's stream: whole at the start, whole after each change, and again whole after a reconnect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from conversations.messages import Button, Text
from handlers.sandbox.phones import Bubble
from tests.sandbox.fakes import Set, build, serve


class Reader:
    """Reads a stream event by event."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def next(self) -> tuple[str, dict[str, Any]]:
        """Return the name and data of the next event."""
        name, data = "", {}
        while line := (await self._answer.content.readline()).decode():
            field, _, value = line.rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data = msgspec.json.decode(value)
            elif not field and name:
                return name, data
        raise EOFError

    async def until(self, name: str, channel: str = "") -> dict[str, Any]:
        """Return the data of the next event ``name`` (of ``channel``)."""
        while True:
            got, data = await self.next()
            if got == name and channel in ("", data.get("channel")):
                return data


@asynccontextmanager
async def _reading(stage: Set) -> AsyncIterator[Reader]:
    async with aiohttp.ClientSession() as session, session.get(f"{stage.url}/sandbox/events") as answer:
        assert answer.content_type == "text/event-stream"
        assert answer.headers["Cache-Control"] == "no-store"
        yield Reader(answer)


async def test_a_stream_begins_with_everything() -> None:
    """Both phones, the inbox and the orders come first, empty ones too."""
    async with serve(build()) as stage, _reading(stage) as reader:
        events = [await reader.next() for _ in range(4)]
    assert [name for name, _ in events] == ["phone", "phone", "inbox", "orders"]
    assert [data.get("channel") for _, data in events] == ["telegram", "whatsapp", None, None]
    assert events[0][1]["commands"] == [{"name": "menu", "description": "Buka menu utama"}]
    assert events[1][1]["commands"] == []


async def test_a_change_sends_the_whole_phone() -> None:
    """A message, its edit, its erasure and the typing sign each arrive with all that the phone holds."""
    async with serve(build()) as stage, _reading(stage) as reader:
        await reader.until("orders")
        message = stage.telegram.answer("t1", "Pilih", Button("n:1", "Satu", "yang pertama"), footer="kaki")
        shown = await reader.until("phone", "telegram")
        assert shown["bubbles"][0]["buttons"] == [{"id": "n:1", "label": "Satu", "description": "yang pertama"}]
        phone = stage.telegram.phone("t1")
        phone.change(message, text="Sudah", edited=True, buttons=())
        shown = await reader.until("phone", "telegram")
        assert (shown["bubbles"][0]["text"], shown["bubbles"][0]["edited"]) == ("Sudah", True)
        phone.work(True)
        assert (await reader.until("phone", "telegram"))["typing"] is True


async def test_nothing_is_lost_in_a_burst() -> None:
    """However many changes fall together, the last event shows them all, in order."""
    async with serve(build()) as stage, _reading(stage) as reader:
        await reader.until("orders")
        for number in range(150):
            stage.whatsapp.answer("w1", str(number))
        shown: dict[str, Any] = {"bubbles": []}
        while len(shown["bubbles"]) < 150:
            shown = await reader.until("phone", "whatsapp")
    assert [bubble["text"] for bubble in shown["bubbles"]] == [str(number) for number in range(150)]
    assert shown["version"] == stage.whatsapp.phone("w1").version


async def test_a_reconnect_shows_what_happened_meanwhile() -> None:
    """A page that was away gets everything, the inbox included."""
    async with serve(build()) as stage:
        async with _reading(stage) as reader:
            await reader.until("orders")
        stage.telegram.answer("t1", "sementara itu")
        await stage.inbox.text(Text(to="+628400000001", text="kode 000123"))
        async with _reading(stage) as reader:
            phone = await reader.until("phone", "telegram")
            inbox = await reader.until("inbox")
    assert phone["bubbles"][0]["text"] == "sementara itu"
    assert inbox["received"][0]["code"] == "000123"


async def test_two_pages_see_the_same() -> None:
    """Each stream has its own place: one page does not take events from another."""
    async with serve(build()) as stage, _reading(stage) as one, _reading(stage) as two:
        await one.until("orders")
        await two.until("orders")
        stage.telegram.answer("t1", "halo")
        for reader in (one, two):
            assert (await reader.until("phone", "telegram"))["bubbles"][0]["text"] == "halo"


async def test_a_fresh_start_shows_the_new_phones() -> None:
    """After a fresh start the stream follows the new customer and no longer the old one."""
    async with serve(build()) as stage, _reading(stage) as reader:
        stage.telegram.answer("t1", "lama")
        await reader.until("orders")
        await stage.sandbox.start_afresh()
        shown = await reader.until("phone", "telegram")
        while shown["address"] == "t1":
            shown = await reader.until("phone", "telegram")
        assert (shown["address"], shown["bubbles"]) == ("t2", [])
        stage.telegram.answer("t1", "lama lagi")
        stage.telegram.answer("t2", "baru")
        shown = await reader.until("phone", "telegram")
        assert [bubble["text"] for bubble in shown["bubbles"]] == ["baru"]


async def test_orders_are_shown_as_they_hold() -> None:
    """Giving an order tells every page."""
    async with serve(build()) as stage, _reading(stage) as reader:
        assert (await reader.until("orders")) == {"telegram": [], "whatsapp": [], "inbox": [], "registry": []}
        await stage.sandbox.order("whatsapp", "flood", True)
        assert (await reader.until("orders"))["whatsapp"] == ["flood"]


async def test_a_long_phone_is_shown_from_its_end() -> None:
    """The page gets the last 200 messages, so that a change stays small."""
    async with serve(build()) as stage:
        phone = stage.telegram.phone("t1")
        for number in range(230):
            phone.show(Bubble(id=str(number), mine=False, text=str(number), at=1))
        async with _reading(stage) as reader:
            shown = await reader.until("phone", "telegram")
    assert [bubble["id"] for bubble in shown["bubbles"]] == [str(number) for number in range(30, 230)]


async def test_a_shutdown_ends_the_stream() -> None:
    """The server does not wait for pages that are open."""
    async with serve(build()) as stage:
        session = aiohttp.ClientSession()
        answer = await session.get(f"{stage.url}/sandbox/events")
        reader = Reader(answer)
        await reader.until("orders")
        await stage.sandbox.close()
        async with asyncio.timeout(5):
            assert await answer.content.read() == b""
        await session.close()
