"""Wires: the session's connections to one place, on which plain answers are read without making a response of each.

aiohttp connects (TLS, addresses, limits) and is then relieved of the connection; an answer of known length is taken off it by
hand. Every other answer (chunked, without a length, a "go on" before it) is aiohttp's to read, with what came of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
from aiohttp import ClientPayloadError, ClientRequest, ClientTimeout, ConnectionTimeoutError, ServerDisconnectedError
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from handlers.express import plain_fields
from storage.lazy_timer import LazyTimer

CONNECT = 3.0  # seconds of an attempt that a connection may take
IDLE = 15.0  # seconds after which a connection is not used again: the other side may be about to close it
MOST = 1_000  # connections where the session knows no limit
RARE = 8  # of the session's connections to a place, for what is asked of it in other ways
Answer = tuple[int, bytes]


class Wire(asyncio.Protocol):
    """One connection, with one request under way at most."""

    def __init__(self, connection: Connection) -> None:
        if connection.protocol is None or connection.transport is None:
            raise ServerDisconnectedError
        self.rested = 0.0  # since when it is idle, by the loop's clock
        self._connection = connection
        self._transport = connection.transport
        self._aiohttp: ResponseHandler = connection.protocol
        self._held = b""
        self._expired = False
        self._answer: asyncio.Future[Answer | None] | None = None
        self._loop = asyncio.get_running_loop()  # asked for once: it costs a system call each time
        self._timeout = LazyTimer(self._loop, self._late)
        self._transport.set_protocol(self)

    @property
    def usable(self) -> bool:
        """Tell whether it may bear another request."""
        return self._connection.protocol is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request and return status and body of the answer; raises TimeoutError, OSError or a ClientError."""
        self._answer = self._loop.create_future()
        self._timeout.move(seconds)
        try:
            self._transport.write(request)
            return await self._answer or await self._unusual()
        except BaseException:
            self.close()  # Nobody knows what is still to come on it.
            raise
        finally:
            self._timeout.still()
            self._answer = None

    def close(self) -> None:
        """Let the connection go."""
        self._timeout.stop()
        self._transport.abort()
        self._connection.close()

    def data_received(self, data: bytes) -> None:
        """Take in what came; what nobody asked for ends the connection."""
        if self._answer is None or self._answer.done():
            self.close()
            return
        self._held = self._held + data if self._held else data
        head, end, body = self._held.partition(b"\r\n\r\n")
        if not end:
            return
        length = plain_length(head)
        if length is None or len(body) > length:
            self._answer.set_result(None)
        elif len(body) == length:
            self._held = b""
            self._answer.set_result((int(head[9:12]), body))

    def eof_received(self) -> None:
        """Hear that no more comes: the transport closes by itself."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection ended."""
        self._timeout.stop()
        self._aiohttp.connection_lost(exc)
        self._connection.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc if isinstance(exc, OSError) else ServerDisconnectedError())

    def _late(self) -> None:
        self._expired = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(TimeoutError())
        self._transport.abort()

    async def _unusual(self) -> Answer:
        """Let aiohttp read an answer that is not plain; the connection is not used again."""
        self._aiohttp.set_response_params(read_until_eof=True)
        self._transport.set_protocol(self._aiohttp)
        self._aiohttp.data_received(self._held)
        try:
            message, payload = await self._aiohttp.read()
            while message.code < 200:
                message, payload = await self._aiohttp.read()
            answer = await payload.read()
        except HttpProcessingError:
            raise ClientPayloadError("an answer that is no HTTP") from None
        if self._expired:
            raise TimeoutError  # it ended because we hung up: nobody knows whether it is whole
        self.close()
        return message.code, answer


class Wires:
    """All connections to one place (of which ``url`` is any address)."""

    def __init__(self, session: aiohttp.ClientSession, url: URL) -> None:
        self._session = session
        self._url = url
        self._route: ClientRequest | None = None  # never sent: it tells the connector where to
        self._idle: list[Wire] = []
        self._room = asyncio.Semaphore(_room(session))

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request on any connection, within ``seconds`` in all, and return status and body of its answer.

        Raises ClientConnectorError and ConnectionTimeoutError where nothing left, TimeoutError, OSError or another
        ClientError where it may have.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        if self._room.locked():
            await self._enter(seconds)
        else:
            await self._room.acquire()
        try:
            wire = self._rested(loop.time) or await self._connected(until - loop.time())
            answer = await wire.ask(request, until - loop.time())
            if wire.usable:
                wire.rested = loop.time()
                self._idle.append(wire)
            return answer
        finally:
            self._room.release()

    async def _enter(self, seconds: float) -> None:
        """Wait until a connection may be had: an idle one, or a new one."""
        try:
            async with asyncio.timeout(min(CONNECT, seconds)):
                await self._room.acquire()
        except TimeoutError:
            raise ConnectionTimeoutError("no connection in time") from None

    def _rested(self, now: Callable[[], float]) -> Wire | None:
        """Return the connection that was used last; where that is too long ago, so it is for all."""
        while self._idle:
            wire = self._idle.pop()
            if wire.usable and now() - wire.rested < IDLE:
                return wire
            wire.close()
        return None

    async def _connected(self, seconds: float) -> Wire:
        connector = self._session.connector
        if connector is None:
            raise aiohttp.ClientConnectionError("the session is closed")
        if self._route is None:
            self._route = ClientRequest("POST", self._url, session=self._session, loop=asyncio.get_running_loop())
        try:
            async with asyncio.timeout(seconds):
                return Wire(await connector.connect(self._route, [], ClientTimeout(connect=CONNECT)))
        except TimeoutError:
            raise ConnectionTimeoutError("no connection in time") from None


def _room(session: aiohttp.ClientSession) -> int:
    """Return how many connections may be kept here: as many as go to one place, less some for what is rare."""
    connector = session.connector
    most = (connector.limit_per_host or connector.limit) if connector else 0
    return max(most - RARE, 1) if most else MOST


def plain_length(head: bytes) -> int | None:
    """Return how long the body is behind a plain head; None where aiohttp must read it."""
    fields = plain_fields(head)
    plain = head.startswith(b"HTTP/1.1 ") and head[9:12].isdigit() and head[9:10] > b"1"
    length = fields.get(b"content-length", b"") if fields is not None else b""
    return int(length) if plain and length.isdigit() and len(length) < 10 else None
