"""How Telegram hands updates over: by webhook, one queue a chat and one a tapping user, or when they are fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import msgspec
from aiohttp import ClientTimeout
from msgspec import Struct

from handlers.ports import Clock
from handlers.sandbox.telegram_methods import GetUpdates, Refusal, SetWebhook
from handlers.sandbox.telegram_shapes import Update, WebhookInfo
from handlers.sandbox.trouble import Trouble

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE = 2.0  # seconds before the second repeat (the first comes at once), doubled up to the longest
LONGEST_PAUSE = 60.0
MOST_RETRY_AFTER = 3600.0
_DAY = 24 * 3600 * 1000
_TAP_LIFE = 150 * 1000  # milliseconds: an older tap is not delivered any more
_TIMEOUT = ClientTimeout(total=60)
_HEADERS = {"Content-Type": "application/json"}
Execute = Callable[[bytes], Awaitable[None]]


class _Waiting(Struct, frozen=True):
    id: int
    lane: str
    kind: str
    at: int
    body: bytes


class Delivery:
    """The updates that the bot has not taken yet. ``execute`` carries out the call within a webhook's answer."""

    def __init__(self, trouble: Trouble, clock: Clock, execute: Execute, first_pause: float = FIRST_PAUSE) -> None:
        self._trouble = trouble
        self._clock = clock
        self._execute = execute
        self._first_pause = first_pause
        self._waiting: list[_Waiting] = []
        self._held: list[_Waiting] = []
        self._webhook = SetWebhook()
        self._allowed: tuple[str, ...] = ()
        self._error = ""
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._pollers = 0
        self._closing = False
        self._changed = asyncio.Condition()
        self._session: aiohttp.ClientSession | None = None

    async def add(self, update: Update) -> None:
        """Let an update go its way: at once, or with others when a batch was ordered."""
        if self._allowed and update.kind not in self._allowed:
            return
        self._held.append(_waiting(update, self._clock.now()))
        if len(self._held) < self._trouble.batch:
            return
        if self._trouble.batch:
            self._trouble.batch = 0
        self._waiting += self._held
        self._held = []
        await self._wake()

    async def use_webhook(self, webhook: SetWebhook) -> None:
        """Deliver to ``webhook.url`` from now on ("": nowhere, updates are fetched)."""
        await self._stop_workers()
        self._webhook = webhook
        self._allowed = webhook.allowed_updates
        if webhook.drop_pending_updates:
            self._waiting = []
        await self._wake()

    def info(self) -> WebhookInfo:
        """Return how the webhook stands."""
        return WebhookInfo(
            url=self._webhook.url,
            has_custom_certificate=False,
            pending_update_count=len(self._waiting),
            max_connections=self._webhook.max_connections if self._webhook.url else 0,
            allowed_updates=self._allowed,
            last_error_message=self._error,
        )

    async def fetch(self, ask: GetUpdates) -> list[bytes]:
        """Forget what is confirmed and return what waits; raises Refusal (409) beside a webhook or another poll."""
        if self._webhook.url:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        self._allowed = ask.allowed_updates or self._allowed
        self._waiting = [one for one in self._waiting if one.id >= ask.offset]
        self._pollers += 1
        mine = self._pollers
        await self._wake()
        await self._something(mine, ask.timeout)
        if mine != self._pollers:
            raise Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        copies = 1 + self._trouble.duplicate
        return [one.body for one in self._waiting[: ask.limit] for _ in range(copies)]

    async def polled(self) -> None:
        """Wait until somebody fetches updates for the first time."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._pollers > 0)

    async def taken(self) -> None:
        """Wait until the bot has taken everything."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._waiting)

    async def close(self) -> None:
        """Stop delivering and let every poll end."""
        self._closing = True
        await self._stop_workers()
        await self._wake()
        if self._session is not None:
            await self._session.close()

    async def _something(self, mine: int, seconds: int) -> None:
        def there() -> bool:
            return bool(self._waiting or self._closing or self._webhook.url or mine != self._pollers)

        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(there)
        except TimeoutError:
            pass  # A poll that finds nothing is answered with nothing.

    async def _wake(self) -> None:
        if self._webhook.url and not self._closing:
            for lane in {one.lane for one in self._waiting} - set(self._workers):
                self._workers[lane] = asyncio.ensure_future(self._work(lane))
        async with self._changed:
            self._changed.notify_all()

    async def _work(self, lane: str) -> None:
        # The next update of a queue waits for the 2xx of the one before.
        while (update := next((one for one in self._waiting if one.lane == lane), None)) is not None:
            for _ in range(1 + self._trouble.duplicate):
                await self._until_taken(update)
            self._waiting.remove(update)
        del self._workers[lane]
        await self._wake()

    async def _until_taken(self, update: _Waiting) -> None:
        pause = 0.0
        life = _TAP_LIFE if update.kind == "callback_query" else _DAY
        while self._clock.now() - update.at <= life:
            status, retry_after = await self._post(update.body)
            if 200 <= status < 300:
                return
            self._error = f"Wrong response from the webhook: {status}"
            await asyncio.sleep(min(retry_after, MOST_RETRY_AFTER) or pause)
            pause = min(max(pause * 2, self._first_pause), LONGEST_PAUSE)

    async def _post(self, body: bytes) -> tuple[int, float]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        headers = _HEADERS | ({SECRET_HEADER: self._webhook.secret_token} if self._webhook.secret_token else {})
        try:
            async with self._session.post(self._webhook.url, data=body, headers=headers) as response:
                answer = await response.read()
                status, retry_after = response.status, response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0, 0
        if status == 200 and answer:
            await self._execute(answer)
        return status, float(retry_after) if retry_after.isdigit() else 0

    async def _stop_workers(self) -> None:
        workers, self._workers = list(self._workers.values()), {}
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


def _waiting(update: Update, at: int) -> _Waiting:
    tap = update.callback_query
    message = update.message or update.edited_message or update.my_chat_member
    lane = f"user {tap.sender.id}" if tap else f"chat {message.chat.id if message else 0}"
    return _Waiting(update.update_id, lane, update.kind, at, msgspec.json.encode(update))
