"""The health of outside parties: each call is noted by how it ended, told to operators, and handed on for the console."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType

import structlog
from msgspec import Struct

from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from conversations.limits import MINUTE, SECOND
from conversations.messages import Letter, Message, Text
from handlers.courier import Poster
from handlers.ports import (
    Channel,
    ChatUnreachable,
    Clock,
    Fault,
    LinkRefused,
    Mailer,
    NoTemplate,
    NotSent,
    Problem,
    Registry,
    RegistryDown,
    SendLater,
    SendUnsure,
    Texter,
    WindowShut,
)
from handlers.vigil import attempt, rest
from storage.care import Hook
from storage.errors import StorageProblem
from storage.pulses import Pulses

log = structlog.get_logger()

EVERY = 5.0  # seconds
AT_ONCE = MINUTE  # between two lines about one party, when it fails anew
STILL = 15 * MINUTE  # between two lines about one party that goes on failing

# Hears of each call: the party, how it ended (good, bad, unsure), and how many seconds it took.
CountCall = Callable[[str, str, float], None]


class _Party(Struct):
    """What is known of one party: its fault and ``since`` when, which fault was ``told`` of this outage, and when one was
    told last (``told_at``, 0: never); ``failed``: calls since then.
    """

    asked: bool = False
    fault: Fault | None = None
    since: int = 0
    told: Fault | None = None
    told_at: int = 0
    failed: int = 0

    def is_due(self, fault: Fault, now: int) -> bool:
        """Tell whether a fault is to be told now."""
        known = self.told is not None and self.told.refuses == fault.refuses
        return not self.told_at or now - self.told_at >= (STILL if known else AT_ONCE)

    def says(self) -> str:
        """Say how it fares."""
        if self.fault is None:
            return "answers" if self.asked else "not asked yet"
        if self.fault.refuses:
            return f"refuses: {self.fault.why}"
        return f"away since {datetime.fromtimestamp(self.since // SECOND, UTC).isoformat()}: {self.fault.why}"


class ProviderHealth:
    """What this process sees of the outside parties. ``parties`` are named before they were asked."""

    def __init__(
        self,
        pulses: Pulses,
        clock: Clock,
        parties: Iterable[str] = (),
        count: CountCall = lambda party, outcome, seconds: None,
    ) -> None:
        self._pulses = pulses
        self._clock = clock
        self._count = count
        self._parties = {name: _Party() for name in parties}
        self._ended: Counter[str] = Counter()
        self._stopping = asyncio.Event()

    def noted(self, party: str) -> Noted:
        """Note how a call ended, which is made in the context that is returned."""
        return Noted(self, party)

    def note(self, party: str, outcome: str, fault: Fault | None, seconds: float) -> None:
        """Note one call: how it ended (good, bad, unsure), and what is wrong with the party."""
        self._ended[f"{party}:{outcome}"] += 1
        self._count(party, outcome, seconds)
        known = self._parties.setdefault(party, _Party())
        known.asked = True
        if fault is not None:
            self._failed(party, known, fault)
        elif outcome == "good":
            self._answered(party, known)

    def states(self) -> dict[str, str]:
        """Say of each party how its last calls fared."""
        return {name: party.says() for name, party in self._parties.items()}

    async def run(self) -> None:
        """Hand on until ``stop`` is called; while Redis is away, nothing is lost but its minute."""
        while not self._stopping.is_set():
            await rest(self._stopping, EVERY)
            await attempt("provider health", self.hand_on)

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

    def _failed(self, name: str, party: _Party, fault: Fault) -> None:
        now = self._clock.now()
        if party.fault is None:
            party.since = now
        party.fault = fault
        party.failed += 1
        if not party.is_due(fault, now):
            return
        if fault.refuses:  # nobody but the operator can mend it
            log.error("party_refuses", alert=True, party=name, why=fault.why, count=party.failed)
        else:
            log.warning("party_away", party=name, why=fault.why, count=party.failed)
        party.told, party.told_at, party.failed = fault, now, 0

    def _answered(self, name: str, party: _Party) -> None:
        if party.fault is None:
            return
        if party.told:
            log.info("party_answers", party=name, seconds=(self._clock.now() - party.since) // SECOND)
        party.fault = party.told = None


class Noted:
    """One call: what is a customer's own doing, or a clear answer, is no fault of the party."""

    __slots__ = ("_begun", "_health", "_party")

    def __init__(self, health: ProviderHealth, party: str) -> None:
        self._health = health
        self._party = party
        self._begun = 0.0

    def __enter__(self) -> None:
        """Begin."""
        self._begun = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Note how it ended; what is no party's word (a mistake of ours, the end of the process) is not counted."""
        if outcome := _outcome(error):
            fault = error.fault if isinstance(error, Problem) else None
            self._health.note(self._party, outcome, fault, time.perf_counter() - self._begun)


def _outcome(error: BaseException | None) -> str:
    match error:
        case None | ChatUnreachable() | WindowShut() | LinkRefused():
            return "good"
        case Problem(fault=Fault(refuses=True)) | RegistryDown():
            return "bad"
        case SendUnsure() | SendLater():
            return "unsure"
        case NoTemplate():
            return ""
        case NotSent():
            return "bad"
    return ""


class MonitoredMailer:
    """A mailer whose calls are noted."""

    def __init__(self, inside: Mailer, health: ProviderHealth) -> None:
        self._inside = inside
        self._health = health

    async def mail(self, letter: Letter) -> None:
        """Mail."""
        with self._health.noted("email"):
            await self._inside.mail(letter)


class MonitoredTexter:
    """A texter whose calls are noted."""

    def __init__(self, inside: Texter, health: ProviderHealth) -> None:
        self._inside = inside
        self._health = health

    async def text(self, text: Text) -> None:
        """Text."""
        with self._health.noted("sms"):
            await self._inside.text(text)


class MonitoredRegistry:
    """A registry whose calls are noted."""

    def __init__(self, inside: Registry, health: ProviderHealth) -> None:
        self.polls = inside.polls
        self._inside = inside
        self._health = health

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Look up."""
        with self._health.noted("registry"):
            return await self._inside.look_up(ask)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link."""
        with self._health.noted("registry"):
            return await self._inside.link(ask, channel, account_hash)

    async def unlink(self, link_id: str) -> bool:
        """Unlink."""
        with self._health.noted("registry"):
            return await self._inside.unlink(link_id)

    async def status(self, link_id: str) -> tuple[str, str]:
        """Ask how a request stands."""
        with self._health.noted("registry"):
            return await self._inside.status(link_id)


class MonitoredChannel:
    """A channel whose sends are noted."""

    def __init__(self, inside: Channel, health: ProviderHealth) -> None:
        self.name = inside.name
        self.erases = inside.erases
        self.sign_after = inside.sign_after
        self.sign_lasts = inside.sign_lasts
        self.tells_later = inside.tells_later
        self.erase = inside.erase
        self.typing = inside.typing
        self.speak = inside.speak
        self._inside = inside
        self._health = health

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send."""
        with self._health.noted(self.name):
            return await self._inside.send(address, message, reference)

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Send a notice as a template: a template that is refused says nothing against messages."""
        with self._health.noted(f"{self.name}_templates"):
            return await self._inside.notify(address, message, reference)


class MonitoredPoster:
    """A poster of webhooks whose calls are noted."""

    def __init__(self, inside: Poster, health: ProviderHealth) -> None:
        self._inside = inside
        self._health = health

    async def post(self, hook: Hook, body: bytes, at: int) -> None:
        """Post."""
        with self._health.noted("webhooks"):
            await self._inside.post(hook, body, at)
