"""Feeling the pulse: each call to a provider is noted by how it ended, and handed on every few seconds."""

from __future__ import annotations

import asyncio
from collections import Counter
from types import TracebackType

import structlog

from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from conversations.messages import Letter, Message, Text
from handlers.ports import (
    Channel,
    ChatUnreachable,
    Clock,
    LinkRefused,
    Mailer,
    NotSent,
    Registry,
    RegistryDown,
    SendLater,
    SendUnsure,
    Texter,
    WindowShut,
)
from handlers.vigil import rest
from storage.errors import StorageProblem
from storage.pulses import Pulses

log = structlog.get_logger()

EVERY = 5.0  # seconds


class Pulse:
    """What this process saw of its providers since it last handed it on."""

    def __init__(self, pulses: Pulses, clock: Clock) -> None:
        self._pulses = pulses
        self._clock = clock
        self._ended: Counter[str] = Counter()
        self._stopping = asyncio.Event()

    def noted(self, provider: str) -> Noted:
        """Note how a call ended, which is made in the context that is returned."""
        return Noted(self, provider)

    def note(self, word: str) -> None:
        """Count one call, as ``provider:how``."""
        self._ended[word] += 1

    async def run(self) -> None:
        """Hand on until ``stop`` is called; while Redis is away, nothing is lost but its minute."""
        while not self._stopping.is_set():
            await rest(self._stopping, EVERY)
            try:
                await self.hand_on()
            except StorageProblem as problem:
                log.warning("pulse_waits", why=type(problem).__name__)

    async def hand_on(self) -> None:
        """Hand on what was seen."""
        if not self._ended:
            return
        ended, self._ended = self._ended, Counter()
        try:
            await self._pulses.add(self._clock.now(), ended)
        except StorageProblem:
            self._ended += ended
            raise

    def stop(self) -> None:
        """Let ``run`` end."""
        self._stopping.set()


class Noted:
    """One call: what is a customer's own doing, or a clear answer, is no fault of the provider."""

    __slots__ = ("_provider", "_pulse")

    def __init__(self, pulse: Pulse, provider: str) -> None:
        self._pulse = pulse
        self._provider = provider

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note how it ended; what is no provider's word (a mistake of ours, the end of the process) is not counted."""
        match error:
            case None | ChatUnreachable() | WindowShut() | LinkRefused():
                self._pulse.note(f"{self._provider}:good")
            case SendUnsure() | SendLater():
                self._pulse.note(f"{self._provider}:unsure")
            case NotSent() | RegistryDown():
                self._pulse.note(f"{self._provider}:bad")


class FeltMailer:
    """A mailer whose calls are noted."""

    def __init__(self, inside: Mailer, pulse: Pulse) -> None:
        self._inside = inside
        self._pulse = pulse

    async def mail(self, letter: Letter) -> None:
        """Mail."""
        with self._pulse.noted("email"):
            await self._inside.mail(letter)


class FeltTexter:
    """A texter whose calls are noted."""

    def __init__(self, inside: Texter, pulse: Pulse) -> None:
        self._inside = inside
        self._pulse = pulse

    async def text(self, text: Text) -> None:
        """Text."""
        with self._pulse.noted("sms"):
            await self._inside.text(text)


class FeltRegistry:
    """A registry whose calls are noted."""

    def __init__(self, inside: Registry, pulse: Pulse) -> None:
        self.polls = inside.polls
        self._inside = inside
        self._pulse = pulse

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Look up."""
        with self._pulse.noted("registry"):
            return await self._inside.look_up(ask)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link."""
        with self._pulse.noted("registry"):
            return await self._inside.link(ask, channel, account_hash)

    async def unlink(self, link_id: str) -> bool:
        """Unlink."""
        with self._pulse.noted("registry"):
            return await self._inside.unlink(link_id)

    async def status(self, link_id: str) -> tuple[str, str]:
        """Ask how a request stands."""
        with self._pulse.noted("registry"):
            return await self._inside.status(link_id)


class FeltChannel:
    """A channel whose sends are noted."""

    def __init__(self, inside: Channel, pulse: Pulse) -> None:
        self.name = inside.name
        self.erases = inside.erases
        self.sign_after = inside.sign_after
        self.sign_lasts = inside.sign_lasts
        self.tells_later = inside.tells_later
        self.erase = inside.erase
        self.typing = inside.typing
        self.speak = inside.speak
        self._inside = inside
        self._pulse = pulse

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send."""
        with self._pulse.noted(self.name):
            return await self._inside.send(address, message, reference)

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Send a notice as a template."""
        return await self._inside.notify(address, message, reference)
