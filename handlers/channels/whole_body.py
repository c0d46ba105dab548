"""A webhook's body, read whole: never larger and never slower than it may be."""

from __future__ import annotations

import asyncio

from aiohttp import web

LARGEST = 3 * 1024 * 1024  # bytes
SLOWEST = 10.0  # seconds for a body to arrive: the server itself has no limit


async def read_whole(request: web.Request, slowest: float = SLOWEST) -> bytes:
    """Read the body within ``slowest`` seconds; raises aiohttp's 413 over 3 MiB, 408 when too slow, 400 when broken."""
    try:
        length = request.content_length or 0
    except ValueError:
        raise web.HTTPBadRequest from None  # thousands of digits
    if length > LARGEST:
        raise web.HTTPRequestEntityTooLarge(LARGEST, length)
    body = bytearray()
    try:
        async with asyncio.timeout(slowest):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > LARGEST:
                    raise web.HTTPRequestEntityTooLarge(LARGEST, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionResetError):
        # Badly packed, or hung up in the middle: a stranger can do that, so it is no error of ours to be logged.
        raise web.HTTPBadRequest from None
    return bytes(body)
