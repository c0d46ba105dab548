"""A stand-in for the stand-ins: real phones, no HTTP, and a bot that says what a test tells it to say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from msgspec import Struct

from conversations.messages import Button
from handlers.sandbox.inbox import Inbox
from handlers.sandbox.page import routes
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.registry import RegistryTrouble
from handlers.sandbox.stage import Command, Customer, House, Sandbox
from handlers.sandbox.trouble import Trouble

HOUSE = House(
    brand="Gen iClick",
    insurer="PT Asuransi Jiwa Generali Indonesia",
    licence="PT Asuransi Jiwa Generali Indonesia berizin dan diawasi oleh Otoritas Jasa Keuangan.",
)


class Time:
    """A clock that stands still until moved."""

    def __init__(self, at: int = 1_767_225_720_000) -> None:
        self.at = at

    def now(self) -> int:
        """Return the set time."""
        return self.at


class StandInFake:
    """A channel without a bot: keeps what the customer did, and lets a test speak as the bot."""

    def __init__(self, channel: str, clock: Time) -> None:
        self.trouble = Trouble()
        self.phones: dict[str, Phone] = {}
        self.done: list[tuple[str, ...]] = []
        self._channel = channel
        self._clock = clock
        self._count = 0
        self._noted = asyncio.Event()

    def phone(self, address: str) -> Phone:
        """Return the phone of ``address``."""
        return self.phones.setdefault(address, Phone(self._channel, address))

    async def taken(self) -> None:
        """Return: what is done is noted at once."""

    async def say(self, address: str, text: str) -> None:
        """Note and show text."""
        self._mine(address, text, "")
        self._note("say", text)

    async def tap(self, address: str, message: str, button: str) -> None:
        """Note a tap."""
        self._note("tap", message, button)

    async def photo(self, address: str, caption: str) -> None:
        """Note and show a photo."""
        self._mine(address, caption, "photo")
        self._note("photo", caption)

    async def voice(self, address: str) -> None:
        """Note and show a voice message."""
        self._mine(address, "", "voice")
        self._note("voice")

    async def share(self, address: str, kind: str) -> None:
        """Note and show a sticker, a location or a contact."""
        self._mine(address, "", kind)
        self._note("share", kind)

    async def forward(self, address: str, text: str) -> None:
        """Note and show what somebody else wrote."""
        self._mine(address, text, "forwarded")
        self._note("forward", text)

    async def edit(self, address: str, message: str, text: str) -> None:
        """Note and show an edit."""
        self.phone(address).change(message, text=text, edited=True)
        self._note("edit", message, text)

    async def deeds(self, count: int) -> list[tuple[str, ...]]:
        """Wait until there were at least ``count`` deeds and return all; raises TimeoutError after 10 s."""
        async with asyncio.timeout(10):
            while len(self.done) < count:
                self._noted.clear()
                await self._noted.wait()
        return self.done

    def answer(self, address: str, text: str, *buttons: Button, list_button: str = "", footer: str = "") -> str:
        """Show what a bot says and return the bubble's id."""
        bubble = Bubble(
            id=self._next(),
            mine=False,
            text=text,
            at=self._clock.now(),
            buttons=buttons,
            list_button=list_button,
            footer=footer,
        )
        self.phone(address).show(bubble)
        return bubble.id

    def _note(self, *deed: str) -> None:
        self.done.append(deed)
        self._noted.set()

    def _mine(self, address: str, text: str, note: str) -> None:
        self.phone(address).show(Bubble(id=self._next(), mine=True, text=text, at=self._clock.now(), note=note))

    def _next(self) -> str:
        self._count += 1
        return f"m{self._count}"


class Set(Struct):
    """Everything that stands on the stage, for a test to pull at."""

    sandbox: Sandbox
    telegram: StandInFake
    whatsapp: StandInFake
    inbox: Inbox
    clock: Time
    registry: RegistryTrouble
    released: list[Customer]
    url: str = ""
    runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Return the port on which it was served."""
        return int(self.url.rsplit(":", 1)[1])

    async def stop(self) -> None:
        """End the server, streams and all."""
        if self.runner is not None:
            await self.runner.cleanup()
            self.runner = None


def build(house: House = HOUSE, commands: tuple[Command, ...] = (Command("menu", "Buka menu utama"),)) -> Set:
    """Build a sandbox on fakes; newcomers are t2 and w2, then t3 and w3."""
    clock = Time()
    telegram, whatsapp, inbox = StandInFake("telegram", clock), StandInFake("whatsapp", clock), Inbox(clock)
    numbers = iter(range(2, 100))
    released: list[Customer] = []
    registry = RegistryTrouble()

    async def release(customer: Customer) -> None:
        released.append(customer)

    async def newcomer() -> Customer:
        number = next(numbers)
        return Customer(f"t{number}", f"w{number}")

    sandbox = Sandbox(
        house=house,
        telegram=telegram,
        whatsapp=whatsapp,
        inbox=inbox,
        registry=registry,
        customer=Customer("t1", "w1"),
        release=release,
        newcomer=newcomer,
        commands=lambda address: commands,
    )
    return Set(sandbox, telegram, whatsapp, inbox, clock, registry, released)


@asynccontextmanager
async def serve(stage: Set, port: int = 0) -> AsyncIterator[Set]:
    """Serve the sandbox over real HTTP on loopback; ``port`` 0 takes any free one. Sets ``stage.url``."""
    app = web.Application()
    routes(app, stage.sandbox)
    stage.runner = web.AppRunner(app, shutdown_timeout=2)
    await stage.runner.setup()
    site = web.TCPSite(stage.runner, "127.0.0.1", port)
    await site.start()
    stage.url = f"http://127.0.0.1:{stage.runner.addresses[0][1]}"
    try:
        yield stage
    finally:
        await stage.stop()
