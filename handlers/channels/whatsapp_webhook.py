"""WhatsApp's way in: the signature over the raw bytes first, then one typed decode, then every turn of the batch."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable

import structlog
from aiohttp import web

from handlers.channels.whatsapp_errors import NAME
from handlers.channels.whatsapp_updates import Batch, decode
from handlers.http_server import BODY, UNREADABLE, read_body
from handlers.ports import Clock, Inbound, Receiver, UnreadableUpdate
from storage.errors import StoreDown

PATH = "/webhooks/whatsapp"
SIGNATURE_HEADER = "X-Hub-Signature-256"
AT_ONCE = 32  # chats and statuses of one body that are under way at the same time
RETRY_AFTER = {"Retry-After": "2"}  # seconds, when not all of a body is durable
_log = structlog.get_logger(__name__)


class _Chat:
    """One customer's messages in a body, as (time, position, message), and all names that they bear."""

    def __init__(self) -> None:
        self.names: set[tuple[str, str]] = set()
        self.members: list[tuple[int, int, Inbound]] = []


class WhatsAppWebhook:
    """The two routes. ``unreadable`` counts signed bodies, and parts of them, that could not be read."""

    def __init__(
        self,
        app_secret: str,
        verify_token: str,
        phone_number_id: str,
        receiver: Receiver,
        clock: Clock,
        slowest: float = BODY,
    ) -> None:
        if not (app_secret and verify_token):
            raise ValueError("a webhook without its secrets is open to anybody")
        self.unreadable = 0
        self._app_secret = app_secret.encode()
        self._verify_token = verify_token.encode()
        self._phone_number_id = phone_number_id
        self._receiver = receiver
        self._clock = clock
        self._slowest = slowest

    def add_routes(self, app: web.Application) -> None:
        """Add ``GET`` and ``POST /webhooks/whatsapp``."""
        app.router.add_get(PATH, self.verify, allow_head=False)
        app.router.add_post(PATH, self.handle)

    async def verify(self, request: web.Request) -> web.Response:
        """Echo the challenge to who knows the verify token, else 403.

        Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
        """
        given = _bytes(request.query.get("hub.verify_token", ""))
        known = hmac.compare_digest(given, self._verify_token)
        if not known or request.query.get("hub.mode") != "subscribe" or "hub.challenge" not in request.query:
            return web.Response(status=403)
        return web.Response(
            text=request.query["hub.challenge"],
            content_type="text/plain",
            headers={"X-Content-Type-Options": "nosniff"},
        )

    async def handle(self, request: web.Request) -> web.Response:
        """Answer 200 when the whole batch is durably handled, 401 without the signature, 503 when a part is not yet.

        Without a signature the body is not even read.
        Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
        """
        signature = request.headers.get(SIGNATURE_HEADER, "")
        if not signature:
            return web.Response(status=401)
        body = await read_body(request, self._slowest)
        if not self._signed(body, signature):
            return web.Response(status=401)
        try:
            batch = decode(body, self._phone_number_id, self._clock.now())
        except UnreadableUpdate as error:
            self._give_up(request, 1, str(error))
            return web.Response()
        if batch.unreadable:
            self._give_up(request, batch.unreadable, "a part is not as documented")
        if not await self._take(batch):
            return web.Response(status=503, headers=RETRY_AFTER)
        return web.Response()

    def _signed(self, body: bytes, signature: str) -> bool:
        expected = "sha256=" + hmac.new(self._app_secret, body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(_bytes(signature), expected.encode())

    def _give_up(self, request: web.Request, count: int, reason: str) -> None:
        # Another delivery would read no better.
        self.unreadable += count
        request[UNREADABLE] = count
        _log.warning("whatsapp: unreadable update", channel=NAME, count=count, reason=reason)

    async def _take(self, batch: Batch) -> bool:
        """Hand everything in, chats beside each other, and return whether all of it is durable."""
        room = asyncio.Semaphore(AT_ONCE)
        notes = [_within(room, self._receiver.note(status)) for status in batch.statuses]
        chats = [_within(room, self._take_chat(chat)) for chat in by_chat(batch.inbound)]
        failures = await asyncio.gather(*notes, *chats, return_exceptions=True)
        for failure in failures:
            if failure is not None and not isinstance(failure, StoreDown):
                # A mistake of ours with one chat: the others are done, this one is delivered again.
                _log.error("whatsapp: update failed", channel=NAME, exc_info=failure)
        return all(failure is None for failure in failures)

    async def _take_chat(self, messages: list[Inbound]) -> None:
        for inbound in messages:
            await self._receiver.receive(inbound)


def by_chat(messages: tuple[Inbound, ...]) -> list[list[Inbound]]:
    """Sort messages into chats, each by its time and then as they came.

    Who is named here by number and there by id is one customer, if any message names both.
    """
    leads: dict[tuple[str, str], _Chat] = {}
    for position, inbound in enumerate(messages):
        names = inbound.aliases.items()
        chat = next((leads[name] for name in names if name in leads), None) or _Chat()
        chat.members.append((inbound.sent, position, inbound))
        for name in names:
            if (other := leads.get(name, chat)) is not chat:
                chat.members += other.members
                leads |= dict.fromkeys(other.names, chat)
                chat.names |= other.names
            leads[name] = chat
            chat.names.add(name)
    apart = {id(chat): chat for chat in leads.values()}
    return [[inbound for *_, inbound in sorted(chat.members, key=_by_time)] for chat in apart.values()]


def _by_time(member: tuple[int, int, Inbound]) -> tuple[int, int]:
    return member[:2]


async def _within(room: asyncio.Semaphore, work: Awaitable[None]) -> None:
    async with room:
        await work


def _bytes(text: str) -> bytes:
    # A header or a query may hold anything: it must be compared, not raise.
    return text.encode("utf-8", "surrogateescape")
