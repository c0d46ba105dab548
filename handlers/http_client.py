"""One outgoing HTTP call: by the environment's proxy, within its time, its answer bounded, redirects not followed."""

from __future__ import annotations

import os
from typing import Any
from urllib.request import proxy_bypass

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

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})  # no proxy leads back to this machine

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
    timeout, url = ClientTimeout(total=seconds, connect=min(CONNECT, seconds)), URL(url)
    async with session.request(
        method, url, timeout=timeout, proxy=proxy_of(url), allow_redirects=False, **parts
    ) as response:
        return Answer(response.status, await _read(response, largest))


def named_proxy(scheme: str) -> str | None:
    """Return what HTTPS_PROXY or HTTP_PROXY says, in capitals or not."""
    return os.environ.get(f"{scheme}_proxy") or os.environ.get(f"{scheme.upper()}_PROXY")


def proxy_of(url: URL) -> str | None:
    """Return the proxy by which an address is asked; NO_PROXY names what needs none.

    aiohttp's own ``trust_env`` would read ~/.netrc as well, and start a thread for each of both at every call.
    """
    proxy, host = named_proxy(url.scheme), url.host or ""
    return None if proxy is None or host in LOOPBACK or proxy_bypass(host) else proxy


async def _read(response: ClientResponse, largest: int) -> bytes:
    body = b""
    while part := await response.content.read(largest):
        body += part
        if len(body) > largest:
            raise ClientPayloadError("an answer that is too large")
    return body
