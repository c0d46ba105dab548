"""The hall behind the doors: who stands before each connection's handler, and how many connections there may be at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import structlog
from aiohttp.web_protocol import RequestHandler

from handlers.express import Express, Ways

log = structlog.get_logger()


class Doorman(asyncio.Protocol):
    """Stands before one connection's handler and closes it when a head takes too long.

    A head whose first bytes came with the request before it has as long as a connection may stay idle.
    """

    def __init__(self, inner: RequestHandler, hall: Hall) -> None:
        self._inner = inner
        self._hall = hall
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._express: Express | None = None
        self._met = False  # whether the handler knows of the connection: its clocks know nothing of express
        self._busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let somebody in, unless the hall is full."""
        self._transport = cast(asyncio.Transport, transport)
        if not self._hall.enter(self._transport, self):
            self._transport.abort()
            return
        self._wait()
        if self._hall.ways is None:
            self._meet(self._transport)
        else:
            self._express = Express(self._hall.ways, self._transport, self._usual, self._stop)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let them go."""
        self._stop()
        if self._express is not None:
            self._express.stop()
        if self._transport is not None and self._hall.leave(self._transport) and self._met:
            self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Pass on what came; from the first byte of a request on, its head has its time."""
        if self._express is not None:
            self._express.data_received(data)
            return
        if not self._busy and self._timer is None:
            self._wait()
        self._inner.data_received(data)

    def eof_received(self) -> None:
        """Pass on that nothing more will come."""
        if self._met:
            self._inner.eof_received()

    def pause_writing(self) -> None:
        """Pass on that the other side reads slowly."""
        if self._met:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Pass on that it reads again."""
        if self._met:
            self._inner.resume_writing()

    def begin(self) -> None:
        """Note that a request's head is complete."""
        self._busy = True
        self._stop()

    def end(self) -> None:
        """Note that it is answered: what comes now is another request."""
        self._busy = False

    def close(self) -> None:
        """Let a connection go that came by express alone; its handler lets go of the others."""
        if not self._met and self._transport is not None:
            self._transport.close()

    def _usual(self, data: bytes) -> None:
        """Leave this connection to its handler: it did not fit the express way."""
        self._express = None
        if self._transport is not None:
            self._meet(self._transport)
            self.data_received(data)

    def _meet(self, transport: asyncio.Transport) -> None:
        self._met = True
        self._inner.connection_made(transport)

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._hall.head, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class Hall:
    """All connections of a server: at most ``most`` at once. Called, it makes what handles a new one.

    ``ways``: what may be answered before a handler is asked.
    """

    def __init__(self, server: Callable[[], RequestHandler], most: int, head: float, ways: Ways | None = None) -> None:
        self.head = head
        self.ways = ways
        self._server = server
        self._most = most
        self._full = False
        self._doormen: dict[asyncio.Transport, Doorman] = {}

    def __call__(self) -> Doorman:
        """Make the handler of a new connection."""
        return Doorman(self._server(), self)

    def enter(self, transport: asyncio.Transport, doorman: Doorman) -> bool:
        """Count a connection in; False: there is no room."""
        if len(self._doormen) >= self._most:
            if not self._full:
                log.warning("connections_full", alert=True, count=self._most)
            self._full = True  # told once, until there is room again
            return False
        self._doormen[transport] = doorman
        return True

    def leave(self, transport: asyncio.Transport) -> bool:
        """Count it out; False: it had not been let in."""
        known = self._doormen.pop(transport, None) is not None
        self._full = self._full and not known
        return known

    def close(self) -> None:
        """Let go of the connections that no handler knows of."""
        for doorman in list(self._doormen.values()):
            doorman.close()

    def doorman(self, transport: asyncio.Transport | None) -> Doorman | None:
        """Return who stands before this connection."""
        return self._doormen.get(transport) if transport is not None else None
