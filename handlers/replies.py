"""One attempt at one reply: what the channel's answer means for it, for its chat, and for what stands behind it."""

from __future__ import annotations

import asyncio

import structlog
from msgspec import Struct

from conversations.messages import Erasure, Message
from handlers.caught import Caught
from handlers.chance import Chance
from handlers.effects import Effects
from handlers.ports import Channel, ChatUnreachable, NotSent, SendLater, SendUnsure, WindowShut
from storage import errors
from storage.outbox import Outbox, Queued

log = structlog.get_logger()

AGAIN = 2.0  # seconds before a reply is repeated whose answer was lost
LONGEST = 300.0  # seconds between two tries
TRIES = 60  # of a reply that the channel does not take: some four hours
SIGN_SHARE = 0.9  # of the time that a sign is shown, after which it is renewed
ARRIVED = ("sent", "delivered", "read")
TRIES_OF_OURS = 8  # of what breaks us: some four minutes


class Address(Struct, frozen=True):
    """Where a chat's replies go, and the customer's last message there (for signs that we are at work)."""

    channel: str
    address: str
    message: str = ""


class Wait(Struct, frozen=True):
    """The chat waits so many seconds; nobody else does."""

    seconds: float


class Gone(Struct, frozen=True):
    """It is settled: the channel's id of it, and its state. ``why`` lays it aside; ``blocked``: the chat takes nothing.

    ``error`` is what the care team is told of a failure: a code of ours, or the channel's own.
    """

    state: str
    message: str = ""
    why: str = ""
    blocked: bool = False
    error: str = ""


class Replies:
    """Sends replies, and notices by email where the chat cannot take them."""

    def __init__(self, outbox: Outbox, channels: dict[str, Channel], effects: Effects, chance: Chance) -> None:
        self._outbox = outbox
        self._channels = channels
        self._effects = effects
        self._chance = chance

    async def attempt(self, account: str, where: Address, queued: Queued, body: Message | Erasure) -> Gone | Wait:
        """Send one reply; raises StoreDown before it was sent, never after: it would be sent again."""
        channel = self._channels[where.channel]
        if channel.tells_later and isinstance(body, Message) and body.notice is not None:
            await self._outbox.keep(account, queued)
        with Caught() as broke:
            sent = await self._send(channel, account, where, body)
        if broke.error is not None:
            return await self._failed(account, queued, body, broke.error)
        return Gone("sent", sent)

    async def _failed(self, account: str, queued: Queued, body: Message | Erasure, error: Exception) -> Gone | Wait:
        match error:
            case SendLater():
                return put_off(queued.tries, error.seconds, TRIES, "the channel takes nothing")
            case SendUnsure():
                # Repeated once, unless a status told meanwhile that it arrived.
                if not queued.not_before and not await self._outbox.delivery(account, queued.id):
                    return Wait(AGAIN)
                return Gone("unsure")
            case ChatUnreachable():
                await self.fall_back(account, body)
                return Gone("failed", blocked=True, error="unreachable")
            case _Told():
                return Gone("failed", error=error.code)
            case NotSent():
                return Gone("failed", why=f"refused: {error}", error="refused")
            case errors.StoreDown():
                raise error
        return put_off(queued.tries, 0, TRIES_OF_OURS, _mistake(error))

    async def arrived(self, account: str, where: Address, entries: tuple[Queued, ...]) -> dict[str, Gone]:
        """Return which replies of an outbox that somebody left behind need no second sending: their channel told of them."""
        if not self._channels[where.channel].tells_later:
            return {}
        found: dict[str, Gone] = {}
        for queued in entries:
            if isinstance(queued.body, Message) and await self._outbox.delivery(account, queued.id) in ARRIVED:
                found[queued.id] = Gone("sent")
        return found

    async def fall_back(self, account: str, body: object) -> None:
        """Send a notice by email."""
        if isinstance(body, Message) and body.notice is not None:
            await self._effects.mail_notice(account, body.id, body.notice, self._chance(8).hex())

    async def _send(self, channel: Channel, account: str, where: Address, body: Message | Erasure) -> str:
        if isinstance(body, Erasure):
            await channel.erase(where.address, body.message)
            return ""
        reference = f"{account}:{body.id}"
        try:
            if not body.closed:
                return await channel.send(where.address, body, reference)
        except WindowShut:
            if body.notice is None:
                raise _Told("the 24-hour window is shut", "window") from None
        try:
            return await channel.notify(where.address, body, reference)
        except NotSent as no:
            await self.fall_back(account, body)
            raise _Told(str(no), "template") from None


class Sign:
    """The sign that we are at work: shown once that takes a while, and again, until ``stop``."""

    def __init__(self, channel: Channel, where: Address) -> None:
        self._channel = channel
        self._where = where
        self._shown: asyncio.Task[None] | None = None
        self._first = asyncio.get_running_loop().call_later(channel.sign_after, self._begin)

    def stop(self) -> None:
        """Show it no more."""
        self._first.cancel()
        if self._shown is not None:
            self._shown.cancel()

    def _begin(self) -> None:
        self._shown = asyncio.ensure_future(self._show())

    async def _show(self) -> None:
        while True:
            await self._channel.typing(self._where.address, self._where.message)
            await asyncio.sleep(self._channel.sign_lasts * SIGN_SHARE)


def put_off(tries: int, seconds: float, most: int, why: str) -> Gone | Wait:
    """Let an entry wait, longer from try to try; after ``most`` tries it is laid aside."""
    if tries < most:
        return Wait(max(seconds, min(2.0**tries, LONGEST)))
    return Gone("failed", why=why, error="away")


class _Told(NotSent):
    """It did not go out, and nobody needs to look at it: that is how the channel is, or it went by another way."""

    def __init__(self, why: str, code: str) -> None:
        super().__init__(why)
        self.code = code


def _mistake(error: BaseException) -> str:
    log.error("reply_broke", exc_info=error)
    return f"a mistake of ours: {type(error).__name__}"
