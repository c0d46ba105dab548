"""A cable between a browser and the console that can be cut, and led to another server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from yarl import URL


class Cable:
    """Carries bytes between a port of its own and the server at ``target``; ``cut`` breaks everything under way."""

    def __init__(self, target: str) -> None:
        self.target = URL(target)
        self.url = ""
        self.cuts = 0
        self._ends: set[asyncio.StreamWriter] = set()

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection, both ways, until an end closes."""
        try:
            far, forth = await asyncio.open_connection(self.target.host, self.target.port)
        except OSError:
            back.transport.abort()
            return
        self._ends |= {back, forth}
        await asyncio.gather(_pump(near, forth), _pump(far, back))
        self._ends -= {back, forth}

    def cut(self) -> None:
        """Break every connection."""
        self.cuts += 1
        for end in self._ends:
            end.transport.abort()


@asynccontextmanager
async def cable(target: str) -> AsyncIterator[Cable]:
    """Lay a cable to a server."""
    laid = Cable(target)
    server = await asyncio.start_server(laid.carry, "127.0.0.1", 0)
    laid.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield laid
    finally:
        server.close()
        laid.cut()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, OSError):
        while chunk := await source.read(65_536):
            target.write(chunk)
            await target.drain()
    target.close()
