"""The registry's way in: a signed decision about a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from conversations.events import Decided
from conversations.references import home
from handlers.http_server import UNREADABLE, read_body
from handlers.ports import UnreadableUpdate
from handlers.turns import Turns
from storage.errors import StoreDown

log = structlog.get_logger()

PATH = "/webhooks/registry"
RETRY_AFTER = {"Retry-After": "5"}

Verify = Callable[[str, str, bytes], bool]
Decode = Callable[[bytes], tuple[str, Decided]]
Find = Callable[[str], Awaitable[str | None]]


class RegistryCallback:
    """Answers 204 when a decision is recorded (or was before), 401 unsigned, 422 and why for one that cannot be read, 503
    with Retry-After for a reference not known yet."""

    def __init__(self, turns: Turns, find: Find, verify: Verify, decode: Decode) -> None:
        self._turns = turns
        self._find = find
        self._verify = verify
        self._decode = decode

    async def handle(self, request: web.Request) -> web.Response:
        """Check the signature on the raw body, then record the decision."""
        timestamp, signature = request.headers.get("X-Timestamp"), request.headers.get("X-Signature")
        if not timestamp or not signature:
            return web.Response(status=401)  # without waiting for a stranger's body
        body = await read_body(request)
        if not self._verify(timestamp, signature, body):
            return web.Response(status=401)
        try:
            key, decision = self._decode(body)
        except UnreadableUpdate as no:
            request[UNREADABLE] = 1
            log.warning("registry_unreadable", why=str(no))
            return web.json_response({"error": str(no)}, status=422)
        try:
            return await self._record(key, decision)
        except StoreDown:
            return web.Response(status=503, headers=RETRY_AFTER)

    async def _record(self, key: str, decision: Decided) -> web.Response:
        if home(decision.reference) is None:
            return web.Response(status=204)
        account = await self._find(decision.reference)
        if account is None:
            return web.Response(status=503, headers=RETRY_AFTER)
        await self._turns.decide(account, f"registry:{key}", decision)
        return web.Response(status=204)
