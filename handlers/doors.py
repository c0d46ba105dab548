"""The doors of the whole server: who may stand in them, for how long, under which name, and what every answer bears.

aiohttp itself waits for a request's head for as long as a connection may stay idle, and for its body without an end.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from handlers.express import ROUTES, Answer, Tell, Ways
from handlers.hall import Hall
from handlers.headers import locked_down

HEAD = 10.0  # seconds for a request's head to arrive, from its first byte or from the connection's beginning
BODY = 15.0  # seconds for its body
IDLE = 75.0  # seconds between two requests of a connection: longer than usual proxies keep one
HEADERS = locked_down("'none'") | {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
MOST = 65_536  # files open at once
RESERVED = 256  # of them for Redis, gateways, channels and files
ONE_YEAR = "max-age=31536000"
FAILED = 500
UNREADABLE = web.RequestKey("unreadable", int)  # of a request: how many parts of its body could not be read
Network = IPv4Network | IPv6Network


class Doors(web.AppRunner):
    """An application behind doors. ``trusted`` are the proxies whose word about the customer's address counts;
    ``secure`` says that the world reaches it by https alone. ``tell`` hears of every answer: its route, its status, and
    how many parts of a signed body could not be read. ``closing`` says whether an answer is to be its connection's last.
    Without ``express`` every request goes the usual way, as where each is to be logged.
    """

    def __init__(
        self,
        app: web.Application,
        *,
        most: int,
        trusted: tuple[Network, ...] = (),
        secure: bool = False,
        tell: Tell = lambda route, status, unreadable: None,
        closing: Callable[[], bool] = lambda: False,
        express: bool = True,
        head: float = HEAD,
        body: float = BODY,
        access_log_class: type | None = None,
        shutdown_timeout: float = 60.0,
    ) -> None:
        given = {"access_log_class": access_log_class} if access_log_class else {"access_log": None}
        super().__init__(app, keepalive_timeout=IDLE, shutdown_timeout=shutdown_timeout, **given)
        self._most = most
        self._head = head
        self._body = body
        self._trusted = trusted
        self._tell = tell
        self._headers = HEADERS | ({"Strict-Transport-Security": ONE_YEAR} if secure else {})
        self._hall: Hall | None = None
        self._ways = Ways(app.get(ROUTES, {}) if express else {}, tell, closing, IDLE)
        self._patience = shutdown_timeout
        app.middlewares.insert(0, self._receive)
        app.on_response_prepare.append(self._dress)

    @property
    def server(self) -> web.Server | None:
        """Return what makes the handler of a new connection: the server's own, with a doorman before it."""
        inner = super().server
        if inner is None:
            return None
        if self._hall is None:
            self._hall = Hall(inner, self._most, self._head, self._ways)
        return cast(web.Server, self._hall)

    async def cleanup(self) -> None:
        """Listen no more, finish what came by express, then let the handlers of all connections go."""
        for site in self.sites:
            await site.stop()
        await self._ways.finish(self._patience)
        if self._hall is not None:
            self._hall.close()
        await super().cleanup()

    @web.middleware
    async def _receive(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        doorman = self._hall.doorman(request.transport) if self._hall else None
        slow = asyncio.get_running_loop().call_later(self._body, _too_slow, request) if request.can_read_body else None
        if doorman:
            doorman.begin()
        inside, status = named(request, self._trusted), FAILED
        try:
            response = await handler(inside)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            self._tell(_route(request), status, inside.get(UNREADABLE, 0))
            if slow:
                slow.cancel()
            if doorman:
                doorman.end()

    async def _dress(self, request: web.Request, response: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "polisbot"  # and no word about what serves it


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


def responded(request: web.Request, answer: Answer) -> web.Response:
    """Return a webhook's answer to a request that came the usual way."""
    request[UNREADABLE] = answer.unreadable
    headers = {"Retry-After": answer.retry_after} if answer.retry_after else {}
    if not answer.body:
        return web.Response(status=answer.status, headers=headers)
    return web.Response(status=answer.status, body=answer.body, headers=headers, content_type="application/json")


def _is_one(address: str | None, networks: tuple[Network, ...]) -> bool:
    found = _address(address or "")
    return found is not None and any(found in network for network in networks)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"


def _too_slow(request: web.Request) -> None:
    if not request.content.is_eof():
        request.content.set_exception(web.HTTPRequestTimeout())
