"""Posting JSON, again and again to the same place, on the session's own connections.

``ClientSession.post`` makes a dozen objects a request, for cookies, redirects, forms and traces: on one core that cost as
much as everything a turn decides and keeps. What connects, encrypts, bounds and reads is aiohttp's all the same.
"""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp import ClientPayloadError, ClientRequest, ClientTimeout, ConnectionTimeoutError
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

CONNECT = 3.0  # seconds of an attempt that a connection may take


class Post:
    """One address, and the headers that each request to it bears. No error tells the address, for a token may be in it."""

    def __init__(self, session: aiohttp.ClientSession, url: URL, headers: dict[str, str] | None = None) -> None:
        given = {"Host": url.host_port_subcomponent or "", "User-Agent": "polisbot", "Content-Type": "application/json"}
        lines = [
            f"POST {url.raw_path_qs} HTTP/1.1",
            *(f"{name}: {value}" for name, value in {**given, **(headers or {})}.items()),
        ]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header of more than one line")
        self._head = ("\r\n".join(lines) + "\r\nContent-Length: ").encode("latin-1")
        self._session = session
        self._timeout = ClientTimeout(connect=CONNECT)
        self._url = url
        self._route: ClientRequest | None = None  # never sent: it tells the connector where to

    async def send(self, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Post ``body`` within ``seconds`` and return status and body of the answer; a redirect is an answer.

        Raises ClientConnectorError and ConnectionTimeoutError where nothing left, TimeoutError, OSError or another ClientError
        where it may have.
        """
        connection: Connection | None = None
        try:
            async with asyncio.timeout(seconds):
                connection = await self._connected()
                return await self._answer(connection, body)
        except TimeoutError:
            if connection is None:
                raise ConnectionTimeoutError("no connection in time") from None
            raise
        except HttpProcessingError:
            raise ClientPayloadError("an answer that is no HTTP") from None
        finally:
            if connection is not None:
                connection.close()  # nothing any more, if it was given back

    async def _connected(self) -> Connection:
        connector = self._session.connector
        if connector is None:
            raise aiohttp.ClientConnectionError("the session is closed")
        if self._route is None:
            self._route = ClientRequest("POST", self._url, session=self._session, loop=asyncio.get_running_loop())
        return await connector.connect(self._route, [], self._timeout)

    async def _answer(self, connection: Connection, body: bytes) -> tuple[int, bytes]:
        protocol, transport = connection.protocol, connection.transport
        if protocol is None or transport is None:
            raise aiohttp.ServerDisconnectedError
        protocol.set_response_params(read_until_eof=True)
        transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        message, payload = await protocol.read()
        while message.code < 200:
            message, payload = await protocol.read()
        answer = await payload.read()
        connection.release()
        return message.code, answer
