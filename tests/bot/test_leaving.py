"""A process that leaves answers whoever asks until nobody does: no connection is closed on somebody who still uses it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientConnectorError, ClientSession, web

from bot.health import READY
from bot.leaving import Leaving

LULL = 0.2
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@asynccontextmanager
async def served(leaving: Leaving) -> AsyncIterator[tuple[web.BaseSite, str]]:
    """Serve something; give the site and where it is."""

    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="halo")

    app = web.Application()
    app.on_response_prepare.append(leaving.let_go)
    app.router.add_get("/", hello)
    app.router.add_get(READY, hello)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def asks_on(session: ClientSession, url: str) -> None:
    """Ask again and again."""
    while True:
        async with session.get(url) as answer:
            assert answer.status == 200
        await asyncio.sleep(LULL / 10)


async def test_every_answer_ends_its_connection_and_probes_hold_nobody_up() -> None:
    """Who has a connection open may ask once more; a balancer that goes on asking how we are is not waited for."""
    leaving = Leaving(lull=LULL, asked=60.0)
    async with served(leaving) as (site, url), ClientSession() as session:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        async with session.get(url) as answer:
            assert "Connection" not in answer.headers
        lingering = asyncio.ensure_future(leaving.linger(site))
        await asyncio.sleep(0)
        writer.write(ASK)
        told = await reader.read()  # to the connection's end
        assert told.startswith(b"HTTP/1.1 200 OK")
        assert b"Connection: close" in told
        writer.close()
        while not lingering.done():
            async with session.get(url + READY) as answer:
                assert answer.headers["Connection"] == "close"
            await asyncio.wait({lingering}, timeout=LULL / 10)
        async with session.get(url) as answer:  # nobody asked: so nothing had to be shut before the rest ends
            assert answer.status == 200


async def test_who_asks_on_is_refused_new_connections_while_old_ones_are_served() -> None:
    """A balancer that does not look whether we are ready goes elsewhere by itself, and loses nothing on the way."""
    leaving = Leaving(lull=LULL, asked=LULL * 3, shut=60.0)
    async with served(leaving) as (site, url), ClientSession() as session:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        lingering = asyncio.ensure_future(leaving.linger(site))
        with pytest.raises(ClientConnectorError):
            await asks_on(session, url)
        writer.write(ASK)
        assert (await reader.read()).startswith(b"HTTP/1.1 200 OK")
        writer.close()
        await lingering
