"""What WhatsApp's tests share: a receiver that records statuses too, the stand-in, the channel, and the webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from msgspec import Struct

from handlers.channels.whatsapp import WhatsApp
from handlers.channels.whatsapp_webhook import PATH, WhatsAppWebhook
from handlers.http_server import LARGEST
from handlers.ports import Status
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp import APP_SECRET, PHONE_NUMBER_ID, TOKEN, VERIFY_TOKEN, WhatsAppStandIn
from storage.errors import StoreDown
from tests.channels.telegram_world import Recorder, Time, serve

CHAT = "6284000000001"
OTHER = "6284000000002"
VERSION = "v23.0"
TEMPLATES = {"approved": ("polis_disetujui", "id")}


class Noter(Recorder):
    """A receiver that keeps statuses as well; ``notes_down`` of them raise StoreDown."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Status] = []
        self.notes_down = 0

    async def note(self, status: Status) -> None:
        """Record, or fail as ordered."""
        if self.notes_down > 0:
            self.notes_down -= 1
            raise StoreDown
        self.noted.append(status)
        await self._tell()

    async def until_noted(self, count: int) -> list[Status]:
        """Wait until so many statuses were taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.noted) >= count)
        return self.noted


class World(Struct):
    """The stand-in at ``url``, the channel through it, and the webhook that it delivers to."""

    stand_in: WhatsAppStandIn
    trouble: Trouble
    clock: Time
    url: str
    session: aiohttp.ClientSession
    channel: WhatsApp
    receiver: Noter
    route: WhatsAppWebhook
    webhook: str

    def shown(self, address: str = CHAT) -> list[str]:
        """Return what a customer's phone shows of the bot."""
        return [bubble.text for bubble in self.stand_in.phone(address).bubbles.values() if not bubble.mine]


@asynccontextmanager
async def webhook(receiver: Noter, clock: Time, slowest: float = 10.0) -> AsyncIterator[tuple[str, WhatsAppWebhook]]:
    """Serve the webhook's routes and give its URL and itself."""
    app = web.Application(client_max_size=LARGEST)
    route = WhatsAppWebhook(APP_SECRET, VERIFY_TOKEN, PHONE_NUMBER_ID, receiver, clock, slowest)
    route.add_routes(app)
    async with serve(app) as url:
        yield url + PATH, route


@asynccontextmanager
async def whatsapp(attempt: float = 8.0, registered: bool = True) -> AsyncIterator[World]:
    """Run the stand-in and the webhook; what is refused is repeated almost at once."""
    clock, trouble, receiver = Time(), Trouble(), Noter()
    stand_in = WhatsAppStandIn(trouble, clock, first_pause=0.01)
    async with (
        webhook(receiver, clock) as (hook, route),
        serve(stand_in.app) as url,
        aiohttp.ClientSession() as session,
    ):
        channel = WhatsApp(session, TOKEN, PHONE_NUMBER_ID, url, VERSION, TEMPLATES, attempt)
        if registered:
            await stand_in.register(hook)
        async with asyncio.timeout(30):
            yield World(stand_in, trouble, clock, url, session, channel, receiver, route, hook)
