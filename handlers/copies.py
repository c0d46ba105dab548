"""The copy of all data: what the chat holds and its transcript, whole, to a registered email, a few times a day."""

from __future__ import annotations

import structlog

from conversations.effects import SendCopy
from conversations.events import CopyNotSent, CopyRefused, CopySent, Happening
from conversations.locales import Voice, copy_letter
from conversations.scene import say
from conversations.steps.own_data import WHOLE, held
from conversations.turn import Instant, Say
from handlers.guards import Guards
from handlers.ports import Clock, Mailer, NotSent, SendUnsure
from storage.chats import Chats, Line
from storage.errors import StoreDown
from storage.limits import Limits, Refused
from storage.outbox import Outbox

MOST = 5_000  # lines of a transcript, the newest: a letter that a mail server takes
_WORDS = {"customer": "copy.customer", "bot": "copy.bot", "agent": "copy.agent"}

log = structlog.get_logger()


class Copies:
    """Writes and sends copies."""

    def __init__(
        self,
        *,
        chats: Chats,
        mailer: Mailer,
        voice: Voice,
        limits: Limits,
        guards: Guards,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._chats = chats
        self._mailer = mailer
        self._voice = voice
        self._limits = limits
        self._guards = guards
        self._outbox = outbox
        self._clock = clock

    async def send(self, account: str, copy: SendCopy, attempt: str) -> Happening:
        """Send a copy, if the day's are not used up and the chat is still the one that asked."""
        try:
            taken = await self._limits.take_all(copy.id, self._guards.copies(account), self._clock.now())
            if isinstance(taken, Refused):
                return CopyRefused(copy.id, taken.until)
            loaded = await self._chats.load(account)
            if loaded.chat is None or loaded.chat.era != copy.era:
                return CopyNotSent(copy.id)
            lines = (
                *held(loaded.chat, WHOLE, MOST),
                *_transcript(await self._chats.transcript(account), loaded.chat.since),
            )
            if not await self._outbox.mark(account, copy.id, attempt):
                return CopyNotSent(copy.id)
        except StoreDown:
            return CopyNotSent(copy.id)
        try:
            await self._mailer.mail(copy_letter(self._voice, copy, loaded.chat.language, loaded.chat.channel, lines))
        except (NotSent, SendUnsure) as no:
            log.warning("copy_not_sent", why=str(no))
            return CopyNotSent(copy.id)
        return CopySent(copy.id)


def _transcript(lines: tuple[Line, ...], since: int) -> tuple[Say, ...]:
    """Word the records since the account's present owner came; what was noted for nobody's ears is not theirs either."""
    told = [line for line in lines if line.at >= since and line.who in _WORDS][-MOST:]
    if not told:
        return ()
    return (
        say("copy.chat"),
        *(say(_WORDS[line.who], datetime=Instant(line.at), text=line.text) for line in told),
    )
