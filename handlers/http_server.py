"""The HTTP server of a process, on aiohttp: the headers of every answer, time limits, and who asks behind a proxy.

A reverse proxy is expected in front of a public installation. What is limited here (connections, the first head, bodies)
keeps the process alive where none is.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, TypeVar

import structlog
from aiohttp import HttpVersion11, web
from aiohttp.typedefs import Handler
from multidict import MultiDictProxy

log = structlog.get_logger()

LARGEST = 3 * 1024 * 1024  # bytes of a body: WhatsApp sends as much
HEAD = 10.0  # seconds for the first request's head, from the connection's beginning
BODY = 10.0  # seconds for a body to arrive: aiohttp itself has no limit
LINGER = 2.0  # seconds in which what is left of an answered request's body is read, so that its sender sees the answer
IDLE = 75.0  # seconds between two requests of a connection: longer than usual proxies keep one
MOST = 65_536  # files open at once
RESERVED = 256  # of them for Redis, gateways, channels and files
SERVER = "polisbot"  # without a version, and without a word about the library
ONE_YEAR = "max-age=31536000"
UNREADABLE = web.RequestKey("unreadable", int)  # of a request: how many parts of its body could not be read
Network = IPv4Network | IPv6Network
CountAnswer = Callable[[str, int, int], None]
Dress = Callable[[web.StreamResponse], None]
Posted = MultiDictProxy[str | bytes | bytearray | web.FileField]
T = TypeVar("T")


def locked_down(trusted_types: str) -> dict[str, str]:
    """Return the headers of a page: nothing from elsewhere, nothing inline, nothing framed, nothing kept.

    ``trusted_types`` names the one policy by which a script may parse HTML, or is 'none'.
    """
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            f"require-trusted-types-for 'script'; trusted-types {trusted_types}"
        ),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        # Not "no-referrer": a form's post would then bear the origin "null", and could not be told from a stranger's.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


HEADERS = locked_down("'none'") | {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


async def read_body(request: web.Request, seconds: float = BODY) -> bytes:
    """Read a whole body; raises aiohttp's 413 when it is too large, 408 when it is too slow, 400 when it is broken."""
    _check_announced(request)
    return await _arrived(request.read(), seconds)


async def read_form(request: web.Request) -> Posted:
    """Read a posted form; raises as ``read_body`` does."""
    _check_announced(request)
    return await _arrived(request.post(), BODY)


def _check_announced(request: web.Request) -> None:
    announced = request.content_length or 0
    if announced > request.client_max_size:
        raise web.HTTPRequestEntityTooLarge(request.client_max_size, announced)


async def _arrived(reading: Awaitable[T], seconds: float) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await reading
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionResetError, ValueError, LookupError):
        # Badly packed, in no known charset, or cut off: a stranger can do that, so it is no error of ours.
        raise web.HTTPBadRequest from None


class _Connection(web.RequestHandler):
    """One connection; a request that aiohttp cannot read is answered like every other, and never echoed."""

    __slots__ = ("_dress",)

    def __init__(self, server: web.Server, dress: Dress, **options: Any) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), **options)
        self._dress = dress

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Return the answer to what failed. A mistake of ours is logged as an error; nonsense from a stranger is not."""
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            super().handle_error(request, status, exc, message)
        else:
            log.debug("malformed_request", status=status)
        answer = web.Response(status=status, text=f"{status}: {HTTPStatus(status).phrase}\n")
        self._dress(answer)
        answer.force_close()
        return answer


class _Connections(web.Server):
    """All connections of a server: at most ``most`` at once, each with ``head`` seconds until its first request."""

    def __init__(self, inside: web.Server, dress: Dress, most: int, head: float, options: dict[str, Any]) -> None:
        super().__init__(inside.request_handler, request_factory=inside.request_factory)
        self._dress = dress
        self._most = most
        self._head = head
        self._options = options
        self._full = False
        self._timers: dict[web.RequestHandler, asyncio.TimerHandle | None] = {}

    def __call__(self) -> web.RequestHandler:
        """Make what handles a new connection."""
        return _Connection(self, self._dress, **self._options)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Let a connection in, unless there are too many."""
        super().connection_made(handler, transport)
        if len(self._timers) < self._most:
            self._full = False
            self._timers[handler] = asyncio.get_running_loop().call_later(self._head, transport.abort)
            return
        if not self._full:  # told once, until there is room again
            log.warning("connections_full", alert=True, count=self._most)
        self._full = True
        transport.abort()

    def connection_lost(self, handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        """Let it go."""
        super().connection_lost(handler, exc)
        self.head_arrived(handler)
        self._timers.pop(handler, None)

    def head_arrived(self, handler: web.RequestHandler) -> None:
        """Stop waiting for a connection's first request; aiohttp bounds the time until the others."""
        if timer := self._timers.get(handler):
            timer.cancel()
            self._timers[handler] = None


class HttpServer(web.AppRunner):
    """Runs an application. ``trusted`` are the proxies whose word about the customer's address counts; ``secure`` says
    that the world reaches it by https alone. ``count`` hears of every answer: its route, its status, and how many parts of
    a signed body could not be read. ``most`` connections are open at once. The first head of a connection has ``head``
    seconds, each further one ``idle`` seconds from the answer before it.
    """

    def __init__(
        self,
        app: web.Application,
        *,
        most: int,
        trusted: tuple[Network, ...] = (),
        secure: bool = False,
        count: CountAnswer = lambda route, status, unreadable: None,
        head: float = HEAD,
        idle: float = IDLE,
        shutdown_timeout: float = 60.0,
    ) -> None:
        super().__init__(app, shutdown_timeout=shutdown_timeout)
        # Who reads what is left of a refused body must not unpack it: what is badly packed would be an error in our log.
        self._options: dict[str, Any] = {
            "keepalive_timeout": idle,
            "lingering_time": LINGER,
            "access_log": None,
            "auto_decompress": False,
        }
        self._log = structlog.get_logger().bind()
        self._most = most
        self._head = head
        self._patience = shutdown_timeout
        self._trusted = trusted
        self._count = count
        self._headers = HEADERS | ({"Strict-Transport-Security": ONE_YEAR} if secure else {})
        self._connections: _Connections | None = None
        app.middlewares.insert(0, self._receive)
        app.on_response_prepare.append(self._add_headers)

    @property
    def server(self) -> web.Server | None:
        """Return what makes the handler of a new connection: aiohttp's, with limits."""
        if self._connections is None and (inside := super().server) is not None:
            self._connections = _Connections(inside, self._dress, self._most, self._head, self._options)
        return self._connections

    async def shutdown(self) -> None:
        """Finish the requests under way, within ``shutdown_timeout``; called by ``cleanup`` when no site listens any more."""
        connections = self._connections
        if connections:
            connections.pre_shutdown()
        await super().shutdown()
        if connections:
            await connections.shutdown(self._patience)

    @web.middleware
    async def _receive(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._connections:
            self._connections.head_arrived(request.protocol)
        inside, status = named(request, self._trusted), HTTPStatus.INTERNAL_SERVER_ERROR.value
        begun = time.perf_counter()
        try:
            _check_spoken(request)
            response = await handler(inside)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            route, took = _route(request), round((time.perf_counter() - begun) * 1000, 1)
            self._log.debug("request", method=request.method, route=route, status=status, milliseconds=took)
            self._count(route, status, inside.get(UNREADABLE, 0))

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        self._dress(response)

    def _dress(self, response: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = SERVER


def room() -> int:
    """Return for how many connections at once there is room, having asked the system for as many files as it gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted) - RESERVED


def named(request: web.Request, trusted: tuple[Network, ...]) -> web.Request:
    """Return the request as its customer sent it: behind a trusted proxy its address and scheme are what the proxy says.

    ``X-Forwarded-For`` is read from the right, where our own proxies wrote; the first address that is none of theirs is
    the customer's. From anybody else these headers mean nothing.
    """
    if not trusted or not _is_one(request.remote, trusted):
        return request
    addresses = [part.strip() for part in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")]
    remote = request.remote or ""
    for address in reversed(addresses):
        if _address(address) is None:
            break  # A proxy of ours wrote no nonsense: what stands left of it is somebody's invention.
        remote = address
        if not _is_one(address, trusted):
            break
    proto = request.headers.get("X-Forwarded-Proto", request.scheme)
    return request.clone(remote=remote, scheme=proto if proto in ("http", "https") else request.scheme)


def _is_one(address: str | None, networks: tuple[Network, ...]) -> bool:
    found = _address(address or "")
    return found is not None and any(found in network for network in networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _check_spoken(request: web.Request) -> None:
    """Refuse what nobody who is meant to call us sends: another version of HTTP, a packed body."""
    if request.version > HttpVersion11:
        raise web.HTTPVersionNotSupported
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise web.HTTPUnsupportedMediaType(headers={"Accept-Encoding": "identity"})


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
