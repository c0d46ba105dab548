"""Customers who need nothing but the bot itself: their waits show whether others' trouble is felt by them."""

from __future__ import annotations

import asyncio
import time

from tests.faults.inquest import median
from tests.faults.town import Town

PAUSE = 1.0  # seconds of thought, about: faster would be a flood
ROUNDS = ("bantuan", "menu")


class Walkers:
    """So many chats that go between menu and help. Use as an asynchronous context; ``waits`` are since the last ``fresh``."""

    def __init__(self, town: Town, count: int, first: int = 5_000_000) -> None:
        self.waits: list[float] = []
        self._town = town
        self._chats = range(first, first + count)
        self._walking: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Walkers:
        """Greet, agree, and begin to walk."""
        for text in ("halo", "setuju"):
            await asyncio.gather(*(self._say(chat, text) for chat in self._chats))
        self._walking = [asyncio.ensure_future(self._walk(chat)) for chat in self._chats]
        return self

    async def __aexit__(self, *error: object) -> None:
        """Go home."""
        for walking in self._walking:
            walking.cancel()
        await asyncio.gather(*self._walking, return_exceptions=True)

    async def over(self, seconds: float) -> tuple[float, float]:
        """Walk on for a while; return the median and the 95th percentile of the waits in it."""
        self.waits.clear()
        await asyncio.sleep(seconds)
        for walking in self._walking:
            assert not walking.done(), walking.exception()
        return median(self.waits, 0.5), median(self.waits, 0.95)

    async def _walk(self, chat: int) -> None:
        while True:
            for text in ROUNDS:
                await asyncio.sleep(self._town.chance.uniform(0.5, 1.5) * PAUSE)
                started = time.monotonic()
                await self._say(chat, text)
                self.waits.append(time.monotonic() - started)

    async def _say(self, chat: int, text: str) -> None:
        phone = self._town.telegram.phone(str(chat))
        before = sum(not bubble.mine for bubble in phone.bubbles.values())
        await self._town.telegram.say(str(chat), text)
        async with asyncio.timeout(60):
            version = 0
            while sum(not bubble.mine for bubble in phone.bubbles.values()) <= before:
                version = await phone.changed(max(version, phone.version))
