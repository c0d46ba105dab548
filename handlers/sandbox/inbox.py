"""The sandbox's inbox: the SMS and emails of this process, in memory, for whoever sits at this machine."""

from __future__ import annotations

import asyncio
import re
from collections import deque

from msgspec import Struct

from conversations.messages import Letter, Text
from handlers.ports import Clock, NotSent, SendUnsure

KEPT = 50
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


class Received(Struct, frozen=True, kw_only=True):
    """One SMS or email that arrived at ``at`` (milliseconds since 1970, UTC); ``code`` is the code it bears, if any."""

    id: str
    kind: str
    to: str
    subject: str
    text: str
    at: int
    code: str


class InboxTrouble(Struct, kw_only=True):
    """Orders for the next messages: ``refuse`` and ``unsure`` count down, ``delay`` (seconds) stays.

    An unsure message arrives, but its sender is not told so.
    """

    refuse: int = 0
    unsure: int = 0
    delay: float = 0.0


class Inbox:
    """Stands for every customer's mailbox and mobile phone: a Mailer and a Texter."""

    def __init__(self, clock: Clock) -> None:
        self.trouble = InboxTrouble()
        self.version = 0
        self._clock = clock
        self._received: deque[Received] = deque(maxlen=KEPT)
        self._changed = asyncio.Condition()

    @property
    def received(self) -> tuple[Received, ...]:
        """What arrived, oldest first, the last 50."""
        return tuple(self._received)

    async def mail(self, letter: Letter) -> None:
        """Take an email in; raises NotSent or SendUnsure when told so."""
        await self._take("email", letter.to, letter.subject, letter.text)

    async def text(self, text: Text) -> None:
        """Take an SMS in; raises NotSent or SendUnsure when told so."""
        await self._take("sms", text.to, "", text.text)

    async def clear(self) -> None:
        """Forget what arrived."""
        self._received.clear()
        await self._tell()

    async def changed(self, since: int) -> int:
        """Wait until the inbox differs from version ``since`` and return its version."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version > since)
        return self.version

    async def _take(self, kind: str, to: str, subject: str, text: str) -> None:
        if self.trouble.delay:
            await asyncio.sleep(self.trouble.delay)
        if self.trouble.refuse:
            self.trouble.refuse -= 1
            await self._tell()
            raise NotSent("the sandbox was told to refuse it")
        await self._keep(kind, to, subject, text)
        if self.trouble.unsure:
            self.trouble.unsure -= 1
            await self._tell()
            raise SendUnsure("the sandbox was told to lose the answer")

    async def _keep(self, kind: str, to: str, subject: str, text: str) -> None:
        code = _CODE.search(text)
        number = str(self.version + 1)
        self._received.append(
            Received(
                id=number,
                kind=kind,
                to=to,
                subject=subject,
                text=text,
                at=self._clock.now(),
                code=code.group() if code else "",
            )
        )
        await self._tell()

    async def _tell(self) -> None:
        self.version += 1
        async with self._changed:
            self._changed.notify_all()
