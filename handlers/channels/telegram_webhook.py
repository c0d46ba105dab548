"""Telegram's way in by webhook: the secret first, then size, then one typed decode, then the turn."""

from __future__ import annotations

import hmac

import structlog
from aiohttp import web

from handlers.channels.telegram_answers import PrivateOnly, answer, within_webhook
from handlers.channels.telegram_updates import NAME, decode
from handlers.http_server import BODY, UNREADABLE, read_body
from handlers.ports import Clock, Inbound, Receiver, UnreadableUpdate
from storage.errors import StoreDown

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_AFTER = {"Retry-After": "2"}  # seconds, when the store is down
JSON = "application/json"
_log = structlog.get_logger(__name__)


class TelegramWebhook:
    """The route. ``unreadable`` counts signed bodies that could not be read."""

    def __init__(
        self, secret: str, receiver: Receiver, clock: Clock, private_only: PrivateOnly, slowest: float = BODY
    ) -> None:
        if not secret:
            raise ValueError("a webhook without a secret is open to anybody")
        self.unreadable = 0
        self._secret = secret.encode()
        self._receiver = receiver
        self._clock = clock
        self._private_only = private_only
        self._slowest = slowest

    def add_routes(self, app: web.Application) -> None:
        """Add ``POST /webhooks/telegram``."""
        app.router.add_post(PATH, self.handle)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer 200 when the update is durably handled, 401 without the secret, 503 when the store is down.

        Without the secret the body is not even read.
        Source: https://core.telegram.org/bots/api#setwebhook
        """
        if not self._knows(request.headers.get(SECRET_HEADER, "")):
            return web.Response(status=401)
        body = await read_body(request, self._slowest)
        try:
            heard = decode(body, self._clock.now())
        except UnreadableUpdate as error:
            return self._give_up(request, error)
        if isinstance(heard, Inbound):
            try:
                await self._receiver.receive(heard)
            except StoreDown:
                return web.Response(status=503, headers=RETRY_AFTER)
        said = answer(heard, self._private_only)
        return web.Response(body=within_webhook(said), content_type=JSON) if said else web.Response()

    def _knows(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode("utf-8", "surrogateescape"), self._secret)

    def _give_up(self, request: web.Request, error: UnreadableUpdate) -> web.Response:
        # Another delivery would read no better.
        self.unreadable += 1
        request[UNREADABLE] = 1
        _log.warning("telegram: unreadable update", channel=NAME, reason=str(error))
        return web.Response()
