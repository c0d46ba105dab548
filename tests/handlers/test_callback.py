"""The registry's callback arrives as the network cuts it: in pieces, or too large."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import cast

import aiohttp
import pytest
from aiohttp import web

from conversations.events import Decided
from handlers.callback import PATH, RegistryCallback
from handlers.http_server import LARGEST
from handlers.ports import UnreadableUpdate
from handlers.turns import Turns
from tests.channels.telegram_world import serve

SIGNED = {"X-Timestamp": "1", "X-Signature": "sha256=1"}
WHOLE = b'{"reference": "nobody\'s"}'


async def test_a_body_in_pieces_is_read_whole() -> None:
    """The signature is over all of a body, and a body is all that comes: not what happens to be there at first."""
    seen: list[bytes] = []
    begun = asyncio.Event()

    def verify(timestamp: str, signature: str, body: bytes) -> bool:
        seen.append(body)
        return True

    async def handle(request: web.Request) -> web.Response:
        begun.set()
        return await callback.handle(request)

    async def pieces() -> AsyncIterator[bytes]:
        yield WHOLE[:9]
        await begun.wait()
        yield WHOLE[9:]

    callback = RegistryCallback(cast(Turns, None), _nobody, verify, lambda body: ("e1", Decided("nobody's", True)))
    app = web.Application(client_max_size=LARGEST)
    app.router.add_post(PATH, handle)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        async with session.post(url + PATH, data=pieces(), headers=SIGNED) as answer:
            assert answer.status == 204
        async with session.post(url + PATH, data=io.BytesIO(bytes(LARGEST + 1)), headers=SIGNED) as answer:
            assert answer.status == 413
    assert seen == [WHOLE]


@pytest.mark.parametrize("missing", list(SIGNED))
async def test_without_a_signature_no_body_is_read(missing: str) -> None:
    """The answer comes while the body has not."""
    never = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield WHOLE
        await never.wait()

    callback = RegistryCallback(cast(Turns, None), _nobody, lambda *_: True, lambda body: ("e1", Decided("x", True)))
    app = web.Application(client_max_size=LARGEST)
    app.router.add_post(PATH, callback.handle)
    headers = {name: value for name, value in SIGNED.items() if name != missing}
    async with (
        serve(app) as url,
        aiohttp.ClientSession() as session,
        asyncio.timeout(5),
        session.post(url + PATH, data=body(), headers=headers) as answer,
    ):
        assert answer.status == 401
    never.set()


async def test_a_signed_decision_that_cannot_be_read_is_422_and_says_why() -> None:
    """The core must not take it for delivered: it learns what to mend."""

    def decode(body: bytes) -> tuple[str, Decided]:
        raise UnreadableUpdate("decided_at has no time zone")

    callback = RegistryCallback(cast(Turns, None), _nobody, lambda *signed: True, decode)
    app = web.Application()
    app.router.add_post(PATH, callback.handle)
    async with (
        serve(app) as url,
        aiohttp.ClientSession(headers=SIGNED) as session,
        session.post(url + PATH, data=b"{}") as answer,
    ):
        assert answer.status == 422
        assert await answer.json() == {"error": "decided_at has no time zone"}


async def _nobody(reference: str) -> str | None:
    return None
