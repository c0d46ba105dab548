"""Fifty open consoles without a screen: a process of its own that holds event streams and renews lists as the page does.

``python -m tests.benchmarks.readers`` reads its orders as JSON from its input and writes what each stream heard as JSON.
"""

from __future__ import annotations

import asyncio
import sys
import time

import aiohttp
import msgspec
from msgspec import Struct

PAGE = "/care/conversations/rows?queue=waiting"
STALE = 10.0  # seconds after which the page's script renews a list though nobody came or went


class Orders(Struct, frozen=True):
    """Where the console is, the sessions that read, the chats that are timed, and for how long (seconds)."""

    url: str
    sessions: tuple[str, ...]
    chats: tuple[str, ...]
    seconds: float


class Heard(Struct, frozen=True):
    """One stream: when it heard of which chat (milliseconds since 1970), how many events came; when lists were renewed."""

    chats: list[tuple[str, float]]
    events: int
    renewed: list[float]


class Reader:
    """One stream over HTTP/1.1, and the list beside it."""

    def __init__(self, session: aiohttp.ClientSession, orders: Orders) -> None:
        self._session = session
        self._orders = orders
        self._timed = frozenset(orders.chats)
        self._renewed = time.monotonic()
        self._renewing: asyncio.Task[None] | None = None
        self._again = False
        self.heard = Heard([], 0, [])

    async def read(self) -> None:
        """Read until the time is over."""
        address = f"{self._orders.url}/care/live?since={time.time_ns() // 1_000_000}"
        try:
            async with asyncio.timeout(self._orders.seconds), self._session.get(address) as answer:
                answer.raise_for_status()
                async for raw in answer.content:
                    if raw.startswith(b"data: "):
                        self._hear(msgspec.json.decode(raw[6:]))
        except TimeoutError:
            pass
        if self._renewing:
            await self._renewing

    def _hear(self, told: dict[str, object]) -> None:
        now = time.time() * 1000
        self.heard = Heard(self.heard.chats, self.heard.events + 1, self.heard.renewed)
        chats = told.get("chats")
        if isinstance(chats, list):
            self.heard.chats.extend((chat, now) for chat in chats if chat in self._timed)
            if told.get("moved") or (chats and time.monotonic() > self._renewed + STALE):
                self._renew()

    def _renew(self) -> None:
        if self._renewing and not self._renewing.done():
            self._again = True
            return
        self._renewed = time.monotonic()
        self._renewing = asyncio.ensure_future(self._fetch())

    async def _fetch(self) -> None:
        while True:
            self._again = False
            began = time.monotonic()
            async with self._session.get(self._orders.url + PAGE) as answer:
                await answer.read()
            self.heard.renewed.append(time.time() * 1000)
            if not self._again:
                return
            await asyncio.sleep(min(4 * (time.monotonic() - began), 0.7))


async def main() -> None:
    """Read what is ordered, and tell what was heard."""
    orders = msgspec.json.decode(sys.stdin.buffer.read(), type=Orders)
    readers: list[Reader] = []
    sessions: list[aiohttp.ClientSession] = []
    for id in orders.sessions:
        session = aiohttp.ClientSession(cookies={"care": id}, cookie_jar=aiohttp.CookieJar(unsafe=True))
        sessions.append(session)
        readers.append(Reader(session, orders))
    await asyncio.gather(*(reader.read() for reader in readers))
    for session in sessions:
        await session.close()
    sys.stdout.buffer.write(msgspec.json.encode([reader.heard for reader in readers]))


if __name__ == "__main__":
    asyncio.run(main())
