"""The stand-in as a process of its own, driven by its control door, with the real adapter on both of its sides."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from conversations.events import AccountChanged, Chosen, Reworded, Shown, Told
from conversations.messages import Button, Message
from handlers.channels.whatsapp import WhatsApp
from handlers.channels.whatsapp_webhook import PATH, WhatsAppWebhook
from handlers.ports import ChatUnreachable
from tests.channels.telegram_world import Time, serve
from tests.channels.whatsapp_world import CHAT, OTHER, TEMPLATES, VERSION, Noter

TOKEN, NUMBER, SECRET, VERIFY = "of-another-process", "700000000000008", "another secret", "another word"


@asynccontextmanager
async def process() -> AsyncIterator[str]:
    """Start the process and give the URL that it prints."""
    given = {"--port": "0", "--token": TOKEN, "--phone-number-id": NUMBER, "--app-secret": SECRET}
    words = [word for pair in (given | {"--verify-token": VERIFY}).items() for word in pair]
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "handlers.sandbox.whatsapp_alone", *words, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        yield (await running.stdout.readline()).decode().strip()
    finally:
        running.terminate()
        assert await running.wait() == 0


@pytest.mark.slow
async def test_a_walk_through_the_control_door() -> None:
    """Register, say, look, tap, order trouble: a test outside can do what a customer does."""
    receiver, app = Noter(), web.Application()
    WhatsAppWebhook(SECRET, VERIFY, NUMBER, receiver, Time()).add_routes(app)
    async with process() as url, serve(app) as hook, aiohttp.ClientSession(url) as session:
        channel = WhatsApp(session, TOKEN, NUMBER, url, VERSION, TEMPLATES)
        assert await do(session, "register", url="http://127.0.0.1:9/") == 409
        assert await do(session, "register", url=hook + PATH) == 204
        assert await do(session, "say", chat=CHAT, text="halo") == 204
        [inbound] = await receiver.until_heard(1)
        assert isinstance(inbound.what, Told)
        await channel.typing(CHAT, inbound.what.message)
        shown = await look(session, since=-1)
        assert (shown["typing"], shown["bubbles"][0]["state"]) == (True, "read")
        sent = await channel.send(CHAT, Message(id="m", text="Pilih", buttons=(Button("9f:a", "A"),)), "account:1")
        shown = await look(session, since=shown["version"])
        assert [bubble["text"] for bubble in shown["bubbles"]] == ["halo", "Pilih"]
        assert {one.state for one in await receiver.until_noted(2)} == {"sent", "delivered"}
        assert await do(session, "tap", chat=CHAT, message=sent, button="9f:a") == 204
        tapped = (await receiver.until_heard(2))[-1].what
        assert isinstance(tapped, Chosen)
        assert tapped == Chosen("a", "9f", "A", sent, tapped.own)
        await channel.typing(CHAT, tapped.own)
        assert (await look(session, since=-1))["typing"] is True
        assert await do(session, "edit", chat=CHAT, message=inbound.what.message, text="hai") == 204
        assert (await receiver.until_heard(3))[-1].what == Reworded("hai", inbound.what.message)
        assert await do(session, "fail", message=sent, code=131026) == 204
        noted = await receiver.until_noted(4)
        assert (noted[-1].state, noted[-1].error) == ("failed", "131026")
        assert await do(session, "trouble", name="blocked", value=1) == 204
        with pytest.raises(ChatUnreachable):
            await channel.send(CHAT, Message(id="m", text="Halo"), "account:2")
        async with session.get("/control/calls") as response:
            calls = [(method, status) for method, _, status in await response.json()]
        assert calls == [("read", 200), ("messages", 200), ("read", 200), ("messages", 400)]


@pytest.mark.slow
async def test_all_deeds_and_what_is_none() -> None:
    """Every kind of message arrives, a batch in one body, and what cannot be done is said so."""
    receiver, app = Noter(), web.Application()
    WhatsAppWebhook(SECRET, VERIFY, NUMBER, receiver, Time()).add_routes(app)
    async with process() as url, serve(app) as hook, aiohttp.ClientSession(url) as session:
        assert await do(session, "register", url=hook + PATH) == 204
        assert await do(session, "trouble", name="batch", value=7) == 204
        for deed, fields in (
            ("photo", {"caption": "lihat"}),
            ("voice", {}),
            ("location", {}),
            ("sticker", {}),
            ("react", {"message": "wamid.9", "emoji": "\N{THUMBS UP SIGN}"}),
            ("say", {"text": "halo"}),
            ("change_number", {"number": OTHER}),
        ):
            assert receiver.offered == []
            assert await do(session, deed, chat=CHAT, **fields) == 204
        whats = [one.what for one in await receiver.until_heard(5)]
        assert [what.kind for what in whats if isinstance(what, Shown)] == ["photo", "voice", "location"]
        assert isinstance(whats[3], Told)
        assert whats[4] == AccountChanged()
        assert await do(session, "dance") == 404
        assert await do(session, "say", chat=7) == 400
        assert await do(session, "edit", chat=CHAT, message="wamid.gone", text="hai") == 404
        assert await do(session, "fail", message="wamid.gone", code=1) == 404


async def do(session: aiohttp.ClientSession, deed: str, **fields: Any) -> int:
    """Post a deed and return the answer's status."""
    async with session.post(f"/control/{deed}", json=fields) as response:
        return response.status


async def look(session: aiohttp.ClientSession, since: int) -> dict[str, Any]:
    """Wait for a change of the phone."""
    async with session.get("/control/phone", params={"chat": CHAT, "since": since}) as response:
        shown: dict[str, Any] = await response.json()
        return shown
