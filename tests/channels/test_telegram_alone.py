"""The stand-in as a process of its own, driven by its control door, with the real adapter polling it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from conversations.events import Chosen, Told
from conversations.messages import Button, Message
from handlers.channels.telegram import Telegram
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_polling import TelegramPolling
from tests.channels.telegram_world import CHAT, Recorder, Time, said_in_groups

TOKEN = "777:of-another-process"


@asynccontextmanager
async def process() -> AsyncIterator[str]:
    """Start the process and give the URL that it prints."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "handlers.sandbox.telegram_alone",
        "--port",
        "0",
        "--token",
        TOKEN,
        stdout=asyncio.subprocess.PIPE,
    )
    assert running.stdout is not None
    try:
        yield (await running.stdout.readline()).decode().strip()
    finally:
        running.terminate()
        assert await running.wait() == 0


@pytest.mark.slow
async def test_a_walk_through_the_control_door() -> None:
    """Say, look, tap, order trouble: a test outside can do what a customer does."""
    receiver = Recorder()
    async with process() as url, aiohttp.ClientSession(url) as session:
        api = TelegramApi(session, TOKEN, url)
        poller = TelegramPolling(api, receiver, Time(), said_in_groups())
        polling = asyncio.ensure_future(poller.run())
        await do(session, "say", chat=5001, text="halo", first_name="Sari")
        [inbound] = await receiver.until_heard(1)
        assert isinstance(inbound.what, Told)
        await Telegram(api).send(CHAT, Message(id="m", text="Pilih", buttons=(Button("9f:a", "A"),)), "r")
        shown = await look(session, since=1)
        assert [bubble["text"] for bubble in shown["bubbles"]] == ["halo", "Pilih"]
        bubble = shown["bubbles"][1]
        await do(session, "tap", chat=5001, message=bubble["id"], button=bubble["buttons"][0]["id"])
        heard = await receiver.until_heard(2)
        assert heard[1].what == Chosen("a", "9f", "A", bubble["id"])
        await do(session, "trouble", name="blocked", value=1)
        async with session.get("/control/calls") as response:
            methods = [method for method, _, _ in await response.json()]
        assert methods.count("sendMessage") == 1
        async with session.post("/control/dance", json={}) as response:
            assert response.status == 404
        async with session.post("/control/say", json={"chat": "?"}) as response:
            assert response.status == 400
        poller.stop()
        await polling


async def do(session: aiohttp.ClientSession, deed: str, **fields: Any) -> None:
    """Post a deed."""
    async with session.post(f"/control/{deed}", json=fields) as response:
        assert response.status == 204


async def look(session: aiohttp.ClientSession, since: int) -> dict[str, Any]:
    """Wait for a change of the phone."""
    async with session.get("/control/phone", params={"chat": CHAT, "since": since}) as response:
        shown: dict[str, Any] = await response.json()
        return shown
