"""One outgoing HTTP call: within its time, with an answer of bounded size, and without following redirects."""

from __future__ import annotations

from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientHttpProxyError,
    ClientPayloadError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from msgspec import Struct
from yarl import URL

CONNECT = 3.0  # seconds of an attempt that a connection may take
ATTEMPT = 8.0  # seconds that one call may take in all: no attempt may outlive its lease
LARGEST = 1024 * 1024  # bytes of an answer

# Errors that tell that the request did not leave. All others leave it open whether it was carried out.
NOT_REACHED = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError)


class Answer(Struct, frozen=True):
    """What came back."""

    status: int
    body: bytes


async def ask(
    session: ClientSession,
    method: str,
    url: URL | str,
    *,
    seconds: float = ATTEMPT,
    largest: int = LARGEST,
    **parts: Any,
) -> Answer:
    """Make one request and return its answer, whatever its status; a redirect is an answer.

    ``parts`` are aiohttp's ``headers``, ``json``, ``data`` or ``params``. Raises TimeoutError, OSError or a ClientError: one
    of NOT_REACHED when nothing left. Such an error may tell the address, which may hold a token: never log its words.
    """
    timeout = ClientTimeout(total=seconds, connect=min(CONNECT, seconds))
    async with session.request(method, url, timeout=timeout, allow_redirects=False, **parts) as response:
        return Answer(response.status, await _read(response, largest))


async def _read(response: ClientResponse, largest: int) -> bytes:
    body = b""
    while part := await response.content.read(largest):
        body += part
        if len(body) > largest:
            raise ClientPayloadError("an answer that is too large")
    return body
