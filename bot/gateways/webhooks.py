"""Outgoing webhooks over HTTP: signed, short, without redirects, and never to an address inside unless that is allowed."""

from __future__ import annotations

import socket
from http import HTTPStatus
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.gateways.callback import sign
from bot.http_session import open_session
from handlers.http_client import ask, named_proxy, proxy_of
from handlers.ports import Fault, NotSent, SendUnsure
from handlers.public_addresses import is_inside, is_public
from storage.care import Hook


class PublicAddresses(AbstractResolver):
    """Resolves names to addresses of the public internet alone: looked at here, where the connection is made.

    ``proxies``: names that may be inside, for the operator set them.
    """

    def __init__(self, proxies: frozenset[str]) -> None:
        self._inside = aiohttp.ThreadedResolver()
        self._proxies = proxies

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a name; raises OSError where it has none."""
        resolved = await self._inside.resolve(host, port, family)
        found = resolved if host in self._proxies else [one for one in resolved if is_public(one["host"])]
        if not found:
            raise NotPublic("this name leads to no public address")
        return found

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._inside.close()


class NotPublic(OSError):
    """A name that leads inside: to this machine, or to this network."""


class WebhookPoster:
    """Posts to webhooks, by a proxy where the environment names one.

    ``private`` lets webhooks be inside: on this machine, in this network. ``authorities``: a file of certificates that are
    trusted beside the system's.
    """

    def __init__(self, private: bool, authorities: Path | None = None) -> None:
        self._private = private
        self._authorities = authorities
        self._proxies = frozenset(host for scheme in ("http", "https") if (host := URL(named_proxy(scheme) or "").host))
        self._public = PublicAddresses(self._proxies)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, hook: Hook, body: bytes, at: int) -> None:
        """Post a body, signed as the registry signs its callbacks; raises NotSent or SendUnsure unless it is taken (2xx)."""
        url = URL(hook.url)
        if not self._private and await self._leads_inside(url):
            raise NotSent("its address is not public", Fault("an address that is not public", refuses=True))
        timestamp = str(at // 1000)
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": timestamp,
            "X-Signature": sign(hook.secret, timestamp, body),
        }
        try:
            answer = await ask(self._opened(), "POST", url, data=body, headers=headers)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise SendUnsure(f"no answer ({type(error).__name__})") from None
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise SendUnsure(f"status {answer.status}")
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            raise NotSent(f"status {answer.status}", Fault(str(answer.status), refuses=True))

    async def close(self) -> None:
        """Let the connections go."""
        if self._session:
            await self._session.close()

    async def _leads_inside(self, url: URL) -> bool:
        """Tell whether a webhook is inside, as far as can be told before its connection is made."""
        host = url.host or ""
        if is_inside(host) or host in self._proxies:
            return True
        if proxy_of(url) is None:
            return False  # the resolver looks, at the moment of the connection
        try:
            await self._public.resolve(host)
        except NotPublic:
            return True
        except OSError:
            return False  # a name that only the proxy can resolve
        return False

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = open_session(self._authorities, resolver=None if self._private else self._public)
        return self._session
