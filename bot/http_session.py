"""The session of all outgoing HTTP calls: the authorities that are trusted, and our name."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

AT_ONCE = 128  # connections to one outside party

# Hears of each answer: whose address it came from, and its headers.
Observe = Callable[[URL, CIMultiDictProxy[str]], None]


def open_session(
    authorities: Path | None,
    *,
    resolver: AbstractResolver | None = None,
    observe: Observe | None = None,
) -> aiohttp.ClientSession:
    """Make a session, to be closed by the caller; within a running loop.

    ``authorities``: a file of certificates that are trusted beside the system's. Each party has connections of its own, so
    that a slow one fills its own room only. Calls are made by ``handlers.http_client.ask``, which heeds proxies.
    """
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=AT_ONCE, ssl=trusting(authorities), resolver=resolver)
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": f"polisbot/{version('polisbot')}", "Accept-Encoding": "identity"},
        trace_configs=[_tracing(observe)] if observe else [],
    )


def trusting(authorities: Path | None) -> ssl.SSLContext:
    """Return what trusts the system's authorities, and those of a file (PEM)."""
    context = ssl.create_default_context()
    if authorities:
        context.load_verify_locations(authorities)
    return context


def _tracing(observe: Observe) -> aiohttp.TraceConfig:
    async def ended(
        session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        observe(params.url, params.response.headers)

    tracing = aiohttp.TraceConfig()
    tracing.on_request_end.append(ended)
    return tracing
