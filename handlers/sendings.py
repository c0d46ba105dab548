"""Sending a code: first the mark that an attempt was started, then the limits, then the gateway; never twice."""

from __future__ import annotations

import structlog

from conversations.effects import SendCode
from conversations.events import CodeNotSent, CodePaused, CodeRefused, CodeSent, CodeUnsure, Happening
from conversations.limits import MINUTE
from conversations.locales import Voice, letter, text
from handlers.guards import Guards, Windows
from handlers.ports import Clock, Mailer, NotSent, SendUnsure, Texter
from storage.alarm import Alarm
from storage.errors import StoreDown
from storage.limits import Limits, Refused
from storage.outbox import Outbox

ALARMED_SENDS = 2  # codes a linking while the alarm is on: the first and one resend
PAUSED_FOR = 10 * MINUTE  # what a customer is told of a resend that the alarm forbids

log = structlog.get_logger()


class Sendings:
    """Sends codes. Each call makes one attempt."""

    def __init__(
        self,
        *,
        mailer: Mailer,
        texter: Texter | None,
        voice: Voice,
        limits: Limits,
        guards: Guards,
        alarm: Alarm,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self._mailer = mailer
        self._texter = texter
        self._voice = voice
        self._limits = limits
        self._guards = guards
        self._alarm = alarm
        self._outbox = outbox
        self._clock = clock

    async def send(self, account: str, send: SendCode, attempt: str) -> Happening:
        """Send a code unless a limit, the alarm or another attempt forbids it; what cannot be asked forbids it too.

        The mark comes first: what an earlier attempt may have sent must not be called unsent by a refusal, for then the
        code that arrived would be a wrong one. Raises StoreDown when the mark cannot be asked.
        """
        now = self._clock.now()
        if send.expires <= now:
            return CodeNotSent(send.id)
        guards = self._guards.sends(account, send)
        if not await self._outbox.mark(account, send.id, attempt):
            return CodeUnsure(send.id)
        try:
            if await self._alarm.on(now) and (refusal := _alarmed(send, now)):
                return refusal
            taken = await self._limits.take_all(send.id, guards, now)
            if isinstance(taken, Refused):
                return CodeRefused(send.id, taken.until)
        except StoreDown:
            return CodeRefused(send.id, 0)
        return await self._hand_over(send, guards, now)

    async def _hand_over(self, send: SendCode, guards: Windows, now: int) -> Happening:
        outcome: Happening = CodeSent(send.id)
        try:
            await self._deliver(send)
        except NotSent as no:
            log.warning("code_not_sent", method=send.contact.method, why=str(no))
            await self._limits.give_back(send.id, guards, now)
            return CodeNotSent(send.id)
        except SendUnsure as maybe:
            log.warning("code_unsure", method=send.contact.method, why=str(maybe))
            outcome = CodeUnsure(send.id)
        await self._count(send, now)
        return outcome

    async def _count(self, send: SendCode, now: int) -> None:
        try:
            await self._alarm.sent(code_id(send.challenge, send.number), now)
        except StoreDown:
            log.warning("code_not_counted", why="redis did not answer")  # it left all the same

    async def _deliver(self, send: SendCode) -> None:
        if send.contact.method == "email":
            await self._mailer.mail(letter(self._voice, send))
        elif self._texter is None:
            raise NotSent("no SMS gateway is configured")
        else:
            await self._texter.text(text(self._voice, send))


def code_id(challenge: str, number: int) -> str:
    """Name one code of a challenge for the alarm."""
    return f"{challenge}:{number}"


def _alarmed(send: SendCode, now: int) -> Happening | None:
    if send.contact.method == "sms":
        log.warning("sms_paused")
        return CodePaused(send.id)
    return CodeRefused(send.id, now + PAUSED_FOR) if send.number > ALARMED_SENDS else None
