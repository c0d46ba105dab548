"""The express way in: a webhook's plain request, whole in its connection's hands, is answered without a web framework.

A channel's updates are all alike: a POST of known length, on a connection that stays. aiohttp makes a task, a dozen objects
and a walk through routes and middlewares of each, which cost more than the turn decides and keeps. What is not exactly of
this kind (in pieces that do not end, chunked, doubled or folded headers, another route) goes the usual way with all that its
connection still brings: two readers of one connection never disagree about where a request ends.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.helpers import rfc822_formatted_time
from msgspec import Struct

from handlers.caught import Caught
from storage.lazy_timer import LazyTimer

log = structlog.get_logger()

LARGEST = 256 * 1024  # bytes of a request; a larger one goes the usual way
HEAD = 8 * 1024  # bytes of a request's head, and
FIELDS = 64  # its fields; one with more goes the usual way
PATIENCE = 1.0  # seconds in which a whole body must have come, else it goes the usual way, whose limits are wider
UNREAD = 64 * 1024  # bytes of answers that somebody may leave unread
# Who sends one of these asks for more than is understood here.
_UNUSUAL = frozenset({b"transfer-encoding", b"content-encoding", b"expect", b"upgrade", b"te", b"trailer"})
_HEAD = re.compile(rb"[^\r\n]+(?:\r\n[A-Za-z0-9-]+:[^\r\n]*)*")


class Answer(Struct, frozen=True):
    """What a webhook answers; ``body`` is JSON. ``unreadable``: how many parts of a signed body could not be read."""

    status: int = 200
    body: bytes = b""
    retry_after: str = ""
    unreadable: int = 0


DONE = Answer()


class Route(Struct, frozen=True):
    """A webhook: its path, the header that proves who sends, and what takes that header and the body."""

    path: str
    proof: str
    take: Callable[[str, bytes], Awaitable[Answer]]


class Asked(Struct, frozen=True):
    """A request that was read."""

    route: Route
    proof: str
    body: bytes


ROUTES = web.AppKey(
    "express", dict[bytes, Route]
)  # of an application: its express routes by their requests' first line
Tell = Callable[[str, int, int], None]


def add_route(app: web.Application, route: Route) -> None:
    """Let a route be taken by express as well."""
    app.setdefault(ROUTES, {})[f"POST {route.path} HTTP/1.1".encode()] = route


class Ways:
    """What all connections of a server share. ``closing`` says whether an answer is its connection's last."""

    def __init__(self, routes: dict[bytes, Route], tell: Tell, closing: Callable[[], bool], idle: float) -> None:
        self.tell = tell
        self.closing = closing
        self.idle = idle
        self.under_way: set[asyncio.Task[None]] = set()
        self._routes = routes

    def read(self, data: bytes) -> Asked | int | None:
        """Read a request: None where it goes the usual way, else the request, or how many bytes it lacks."""
        route = self._routes.get(data[: data.find(b"\r\n")])
        if route is None:
            return None
        head, end, body = data.partition(b"\r\n\r\n")
        fields = plain_fields(head) if end else None
        if fields is None:
            return None
        length = fields.get(b"content-length", b"")
        if not length.isdigit() or len(length) > len(str(LARGEST)):
            return None
        if (lacks := int(length) - len(body)) < 0 or int(length) > LARGEST:
            return None
        return lacks or Asked(
            route, fields.get(route.proof.lower().encode(), b"").decode("utf-8", "surrogateescape"), body
        )

    async def finish(self, seconds: float) -> None:
        """Wait until all that is under way is answered, at most so long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self.under_way and (left := until - loop.time()) > 0:  # a kept connection may bring another meanwhile
            await asyncio.wait(set(self.under_way), timeout=left)


class Express:
    """One connection, until its first request that is not for express: ``usual`` takes that, and whatever comes behind.

    ``begun`` hears that a whole request came.
    """

    def __init__(
        self, ways: Ways, transport: asyncio.Transport, usual: Callable[[bytes], None], begun: Callable[[], None]
    ) -> None:
        self._ways = ways
        self._transport = transport
        self._usual = usual
        self._begun = begun
        self._loop = asyncio.get_running_loop()  # asked for once: it costs a system call each time
        self._held = b""
        self._whole = 0  # bytes of the request that is coming, as far as known
        self._busy = False
        self._timer = LazyTimer(self._loop, self._ring)

    def data_received(self, data: bytes) -> None:
        """Take in what came. What comes before the last answer left waits, and no more of it is read meanwhile."""
        self._held = self._held + data if self._held else data
        if self._busy:
            self._transport.pause_reading()
        elif len(self._held) >= self._whole:
            self._read()

    def stop(self) -> None:
        """Let go of the connection."""
        self._timer.stop()

    def _read(self) -> None:
        asked = self._ways.read(self._held)
        if isinstance(asked, Asked):
            self._held, self._whole, self._busy = b"", 0, True
            self._begun()
            task = self._loop.create_task(self._serve(asked))
            self._ways.under_way.add(task)
            task.add_done_callback(self._ways.under_way.discard)
        elif asked is None:
            self._leave()
        else:
            self._whole = len(self._held) + asked
            self._timer.move(PATIENCE)  # for all of it: whoever brings it drop by drop has no more

    def _leave(self) -> None:
        self.stop()
        held, self._held = self._held, b""
        self._usual(held)

    async def _serve(self, asked: Asked) -> None:
        try:
            with Caught() as broke:
                answer = await asked.route.take(asked.proof, asked.body)
        except asyncio.CancelledError:
            self._transport.abort()  # who sent it sends it again
            raise
        if broke.error is not None:
            log.error("webhook_broke", route=asked.route.path, exc_info=broke.error)
            answer = Answer(HTTPStatus.INTERNAL_SERVER_ERROR)
        self._ways.tell(asked.route.path, answer.status, answer.unreadable)
        self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        last = self._ways.closing()
        self._busy = False
        if self._transport.is_closing():
            return
        self._transport.write(_written(answer, last))
        if last:
            self._transport.close()
            return
        if self._transport.get_write_buffer_size() > UNREAD:
            self._transport.abort()
            return
        self._timer.move(self._ways.idle)
        if self._held:
            self._transport.resume_reading()
            self._read()

    def _ring(self) -> None:
        if self._busy:
            self._timer.move(PATIENCE)
        elif self._held:
            self._leave()
        else:
            self._transport.close()


def plain_fields(head: bytes) -> Mapping[bytes, bytes] | None:
    """Return a head's fields by their names in lower case; None where there could be two opinions about them."""
    return _fields(head) if len(head) <= HEAD else None


@lru_cache(maxsize=256)  # who calls again and again says the same: only lengths and, each second, dates differ
def _fields(head: bytes) -> Mapping[bytes, bytes] | None:
    if head.count(b"\n") > FIELDS or _HEAD.fullmatch(head) is None:
        return None
    _, *lines = head.split(b"\r\n")
    fields: dict[bytes, bytes] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        fields[name.lower()] = value.strip(b" \t")
    if len(fields) < len(lines) or not _UNUSUAL.isdisjoint(fields):
        return None
    return fields if fields.get(b"connection", b"keep-alive").lower() == b"keep-alive" else None


def _written(answer: Answer, last: bool) -> bytes:
    head = _head(answer.status, rfc822_formatted_time(), len(answer.body), answer.retry_after, last)
    return head + answer.body


@lru_cache(maxsize=256)  # within a second nearly all answers begin alike
def _head(status: int, date: str, length: int, retry_after: str, last: bool) -> bytes:
    lines = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nServer: polisbot\r\nDate: {date}\r\n"
    lines += "X-Content-Type-Options: nosniff\r\n"
    if length:
        lines += "Content-Type: application/json; charset=utf-8\r\n"
    if retry_after:
        lines += f"Retry-After: {retry_after}\r\n"
    if last:
        lines += "Connection: close\r\n"
    return f"{lines}Content-Length: {length}\r\n\r\n".encode()
