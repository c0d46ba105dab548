"""The town: a Bot API and an SMS gateway that answer at once, and customers who each wait for a reply before they go on."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from aiohttp import ClientSession, TCPConnector, web

from bot.bench.policies import BORN, number_of

SECRET = "bench"
PATIENCE = 10.0  # seconds for a reply
CONNECTIONS = 100  # as many as Telegram opens
FIRST_CHAT = 700_000_000
Reply = dict[str, Any]
Walk = Callable[["Customer"], Awaitable[None]]


class Town:
    """Everything outside the bot that is measured. ``inputs`` counts what was sent and answered."""

    def __init__(self, session: ClientSession) -> None:
        self.inputs = 0
        self.webhook = ""
        self.gate: Callable[[int], Awaitable[None]] | None = None  # which each input of a chat passes first
        self._session = session
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._texts: dict[str, str] = {}
        self._numbers = itertools.count()
        self._updates = itertools.count(1)

    def app(self) -> web.Application:
        """Return the stand-ins as an application."""
        app = web.Application()
        app.router.add_post("/sms", self._take_sms)
        app.router.add_post("/{token}/{method}", self._call)
        return app

    async def bustle(self, walk: Walk, customers: int, seconds: float) -> None:
        """Let so many customers walk side by side, each a new one after the other, for so long."""
        until = time.monotonic() + seconds

        async def one_after_the_other() -> None:
            while time.monotonic() < until:
                await walk(Customer(self, next(self._numbers)))

        await asyncio.gather(*(one_after_the_other() for _ in range(customers)))

    async def send(self, chat: int, update: dict[str, Any]) -> Reply:
        """Hand an update in and return the reply, once the bot has acknowledged the update too."""
        if self.gate:
            await self.gate(chat)
        update["update_id"] = next(self._updates)
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[chat] = reply
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with asyncio.timeout(PATIENCE):
            async with self._session.post(self.webhook, data=msgspec.json.encode(update), headers=headers) as answer:
                answer.raise_for_status()
            said = await reply
        self.inputs += 1
        return said

    def sms_to(self, number: str) -> str:
        """Take what was sent to this number."""
        return self._texts.pop(number)

    async def _take_sms(self, request: web.Request) -> web.Response:
        sent = msgspec.json.decode(await request.read())
        self._texts[sent["to"]] = sent["text"]
        return web.Response()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method in ("sendMessage", "editMessageText"):
            fields = msgspec.json.decode(await request.read())
            waiting = self._waiting.pop(int(fields["chat_id"]), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(fields)
            return web.Response(body=b'{"ok":true,"result":{"message_id":7}}', content_type="application/json")
        if method == "getMe":
            return web.json_response(
                {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "Bench", "username": "b"}}
            )
        return web.Response(body=b'{"ok":true,"result":true}', content_type="application/json")


class Customer:
    """Somebody at a phone."""

    def __init__(self, town: Town, number: int) -> None:
        self.number = number
        self._town = town
        self._chat = FIRST_CHAT + number
        self._last: Reply = {}

    async def type(self, text: str) -> None:
        """Send a text and wait for the reply."""
        self._last = await self._town.send(self._chat, {"message": self._message(text)})

    async def tap(self, choice: str) -> None:
        """Tap a choice of the last reply, by the end of its id."""
        keys = [key for row in self._last["reply_markup"]["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if key["callback_data"].endswith(f":{choice}"))
        query = {"id": str(self._chat), "from": self._person(), "message": self._message(""), "data": data}
        self._last = await self._town.send(self._chat, {"callback_query": query | {"chat_instance": "1"}})

    async def type_the_code(self) -> None:
        """Send the code that came by SMS."""
        found = re.search("[0-9]{6}", self._town.sms_to(number_of(self.number)).replace(" ", ""))
        assert found is not None
        await self.type(found.group())

    async def type_the_code_shown(self) -> None:
        """Send the code that the last reply itself shows: the floor sends no SMS."""
        await self.type(self._last["text"][-6:])

    def _message(self, text: str) -> dict[str, Any]:
        chat = {"id": self._chat, "type": "private", "first_name": "Bench"}
        return {"message_id": 7, "date": int(time.time()), "chat": chat, "from": self._person(), "text": text}

    def _person(self) -> dict[str, Any]:
        return {"id": self._chat, "is_bot": False, "first_name": "Bench", "language_code": "id"}


async def floor_walk(customer: Customer) -> None:
    """Link a policy at the floor, from the first word to the menu."""
    await customer.type("/start")
    await customer.tap("motor")
    await customer.type(f"{customer.number:08d}")
    await customer.type(BORN)
    await customer.tap("yes")
    await customer.tap("sms")
    await customer.type_the_code_shown()
    await customer.tap("home")


async def idle_walk(customer: Customer) -> None:
    """Say twelve things to the product that ask nothing of the outside."""
    await customer.type("/start")
    await customer.tap("agree")
    for number in range(10):
        await customer.type("bantuan" if number % 2 else "menu")


async def link_walk(customer: Customer) -> None:
    """Link an Individu policy, from the first word to the menu."""
    await customer.type("/start")
    for choice in ("agree", "link", "individu"):
        await customer.tap(choice)
    await customer.type(f"{customer.number:08d}")
    await customer.type(BORN)
    await customer.tap("link")
    await customer.tap("sms")
    await customer.type_the_code()
    await customer.tap("home")


@asynccontextmanager
async def open_town() -> AsyncIterator[tuple[Town, str]]:
    """Open the town; its second half is the address of its stand-ins."""
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        town = Town(session)
        runner = web.AppRunner(town.app(), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield town, f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
