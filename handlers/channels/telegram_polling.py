"""Telegram's way in by long polling: an update is confirmed when it and all before it are durably handled."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import groupby

import msgspec
import structlog
from msgspec import Raw, Struct
from telegram.error import Conflict, RetryAfter, TelegramError

from handlers.caught import Caught
from handlers.channels.telegram_answers import PrivateOnly, answer, directly
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_errors import AnswerLost, seconds_of
from handlers.channels.telegram_updates import ALLOWED_UPDATES, NAME, GroupNotice, decode
from handlers.ports import Clock, Inbound, Problem, Receiver, UnreadableUpdate
from handlers.vigil import rest
from storage.errors import StoreDown

WAIT = 30  # seconds that Telegram may hold a poll open
BATCH = 100
FIRST_PAUSE = 1.0  # seconds, doubled up to the longest
LONGEST_PAUSE = 30.0
WAY = "getUpdates"
ATTEMPTS = 5  # of an update that breaks us, before it is given up: it would hold up all others for ever
_log = structlog.get_logger(__name__)


class _HeldUp(Problem):
    """Not all of a batch is durable: the offset stays at the first that is not."""


class _GetUpdates(Struct):
    offset: int
    limit: int
    timeout: int
    allowed_updates: tuple[str, ...] = ALLOWED_UPDATES


class _Numbered(Struct):
    update_id: int


class _Update(Struct, frozen=True):
    id: int
    heard: Inbound | GroupNotice | None


_encode = msgspec.json.Encoder().encode
_batch = msgspec.json.Decoder(list[Raw]).decode
_numbers = msgspec.json.Decoder(list[_Numbered]).decode


class TelegramPolling:
    """The poller: one process of an installation polls.

    ``unread`` hears of each update that could not be read, ``held_up`` of why Telegram gives no updates ("": it does).
    """

    def __init__(
        self,
        api: TelegramApi,
        receiver: Receiver,
        clock: Clock,
        private_only: PrivateOnly,
        *,
        wait: int = WAIT,
        first_pause: float = FIRST_PAUSE,
        unread: Callable[[], None] = lambda: None,
        held_up: Callable[[str], None] = lambda why: None,
    ) -> None:
        self._api = api
        self._receiver = receiver
        self._clock = clock
        self._private_only = private_only
        self._wait = wait
        self._first_pause = first_pause
        self._unread = unread
        self._held_up = held_up
        self._offset = 0
        self._failures: Counter[int] = Counter()
        self._ours = False
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Take the bot over from a webhook, then poll until ``stop`` is called."""
        pause = self._first_pause
        while not self._stopping.is_set():
            with Caught() as caught:
                await self._poll()
            match caught.error:
                case None:
                    self._held_up("")
                    pause = self._first_pause
                case _HeldUp():
                    pause = await self._back_off(pause, 0, "not all updates are durable")
                case TelegramError() as error:
                    wanted, why = _reason(error)
                    self._held_up(why)
                    pause = await self._back_off(pause, wanted, why)
                case error:
                    _log.error("telegram: polling broke", channel=NAME, alert=True, exc_info=error)
                    pause = await self._back_off(pause, 0, "a mistake of ours")
        self._held_up("")

    def stop(self) -> None:
        """Let ``run`` end: at once while it waits, else when the batch at hand is handled."""
        self._stopping.set()

    async def _poll(self) -> None:
        if not self._ours:
            await self._api.call("deleteWebhook", b"{}")
            self._ours = True
        if (result := await self._fetch()) is not None:
            await self._handle(_read(result))

    async def _fetch(self) -> Raw | None:
        body = _encode(_GetUpdates(offset=self._offset, limit=BATCH, timeout=self._wait))
        fetching = asyncio.ensure_future(self._api.call("getUpdates", body, self._wait + 10))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return fetching.result() if fetching.done() else None
        finally:
            fetching.cancel()
            stopping.cancel()
            await asyncio.gather(fetching, stopping, return_exceptions=True)

    async def _handle(self, batch: list[tuple[int, Raw]]) -> None:
        if not batch:
            return
        updates = [_Update(number, self._decode(raw)) for number, raw in batch]
        ranked = sorted(updates, key=_chat)  # stable: within a chat in Telegram's order
        chats = [self._handle_chat(list(group)) for _, group in groupby(ranked, _chat)]
        held = [number for number in await asyncio.gather(*chats) if number is not None]
        # What is above the first that is not durable comes again, and is known then.
        self._offset = min(held) if held else batch[-1][0] + 1
        if held:
            raise _HeldUp
        self._failures.clear()

    async def _handle_chat(self, updates: list[_Update]) -> int | None:
        for update in updates:
            if not await self._handle_one(update):
                return update.id
        return None

    async def _handle_one(self, update: _Update) -> bool:
        if said := answer(update.heard, self._private_only):
            await directly(self._api, said)
        if not isinstance(update.heard, Inbound):
            return True
        [failure] = await asyncio.gather(self._receiver.receive(update.heard), return_exceptions=True)
        if failure is None or isinstance(failure, StoreDown):
            return failure is None
        return self._gives_up(update, failure)

    def _gives_up(self, update: _Update, failure: BaseException) -> bool:
        # A mistake of ours with one update must neither lose it at once nor stop all chats for ever.
        self._failures[update.id] += 1
        attempt = self._failures[update.id]
        _log.error("telegram: update failed", channel=NAME, attempt=attempt, exc_info=failure)
        return attempt >= ATTEMPTS

    def _decode(self, raw: Raw) -> Inbound | GroupNotice | None:
        try:
            return decode(raw, self._clock.now())
        except UnreadableUpdate as error:
            self._unread()
            _log.warning("telegram: unreadable update", channel=NAME, reason=str(error))
            return None

    async def _back_off(self, pause: float, wanted: float, reason: str) -> float:
        seconds = wanted or pause
        _log.warning("telegram: polling waits", channel=NAME, seconds=seconds, reason=reason)
        await rest(self._stopping, seconds)
        return min(pause * 2, LONGEST_PAUSE)


def _read(result: Raw) -> list[tuple[int, Raw]]:
    try:
        return [(numbered.update_id, raw) for numbered, raw in zip(_numbers(result), _batch(result), strict=True)]
    except (ValueError, RecursionError):
        raise AnswerLost("unreadable updates") from None


def _chat(update: _Update) -> str:
    return update.heard.address if update.heard else ""


def _reason(error: TelegramError) -> tuple[float, str]:
    if isinstance(error, RetryAfter):
        return seconds_of(error), "flooded"
    if isinstance(error, Conflict):
        return 0, "another process polls, or a webhook is set"
    return 0, type(error).__name__
