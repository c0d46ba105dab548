"""Outgoing webhooks over HTTP: signed, short, without redirects, and never to an address inside unless that is allowed."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, IPv6Network, ip_address

import aiohttp
import structlog
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.gateways.callback import sign
from storage.care import Hook

log = structlog.get_logger()

GLOBAL = IPv6Network("2000::/3")  # global unicast (RFC 4291); outside of it lie NAT64 and other ways to what is inside
TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)


class PublicAddresses(AbstractResolver):
    """Resolves names to addresses of the public internet alone: looked at here, where the connection is made."""

    def __init__(self) -> None:
        self._inside = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a name; raises OSError where it has none."""
        found = [one for one in await self._inside.resolve(host, port, family) if is_public(one["host"])]
        if not found:
            raise OSError("this name leads to no public address")
        return found

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._inside.close()


class WebhookPoster:
    """Posts to webhooks. ``private`` lets them be inside: on this machine, in this network."""

    def __init__(self, private: bool) -> None:
        self._private = private
        self._session: aiohttp.ClientSession | None = None

    async def post(self, hook: Hook, body: bytes, at: int) -> bool:
        """Post a body, signed as the registry signs its callbacks; return whether it was taken (any 2xx)."""
        host = URL(hook.url).host or ""
        if not self._private and is_address(host) and not is_public(host):
            log.warning("webhook_refused", why="its address is not public")
            return False
        timestamp = str(at // 1000)
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": timestamp,
            "X-Signature": sign(hook.secret, timestamp, body),
        }
        try:
            async with self._opened().post(hook.url, data=body, headers=headers, allow_redirects=False) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("webhook_not_taken", why=type(error).__name__)
            return False

    async def close(self) -> None:
        """Let the connections go."""
        if self._session:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = None if self._private else PublicAddresses()
            connector = aiohttp.TCPConnector(limit=10, resolver=resolver)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def is_address(host: str) -> bool:
    """Tell whether a host is written as an address, also in the old short ways (``127.1``): no resolver is asked for those."""
    return ":" in host or host.replace(".", "").isdigit()


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet (an IPv4 address within IPv6 is judged as itself)."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False  # one of the short ways: nobody needs them but who has something to hide
    if isinstance(parsed, IPv6Address):
        within = parsed.ipv4_mapped or parsed.sixtofour
        if within is None and parsed not in GLOBAL:
            return False
        parsed = within or parsed
    return parsed.is_global and not parsed.is_multicast
