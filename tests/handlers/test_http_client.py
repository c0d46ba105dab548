"""Outgoing calls: what comes back, what is bounded, what each trouble is called, and by whose proxy they go."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from aiohttp import ClientConnectorError, ClientError, ClientSession
from multidict import CIMultiDictProxy
from yarl import URL

from bot.http_session import open_session
from bot.settings import SettingsError, load
from handlers.http_client import LARGEST, NOT_REACHED, Answer, ask
from tests.fakes import authority

PATIENCE = 5.0
SOON = 0.1
NOWHERE = "http://127.0.0.1:9/"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@asynccontextmanager
async def served(answer: Serve, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Serve ``answer`` for each request of each connection; give the URL, and what comes."""
    heard: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
                heard.append(head + await reader.readexactly(length))
                await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


def says(*parts: bytes) -> Serve:
    """Answer with these bytes, one part after the other."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


async def post(session: ClientSession, url: str, seconds: float = PATIENCE) -> Answer:
    """Post a little."""
    return await ask(session, "POST", url, seconds=seconds, data=b"{}")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((OK,), (200, b"hi")),
        ((b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 2\r\n\r\nh", b"i"), (200, b"hi")),
        ((b"HTTP/1.1 100 Continue\r\n\r\n", OK), (200, b"hi")),
        ((b"HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",), (403, b"no")),
        ((b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n",), (302, b"")),
    ],
)
async def test_an_answer_is_its_status_and_its_body(parts: tuple[bytes, ...], told: tuple[int, bytes]) -> None:
    """Whole or in pieces, counted or chunked, after a "go on", or a redirect, which nobody follows."""
    async with served(says(*parts)) as (url, _), open_session(None) as session:
        assert [await post(session, url) for _ in range(2)] == [Answer(*told)] * 2


async def test_a_request_says_who_we_are() -> None:
    """By product and version; it asks for no compression, which could hide how large an answer is, and keeps no cookies."""
    cookie = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    async with served(says(cookie)) as (url, heard), open_session(None) as session:
        await post(session, url)
        await post(session, url)
    for request in heard:
        assert f"User-Agent: polisbot/{version('polisbot')}".encode() in request
        assert b"Accept-Encoding: identity" in request
        assert b"Cookie" not in request


async def test_one_connection_serves_many_calls() -> None:
    """What was answered whole is used again; what said that it closes is not."""
    seen: set[object] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.add(writer)
        closes = b"Connection: close\r\n" if len(heard) == 3 else b""
        writer.write(b"HTTP/1.1 200 OK\r\n%bContent-Length: 0\r\n\r\n" % closes)

    async with served(answer) as (url, heard), open_session(None) as session:
        for _ in range(5):
            await post(session, url)
    assert len(seen) == 2


@pytest.mark.parametrize(
    "parts",
    [
        (b"no HTTP at all\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nhal",),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (LARGEST * 2), b"a" * (LARGEST * 2)),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * (LARGEST * 2)),
    ],
)
async def test_an_answer_that_is_none_is_an_error(parts: tuple[bytes, ...]) -> None:
    """Nonsense, half, doubtful or endless: it may have been carried out, its connection ends, and the next call works."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(heard) > 1:
            writer.write(OK)
            return
        writer.write(b"".join(parts))
        await writer.drain()
        writer.close()

    async with served(answer) as (url, heard), open_session(None) as session:
        with pytest.raises(ClientError) as raised:
            await post(session, url)
        assert not isinstance(raised.value, NOT_REACHED)
        assert await post(session, url) == Answer(200, b"hi")


async def test_too_late_is_a_time_out_and_its_connection_is_let_go() -> None:
    """The late answer of one call is never taken for another's."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(heard) == 1:
            await late.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % len(heard))

    late = asyncio.Event()
    async with served(answer) as (url, heard), open_session(None) as session:
        with pytest.raises(TimeoutError) as raised:
            await post(session, url, SOON)
        assert not isinstance(raised.value, NOT_REACHED)
        late.set()
        assert await post(session, url) == Answer(200, b"2")


async def test_half_an_answer_without_a_length_is_a_time_out() -> None:
    """It ended because its time was over, not because it was whole."""
    async with served(says(b'HTTP/1.1 200 OK\r\n\r\n{"half":')) as (url, _), open_session(None) as session:
        with pytest.raises(TimeoutError):
            await post(session, url, SOON)


async def test_nobody_there_is_told_apart() -> None:
    """What did not leave may be repeated."""
    async with open_session(None) as session:
        with pytest.raises(ClientConnectorError):
            await post(session, NOWHERE)


async def test_the_headers_of_every_answer_can_be_observed() -> None:
    """Whoever wants to know another's clock hears the address and the headers of each answer."""
    seen: list[tuple[int | None, str]] = []

    def observe(url: URL, headers: CIMultiDictProxy[str]) -> None:
        seen.append((url.port, headers["Date"]))

    dated = b"HTTP/1.1 204 None\r\nDate: Tue, 01 Dec 2026 03:00:00 GMT\r\n\r\n"
    async with served(says(dated)) as (url, _), open_session(None, observe=observe) as session:
        await post(session, url)
        assert seen == [(URL(url).port, "Tue, 01 Dec 2026 03:00:00 GMT")]


# --- proxies -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Name a proxy in the environment, as an operator does."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

    def name_it(url: str) -> None:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("HTTPS_PROXY", url)
        monkeypatch.setenv("NO_PROXY", "inside.example,127.0.0.2")

    return name_it


async def test_calls_go_by_the_proxy_of_the_environment(environment: Callable[[str], None]) -> None:
    """http by its whole address, https by a tunnel; what NO_PROXY names goes straight there."""
    async with served(says(OK)) as (proxy, heard):
        environment(proxy)
        async with open_session(None) as session:
            assert await post(session, "http://api.example:81/x") == Answer(200, b"hi")
            assert heard.pop().startswith(b"POST http://api.example:81/x HTTP/1.1\r\n")
            with pytest.raises((ClientError, TimeoutError)):  # the tunnel leads nowhere here
                await post(session, "https://api.example/x", SOON)
            assert heard.pop().startswith(b"CONNECT api.example:443 HTTP/1.1\r\n")
            with pytest.raises(ClientConnectorError):
                await post(session, "http://127.0.0.2:9/")
            assert heard == []


async def test_no_proxy_leads_back_to_this_machine(environment: Callable[[str], None]) -> None:
    """The sandbox's parties live in its own process, and stand-ins beside it."""
    async with served(says(OK)) as (there, _):
        environment(NOWHERE)
        async with open_session(None) as session:
            assert await post(session, there) == Answer(200, b"hi")
            assert await post(session, there.replace("127.0.0.1", "localhost")) == Answer(200, b"hi")


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 502 No\r\n\r\n"])
async def test_a_tunnel_that_is_refused_carried_nothing(answer: bytes, environment: Callable[[str], None]) -> None:
    """The proxy's no is no doubt: nothing left, and it may be sent again."""
    async with served(says(answer)) as (proxy, _):
        environment(proxy)
        async with open_session(None) as session:
            with pytest.raises(NOT_REACHED):
                await post(session, "https://api.example/")


# --- authorities ---------------------------------------------------------------------------------------------------------


async def test_an_authority_of_ones_own_is_trusted_where_it_is_named(tmp_path: Path) -> None:
    """Beside the system's; without it the certificate is refused before anything leaves."""
    trusted, context = authority.make(tmp_path)
    async with served(says(OK), context) as (url, _):
        async with open_session(None) as session:
            with pytest.raises(NOT_REACHED):
                await post(session, url)
        async with open_session(trusted) as session:
            assert await post(session, url) == Answer(200, b"hi")


def test_a_file_without_a_certificate_is_a_mistake(tmp_path: Path) -> None:
    """It is told at the start, not by calls that fail."""
    for name, content in (("absent.pem", None), ("empty.pem", "nothing")):
        path = tmp_path / name
        if content:
            path.write_text(content)
        with pytest.raises(SettingsError) as raised:
            load({"POLISBOT_CA_FILE": str(path)})
        assert [mistake.name for mistake in raised.value.mistakes] == ["POLISBOT_CA_FILE"]
