"""The live stream over real HTTP: news, taken up where it broke, reset when that is too long ago, ended with the session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from msgspec import Struct

from storage.live import OLDEST
from storage.staff import Role
from tests.console.talk import Customer, talking
from tests.console.team import Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Told(Struct, frozen=True):
    """One event of the stream."""

    kind: str
    id: str
    data: dict[str, object]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones."""
    async with talking(tmp_path_factory.mktemp("stream")) as served:
        yield served


@asynccontextmanager
async def _stream(browser: Browser, since: int, last: str = "") -> AsyncIterator[aiohttp.ClientResponse]:
    headers = {"Last-Event-ID": last} if last else {}
    async with browser.session.get(f"{browser.url}/care/live?since={since}", headers=headers) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/event-stream"
        yield answer


async def _next(answer: aiohttp.ClientResponse) -> Told:
    fields: dict[str, str] = {}
    async for raw in answer.content:
        line = raw.decode().strip()
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "event" in fields:
            return Told(fields["event"], fields.get("id", ""), msgspec.json.decode(fields["data"]))
    raise AssertionError("the stream ended")


async def _about(answer: aiohttp.ClientResponse, account: str) -> Told:
    """Read on to the event that names a chat."""
    while True:
        told = await _next(answer)
        if account in str(told.data.get("chats", "")):
            return told


async def test_a_stream_tells_and_is_taken_up_where_it_broke(team: Team) -> None:
    """What happened while nobody listened is told first; then what happens."""
    customer = Customer(team, "telegram", "5554001")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with _stream(rina, team.clock.now()) as answer:
        assert (await _next(answer)).kind == "news"
        await customer.says("halo")
        account = await customer.account()
        told = await _about(answer, account)
    await customer.says("setuju")
    async with _stream(rina, 0, last=told.id) as answer:
        assert account in str((await _next(answer)).data["chats"])
        await customer.says("petugas")
        await _about(answer, account)
    for word in ("halo", "5554001"):
        assert word not in str(told.data), "a stream bears ids alone"


async def test_a_moment_too_long_ago_is_a_reset(team: Team) -> None:
    """Then the page reads everything anew; a moment that is none is one."""
    rina = await team.signed_in("Rina", Role.AGENT)
    for since in (team.clock.now() - OLDEST - 1, 0):
        async with _stream(rina, since) as answer:
            assert (await _next(answer)).kind == "reset"
    news = await rina.get(f"/care/news?since={team.clock.now()}")
    assert msgspec.json.decode(news.text)["chats"] is not None
    assert msgspec.json.decode((await rina.get("/care/news?since=x")).text)["chats"] is None


async def test_a_stream_ends_with_its_session(team: Team) -> None:
    """Who signs out elsewhere is told nothing more, and a stream keeps no session from ending."""
    customer = Customer(team, "telegram", "5554002")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with _stream(rina, team.clock.now()) as answer:
        await _next(answer)
        team.clock.move(16 * 60_000)
        await customer.says("halo")
        assert (await _next(answer)).kind == "ended", "news after the end of a session were told"
    assert (await rina.get("/care/live")).status == 401
