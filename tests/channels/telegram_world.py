"""What Telegram's tests share: a clock, a receiver that records, servers on loopback, and the stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from msgspec import Struct

from handlers.channels.telegram_answers import PrivateOnly
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_updates import private_only
from handlers.channels.telegram_webhook import TelegramWebhook
from handlers.http_server import LARGEST
from handlers.ports import Inbound, Status
from handlers.sandbox.phones import Bubble
from handlers.sandbox.telegram import USERNAME, TelegramStandIn
from handlers.sandbox.trouble import Trouble
from storage.errors import StoreDown

SECRET = "a-secret_of_the_webhook"
NOW = 1_767_225_720_000
CHAT = "5001"
OTHER = "5002"


class Time:
    """A clock that stands still until moved."""

    def __init__(self, at: int = NOW) -> None:
        self.at = at

    def now(self) -> int:
        """Return the set time."""
        return self.at


class Recorder:
    """A receiver that keeps what it was handed, and fails where a test wants it to.

    ``down`` calls raise StoreDown; ``broken`` calls raise a mistake of ours. ``gates``: addresses that wait.
    """

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.offered: list[str] = []
        self.down = 0
        self.down_for: set[str] = set()
        self.broken = 0
        self.gates: dict[str, asyncio.Event] = {}
        self._changed = asyncio.Condition()

    async def receive(self, inbound: Inbound) -> None:
        """Record, or fail as ordered."""
        self.offered.append(inbound.key)
        await self._tell()
        if (gate := self.gates.get(inbound.address)) is not None:
            await gate.wait()
        if self.broken > 0:
            self.broken -= 1
            raise ZeroDivisionError
        if self.down > 0 or inbound.address in self.down_for:
            self.down = max(0, self.down - 1)
            raise StoreDown
        self.heard.append(inbound)
        await self._tell()

    async def note(self, status: Status) -> None:
        """Fail: Telegram tells no statuses."""
        raise AssertionError(status)

    async def until_heard(self, count: int) -> list[Inbound]:
        """Wait until so many updates were taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.heard) >= count)
        return self.heard

    async def until_offered(self, count: int) -> list[str]:
        """Wait until so many updates were offered, taken or not."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.offered) >= count)
        return self.offered

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


class World(Struct):
    """The stand-in at ``url``, a session, and the API through it."""

    stand_in: TelegramStandIn
    trouble: Trouble
    clock: Time
    url: str
    session: aiohttp.ClientSession
    api: TelegramApi


@asynccontextmanager
async def serve(app: web.Application) -> AsyncIterator[str]:
    """Serve ``app`` on any free port of loopback and give its URL."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def telegram(attempt: float = 8.0) -> AsyncIterator[World]:
    """Run the stand-in; an update that is refused is repeated almost at once."""
    clock, trouble = Time(), Trouble()
    stand_in = TelegramStandIn(trouble, clock, first_pause=0.01)
    async with serve(stand_in.app) as url, aiohttp.ClientSession() as session:
        api = TelegramApi(session, stand_in.token, url, attempt)
        yield World(stand_in, trouble, clock, url, session, api)


@asynccontextmanager
async def webhook(receiver: Recorder, clock: Time, slowest: float = 10.0) -> AsyncIterator[tuple[str, TelegramWebhook]]:
    """Serve the webhook's route and give its URL and itself."""
    app = web.Application(client_max_size=LARGEST)
    route = TelegramWebhook(SECRET, receiver, clock, said_in_groups(), slowest)
    route.add_routes(app)
    async with serve(app) as url:
        yield f"{url}/webhooks/telegram", route


def said_in_groups() -> PrivateOnly:
    """Return what the bot says in groups."""
    return private_only(lambda language: f"private only ({language})", lambda: USERNAME)


async def bubbles(stand_in: TelegramStandIn, address: str, count: int) -> list[Bubble]:
    """Wait until the bot has said so much on the phone, and return what it said."""
    phone = stand_in.phone(address)
    version = -1
    while True:
        version = await phone.changed(version)
        said = [bubble for bubble in phone.bubbles.values() if not bubble.mine]
        if len(said) >= count:
            return said


async def call(world: World, method: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    """Make one call with JSON and return status and answer."""
    url = f"{world.url}/bot{world.stand_in.token}/{method}"
    async with world.session.post(url, json=fields) as response:
        return response.status, await response.json()
