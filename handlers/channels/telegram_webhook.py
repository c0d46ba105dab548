"""Telegram's way in by webhook: the secret first, then size, then one typed decode, then the turn."""

from __future__ import annotations

import hmac

import structlog
from aiohttp import web

from handlers.channels.telegram_answers import PrivateOnly, answer, within_webhook
from handlers.channels.telegram_updates import NAME, GroupNotice, decode
from handlers.channels.whole_body import SLOWEST, read_whole
from handlers.doors import responded
from handlers.express import DONE, Answer, Route, add_route
from handlers.ports import Clock, Inbound, Receiver, StoreDown, UnreadableUpdate

PATH = "/webhooks/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_AFTER = "2"  # seconds, when the store is down
_log = structlog.get_logger(__name__)


class TelegramWebhook:
    """The route. ``unreadable`` counts signed bodies that could not be read."""

    def __init__(
        self, secret: str, receiver: Receiver, clock: Clock, private_only: PrivateOnly, slowest: float = SLOWEST
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
        add_route(app, Route(PATH, SECRET_HEADER, self.take))

    async def handle(self, request: web.Request) -> web.Response:
        """Take an update in whose request came the usual way; without the secret its body is not even read."""
        secret = request.headers.get(SECRET_HEADER, "")
        body = await read_whole(request, self._slowest) if self._knows(secret) else b""
        return responded(request, await self.take(secret, body))

    async def take(self, secret: str, body: bytes) -> Answer:
        """Answer 200 when the update is durably handled, 401 without the secret, 503 when the store is down.

        Source: https://core.telegram.org/bots/api#setwebhook
        """
        if not self._knows(secret):
            return Answer(401)
        try:
            heard = decode(body, self._clock.now())
        except UnreadableUpdate as error:
            return self._give_up(error)
        if isinstance(heard, Inbound):
            try:
                await self._receiver.receive(heard)
            except StoreDown:
                return Answer(503, retry_after=RETRY_AFTER)
        return self._done(heard)

    def _knows(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode("utf-8", "surrogateescape"), self._secret)

    def _give_up(self, error: UnreadableUpdate) -> Answer:
        # Another delivery would read no better.
        self.unreadable += 1
        _log.warning("telegram: unreadable update", channel=NAME, reason=str(error))
        return Answer(unreadable=1)

    def _done(self, heard: Inbound | GroupNotice | None) -> Answer:
        said = answer(heard, self._private_only)
        return DONE if said is None else Answer(body=within_webhook(said))
