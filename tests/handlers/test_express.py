"""The express way in: the same answers as the usual way, and one opinion about where each request ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from handlers.channels.whole_body import read_whole
from handlers.doors import HEADERS, Doors, responded
from handlers.express import FIELDS, HEAD, LARGEST, UNREAD, Answer, Express, Route, Ways, add_route

PATIENCE = 5.0
NEVER = 3600.0
SECRET = "known"


class Hook:
    """A webhook that tells which way a request came, and waits where it is told to."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.answers: list[tuple[str, int, int]] = []
        self.reached = asyncio.Event()  # a request came the usual way
        self.gate = asyncio.Event()
        self.gate.set()
        self.gates: dict[bytes, asyncio.Event] = {}  # of single requests
        self.closing = False

    async def usual(self, request: web.Request) -> web.Response:
        """Take what came the usual way."""
        self.reached.set()
        body = await read_whole(request)
        answer = await self.take(request.headers.get("X-Secret", ""), body)
        return responded(request, Answer(answer.status, b'"usual"' if answer.body else b"", answer.retry_after))

    async def take(self, secret: str, body: bytes) -> Answer:
        """Take a body in."""
        if secret != SECRET:
            return Answer(401)
        self.heard.append(body)
        await self.gates.get(body, self.gate).wait()
        if body == b"broken":
            raise RuntimeError("a mistake of ours")
        return Answer(503, retry_after="2", unreadable=3) if body == b"later" else Answer(body=b'"%b"' % body)

    def tell(self, route: str, status: int, unreadable: int) -> None:
        """Hear of an answer."""
        self.answers.append((route, status, unreadable))


@asynccontextmanager
async def serving(express: bool = True) -> AsyncIterator[tuple[int, Hook, Doors]]:
    """Serve a webhook behind doors; return the port."""
    app, hook = web.Application(), Hook()
    app.router.add_post("/hook", hook.usual)
    app.router.add_get("/hook", _other)
    add_route(app, Route("/hook", "X-Secret", hook.take))
    doors = Doors(
        app, most=100, head=NEVER, body=NEVER, shutdown_timeout=PATIENCE, tell=hook.tell, express=express,
        closing=lambda: hook.closing,
    )  # fmt: skip
    await doors.setup()
    await web.TCPSite(doors, "127.0.0.1", 0).start()
    try:
        yield doors.addresses[0][1], hook, doors
    finally:
        await doors.cleanup()


async def _other(request: web.Request) -> web.Response:
    return web.Response(text="other")


def request(body: bytes, *fields: str, secret: str = SECRET, line: str = "POST /hook HTTP/1.1") -> bytes:
    """Write a request."""
    lines = [line, "Host: a", f"X-Secret: {secret}", *fields]
    if not any(field.lower().startswith(("content-length", "transfer-encoding")) for field in fields):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Stuffed(asyncio.Transport):
    """A connection at whose end nobody has read so many bytes."""

    def __init__(self, unread: int) -> None:
        super().__init__()
        self.answers = 0
        self.aborted = False
        self._unread = unread

    def write(self, data: object) -> None:
        """Count an answer."""
        self.answers += 1

    def get_write_buffer_size(self) -> int:
        """Return what was not read."""
        return self._unread

    def is_closing(self) -> bool:
        """Tell whether it was hung up on."""
        return self.aborted

    def abort(self) -> None:
        """Hang up."""
        self.aborted = True


class Phone:
    """A connection to it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, *parts: bytes) -> None:
        """Send these parts, each by itself."""
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()
            await asyncio.sleep(0.01)

    async def hear(self) -> tuple[int, dict[str, str], bytes]:
        """Return the next answer."""
        async with asyncio.timeout(PATIENCE):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            return int(first.split(" ")[1]), fields, await self.reader.readexactly(int(fields["content-length"]))

    async def ended(self) -> bool:
        """Wait until the other side hangs up."""
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read() == b""


@asynccontextmanager
async def phone(port: int) -> AsyncIterator[Phone]:
    """Connect."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Phone(reader, writer)
    finally:
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


@pytest.mark.parametrize(
    ("body", "secret", "status", "said", "told"),
    [
        (b"hello", SECRET, 200, b'"hello"', ("/hook", 200, 0)),
        (b"", SECRET, 200, b'""', ("/hook", 200, 0)),
        (b"hello", "stranger", 401, b"", ("/hook", 401, 0)),
        (b"later", SECRET, 503, b"", ("/hook", 503, 3)),
        (b"broken", SECRET, 500, b"", ("/hook", 500, 0)),
    ],
)
async def test_a_plain_request_is_answered(
    body: bytes, secret: str, status: int, said: bytes, told: tuple[str, int, int]
) -> None:
    """As the usual way would, counted alike, on a connection that stays."""
    async with serving() as (port, hook, _), phone(port) as line:
        for _ in range(3):
            await line.say(request(body, secret=secret))
            answered, fields, heard = await line.hear()
            assert (answered, heard) == (status, said)
            assert fields["server"] == "polisbot"
            assert ("retry-after" in fields) == (status == 503)
        assert hook.answers == [told] * 3


async def test_a_request_in_pieces_is_waited_for() -> None:
    """A head or a body may come in several packets, wherever they are cut."""
    whole = request(b"hello")
    async with serving() as (port, hook, _), phone(port) as line:
        for cut in range(len(whole) - 5, len(whole)):
            await line.say(whole[:cut], whole[cut:])
            assert (await line.hear())[2] == b'"hello"'
    assert hook.heard == [b"hello"] * 5


@pytest.mark.parametrize(
    "asked",
    [
        request(b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
        request(b"hello", "X-A: 1", "X-A: 2"),
        request(b"hello", "Connection: close"),
        request(b"hello", "Expect: nothing").replace(b"Expect: nothing\r\n", b"TE: trailers\r\n"),
        request(b"hello")[:20],
        request(b"x" * (LARGEST + 1)),
    ],
)
async def test_what_is_not_plain_goes_the_usual_way(asked: bytes) -> None:
    """And with it all that its connection still brings: plain requests as well."""
    whole = request(b"hello") if len(asked) == 20 else asked
    async with serving() as (port, hook, _), phone(port) as line:
        await line.say(asked, whole[len(asked) :])
        assert (await line.hear())[2] == b'"usual"'
        if b"close" not in asked:
            await line.say(request(b"again"))
            assert (await line.hear())[2] == b'"usual"'
    assert len(hook.heard) == (1 if b"close" in asked else 2)


async def test_another_route_goes_the_usual_way() -> None:
    """After express answered, too; it bears the headers of a page."""
    async with serving() as (port, _, _), phone(port) as line:
        await line.say(request(b"hello"))
        assert (await line.hear())[2] == b'"hello"'
        await line.say(request(b"", line="GET /hook HTTP/1.1"))
        _, fields, said = await line.hear()
        assert said == b"other"
        assert {name.lower() for name in HEADERS} <= fields.keys()


@pytest.mark.parametrize(
    "field",
    ["Content-Length: 5\r\nContent-Length: 6", "Content-Length : 5", "Content-Length: +5", "Content-Length: 5\r\n X: folded",
     "Content-Length: 5\nX: y", "Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nno colon"],
)  # fmt: skip
async def test_a_doubtful_request_never_hides_another(field: str) -> None:
    """What could be read in two ways is the handler's to judge: nothing of its body is ever taken for a request."""
    hidden = request(b"smuggled")
    async with serving() as (port, hook, _), phone(port) as line:
        await line.say(request(b"0\r\n\r\n" + hidden, field))
        assert (await line.hear())[0] == 400
        assert await line.ended()
    assert hook.heard == []


async def test_a_rest_that_does_not_come_is_the_handlers_to_wait_for() -> None:
    """After a second of patience the usual way's own time for a body runs."""
    whole = request(b"hello")
    async with serving() as (port, hook, _), phone(port) as line:
        await line.say(whole[:-1])
        async with asyncio.timeout(PATIENCE):
            await hook.reached.wait()
        await line.say(whole[-1:])
        assert (await line.hear())[2] == b'"usual"'


async def test_requests_in_a_row_are_answered_in_order() -> None:
    """Sent before the answer to the first: while that is under way, or both in one packet."""
    async with serving() as (port, hook, _), phone(port) as line:
        hook.gate.clear()
        await line.say(request(b"one"), request(b"two"))
        assert hook.heard == [b"one"]
        hook.gate.set()
        assert [(await line.hear())[2] for _ in range(2)] == [b'"one"', b'"two"']
        await line.say(request(b"three") + request(b"four"))
        assert [(await line.hear())[2] for _ in range(2)] == [b'"usual"', b'"usual"']
    assert hook.heard == [b"one", b"two", b"three", b"four"]


async def test_who_hung_up_is_served_all_the_same() -> None:
    """An update that came is taken in, whether or not anybody waits for the answer."""
    async with serving() as (port, hook, _):
        hook.gate.clear()
        async with phone(port) as line:
            await line.say(request(b"hello"))
        hook.gate.set()
        await _until(lambda: bool(hook.answers))
    assert hook.answers == [("/hook", 200, 0)]


async def test_the_end_waits_for_what_is_under_way() -> None:
    """A process that ends answers first; each answer then is its connection's last."""
    async with serving() as (port, hook, doors), phone(port) as line, phone(port) as other:
        hook.gate.clear()
        await line.say(request(b"hello"))
        hook.closing = True
        ending = asyncio.ensure_future(doors.cleanup())
        await other.say(request(b"too"))
        assert not ending.done()
        hook.gate.set()
        for one, said in ((line, b'"hello"'), (other, b'"too"')):
            _, fields, heard = await one.hear()
            assert (heard, fields["connection"]) == (said, "close")
            assert await one.ended()
        await ending


async def test_a_connection_in_use_is_not_closed_for_its_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Idle is who asks nothing: the handler's own clock, set when a connection is made, must not run meanwhile."""
    idle, now = 0.3, asyncio.get_running_loop().time
    monkeypatch.setattr("handlers.doors.IDLE", idle)
    async with serving() as (port, _, _), phone(port) as line:
        begun = now()
        while now() < begun + 2 * idle:
            await line.say(request(b"a"))
            assert (await line.hear())[0] == 200
        assert await line.ended()


async def test_an_idle_connection_does_not_hold_the_end_up() -> None:
    """Nobody but express knows of it, and it is closed all the same."""
    async with serving() as (port, _, doors), phone(port) as line:
        await line.say(request(b"a"))
        await line.hear()
        await doors.cleanup()
        assert await line.ended()


async def test_a_body_that_drips_goes_the_usual_way() -> None:
    """Each drop buys no more patience: the usual way's limits hold."""
    async with serving() as (port, hook, _), phone(port) as line:
        await line.say(request(b"", secret="stranger"))
        await line.hear()
        length, drops = 10_000, 0
        await line.say(request(b"", f"Content-Length: {length}"))
        async with asyncio.timeout(PATIENCE):
            while not hook.reached.is_set():
                await line.say(b"x")
                drops += 1
        await line.say(b"x" * (length - drops))
        assert (await line.hear())[2] == b'"usual"'
    assert hook.heard == [b"x" * length]


@pytest.mark.parametrize(
    "fields",
    [
        [f"x{number}:" for number in range(FIELDS)],
        [f"X: {'a' * HEAD}"],
        ["Content-Length: " + "0" * 5000 + "1"],
    ],
)
async def test_a_large_head_goes_the_usual_way(fields: list[str]) -> None:
    """Whoever knows no secret is not read for long."""
    ways = Ways({b"POST /hook HTTP/1.1": Route("/hook", "X-Secret", Hook().take)}, _nobody, bool, NEVER)
    assert ways.read(request(b"a", *fields)) is None


async def test_who_reads_no_answers_is_hung_up_on() -> None:
    """Answers that nobody takes are not kept without end."""
    ways = Ways({b"POST /hook HTTP/1.1": Route("/hook", "X-Secret", Hook().take)}, _nobody, bool, NEVER)
    for unread, aborted in ((UNREAD, False), (UNREAD + 1, True)):
        transport = Stuffed(unread)
        express = Express(ways, transport, lambda data: None, lambda: None)
        express.data_received(request(b"a"))
        await ways.finish(PATIENCE)
        express.stop()
        assert (transport.answers, transport.aborted) == (1, aborted)


async def test_the_end_waits_for_what_begins_meanwhile() -> None:
    """A kept connection brings a request while another's is waited for, and its answer takes longer."""
    async with serving() as (port, hook, doors), phone(port) as line, phone(port) as other:
        hook.gate.clear()
        hook.gates[b"two"] = asyncio.Event()
        await line.say(request(b"one"))
        ending = asyncio.ensure_future(doors.cleanup())
        await other.say(request(b"two"))
        await _until(lambda: hook.heard == [b"one", b"two"])
        hook.gate.set()
        assert (await line.hear())[2] == b'"one"'
        assert not ending.done()
        hook.gates[b"two"].set()
        assert (await other.hear())[2] == b'"two"'
        await ending


async def test_without_it_all_go_the_usual_way() -> None:
    """As where every request is to be logged."""
    async with serving(express=False) as (port, _, _), phone(port) as line:
        await line.say(request(b"hello"))
        assert (await line.hear())[2] == b'"usual"'


def _nobody(route: str, status: int, unreadable: int) -> None:
    """Hear nothing."""


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)
