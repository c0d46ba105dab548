"""The HTTP server: slow heads, slow bodies, crowds, doubtful requests, proxies, and what every answer bears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
import uvloop
from aiohttp import web

from bot.serving import Serving
from bot.settings import load
from handlers.http_server import HEADERS, HttpServer, read_body, read_form
from tests.clock import ManualClock

SOON = 0.1  # seconds that a head or a body may take here
NEVER = 3600.0
PATIENCE = 5.0
Caplog = pytest.LogCaptureFixture
LOOPBACK = ip_network("127.0.0.0/8")


@asynccontextmanager
async def served(**given: object) -> AsyncIterator[int]:
    """Serve an application that tells who asks and reads what is posted; return its port."""
    app = web.Application(client_max_size=1000)
    app.router.add_get("/", _who)
    app.router.add_post("/", _read)
    app.router.add_post("/form", _fill_in)
    app.router.add_get("/broken", _break)
    runner = HttpServer(app, **{"most": 100, "head": NEVER, "shutdown_timeout": 0.5, **given})  # type: ignore[arg-type]
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def _who(request: web.Request) -> web.Response:
    return web.Response(text=f"{request.remote} {request.scheme}")


async def _read(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await read_body(request, SOON))))


async def _fill_in(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await read_form(request))))


async def _break(request: web.Request) -> web.Response:
    raise RuntimeError("a mistake of ours")


@asynccontextmanager
async def asked(port: int, headers: list[tuple[str, str]]) -> AsyncIterator[aiohttp.ClientResponse]:
    """Ask who asks."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/", headers=headers) as answer:
        yield answer


async def said(port: int, *parts: bytes) -> bytes:
    """Send these parts and return all that comes back until the other side hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    async with asyncio.timeout(PATIENCE):
        try:
            heard = await reader.read()
        except ConnectionResetError:
            heard = b""
    writer.close()
    return heard


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
async def test_a_head_that_does_not_end_is_hung_up_on(start: bytes) -> None:
    """Who connects and says nothing, or half a head, is let go without an answer."""
    async with served(head=SOON) as port:
        assert await said(port, start) == b""


async def test_a_second_head_has_its_own_time() -> None:
    """After an answer the connection may idle for a while; a head that was begun then ends with it."""
    async with served(head=SOON, idle=SOON * 2) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.readuntil(b"127.0.0.1 http")).startswith(b"HTTP/1.1 200 OK")
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()


async def test_a_body_that_does_not_end_is_408() -> None:
    """A body has its time; a whole one is read."""
    head = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"
    async with served() as port:
        assert b" 408 " in await said(port, head, b"he")
        assert (await said(port, head, b"hello")).endswith(b"\r\n\r\n5")


async def test_a_full_server_lets_nobody_in_until_somebody_goes() -> None:
    """Beyond the most connections a new one is hung up on; those inside notice nothing."""
    async with served(most=2) as port:
        inside = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        for _, writer in inside:
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert [await reader.readline() for reader, _ in inside] == [b"HTTP/1.1 200 OK\r\n"] * 2
        assert await said(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") == b""
        inside[0][1].close()
        await inside[0][1].wait_closed()
        async with asyncio.timeout(PATIENCE):
            while b"200 OK" not in await said(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"):
                pass
        inside[1][1].close()


@pytest.mark.parametrize("policy", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_thousand_idle_connections_harm_nobody(
    policy: Callable[[], asyncio.AbstractEventLoop], tmp_path: Path
) -> None:
    """With a thousand connections that say nothing or half a head, the process answers as ever."""
    with asyncio.Runner(loop_factory=policy) as runner:
        runner.run(_crowd(tmp_path))


async def _crowd(folder: Path) -> None:
    settings = load({"POLISBOT_DATA_DIR": str(folder / "data"), "POLISBOT_PORT": "0"})
    async with Serving(settings, ManualClock(), sweeps=False) as serving, aiohttp.ClientSession() as session:
        port = int(serving.url.rpartition(":")[2])
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(1000)]
        for _, writer in idle[::2]:
            writer.write(b"POST /webhooks/whatsapp HTTP/1.1\r\nHost: a\r\n")
        for path in ("/healthz", "/readyz", "/sandbox/"):
            async with session.get(serving.url + path) as answer:
                assert answer.status == 200
        for _, writer in idle:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for _, writer in idle), return_exceptions=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 200), ("GET", "/nowhere", 404), ("PUT", "/", 405), ("GET", "/broken", 500), ("POST", "/", 413)],
)
async def test_every_answer_is_locked_down(method: str, path: str, status: int) -> None:
    """Whatever the answer is, it bears the headers, and no word about what serves it."""
    async with served() as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        data = b"x" * 2000 if method == "POST" else None
        async with session.request(method, path, data=data) as answer:
            assert answer.status == status
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
            assert answer.headers["Server"] == "polisbot"
            assert "Strict-Transport-Security" not in answer.headers
            assert "Traceback" not in await answer.text()


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \0hidden\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : hidden\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"hidden" * 2000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: hidden\r\n\r\n",
        b"\x16\x03\x01\x02\x00hidden\r\n\r\n",
    ],
)
async def test_a_request_that_cannot_be_read_is_answered_like_every_other(request_: bytes, caplog: Caplog) -> None:
    """A 400 with our headers, no word of the request in it, no word about the library, and no error in the log."""
    async with served() as port:
        answer = await said(port, request_)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 400 Bad Request\r\n", b"HTTP/1.0 400 Bad Request\r\n"))
    lines = head.decode().split("\r\n")
    assert {f"{name}: {value}" for name, value in HEADERS.items()} <= set(lines)
    assert "Server: polisbot" in lines
    assert body == b"400: Bad Request\n"
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


HIDDEN = b"GET /broken HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    "fields",
    [
        b"Content-Length: 5\r\nContent-Length: %d" % len(HIDDEN),
        b"Content-Length: 5, %d" % len(HIDDEN),
        b"Content-Length: +5",
        b"Content-Length: 0x5",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding : chunked",
        b"Content-Length: 5\r\n folded: 1",
    ],
)
async def test_a_doubtful_request_never_hides_another(fields: bytes) -> None:
    """Where it ends could be read in two ways: it is refused, its connection ends, and what stands behind is not read."""
    async with served() as port:
        heard = await said(port, b"POST / HTTP/1.1\r\nHost: a\r\n" + fields + b"\r\n\r\n" + HIDDEN)
    assert heard.count(b"HTTP/1.1") + heard.count(b"HTTP/1.0") == 1
    assert b" 400 Bad Request" in heard


@pytest.mark.parametrize("path", [b"/", b"/nowhere"])
async def test_a_packed_body_is_refused_and_never_unpacked(path: bytes, caplog: Caplog) -> None:
    """Nobody who is meant to call us packs; what is badly packed is no error of ours, wherever it is sent to."""
    request_ = (
        b"POST %b HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope"
    )
    async with served() as port:
        answer = await said(port, request_ % path)
    assert answer.startswith(b"HTTP/1.1 415 ")
    assert b"\r\nAccept-Encoding: identity\r\n" in answer
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


FORM = b"POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\nContent-Type: %b\r\n\r\n%b"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"multipart/form-data", b"x=y"),
        (b"multipart/form-data; boundary=x", b"nonsense"),
        (b"multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--'),
        (b"application/x-www-form-urlencoded; charset=nope", b"x=y"),
        (b"application/x-www-form-urlencoded", b"x=\xff"),
    ],
)
async def test_a_form_that_cannot_be_read_is_the_senders_fault(kind: bytes, body: bytes, caplog: Caplog) -> None:
    """A stranger can send anything: it is no error of ours to be logged."""
    async with served() as port:
        assert b" 500 " not in (await said(port, FORM % (len(body), kind, body)))[:20]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_version_that_nobody_speaks_is_refused() -> None:
    """What says HTTP/2.0 in the words of HTTP/1.1 gets no page."""
    async with served() as port:
        assert b" 505 " in await said(port, b"GET / HTTP/2.0\r\nHost: a\r\nConnection: close\r\n\r\n")


async def test_the_requests_under_way_are_finished_before_it_ends() -> None:
    """What was begun is answered; a connection that idles is closed."""
    begun, gate = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        begun.set()
        await gate.wait()
        return web.Response(text="done")

    app = web.Application()
    app.router.add_get("/", slow)
    server = HttpServer(app, most=100, shutdown_timeout=PATIENCE)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    port = server.addresses[0][1]
    idle, idle_writer = await asyncio.open_connection("127.0.0.1", port)
    asking = asyncio.ensure_future(said(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    await begun.wait()
    ending = asyncio.ensure_future(server.cleanup())
    async with asyncio.timeout(PATIENCE):
        assert await idle.read() == b""
        assert not ending.done()
        gate.set()
        assert (await asking).endswith(b"done")
        await ending
    idle_writer.close()


@pytest.mark.parametrize(
    ("forwarded", "proto", "told"),
    [
        (["203.0.113.7"], "https", "203.0.113.7 https"),
        (["198.51.100.1, 203.0.113.7, 127.0.0.9"], "http", "203.0.113.7 http"),
        (["198.51.100.1", "203.0.113.7"], "https", "203.0.113.7 https"),
        (["203.0.113.7, <script>"], "gopher", "127.0.0.1 http"),
        (["198.51.100.1, nonsense, 127.0.0.9"], "http", "127.0.0.9 http"),
        (["2001:db8::7"], "https", "2001:db8::7 https"),
        ([], "https", "127.0.0.1 https"),
    ],
)
async def test_a_trusted_proxy_says_who_asks(forwarded: list[str], proto: str, told: str) -> None:
    """The rightmost address that no proxy of ours bears is the customer's; what stands left of it may be invented."""
    headers = [("X-Forwarded-For", value) for value in forwarded] + [("X-Forwarded-Proto", proto)]
    async with served(trusted=(LOOPBACK,)) as port, asked(port, headers) as answer:
        assert await answer.text() == told


@pytest.mark.parametrize("trusted", [(), (ip_network("10.0.0.0/8"),)])
async def test_from_anybody_else_forwarded_headers_mean_nothing(trusted: tuple[object, ...]) -> None:
    """Who is no trusted proxy cannot give himself another address."""
    headers = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https")]
    async with served(trusted=trusted) as port, asked(port, headers) as answer:
        assert await answer.text() == "127.0.0.1 http"


async def test_where_the_world_comes_by_https_it_is_told_to_stay_there() -> None:
    """Behind a public https address every answer says so for a year."""
    async with served(secure=True) as port, asked(port, []) as answer:
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
