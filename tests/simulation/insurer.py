"""The insurer's side: a registry that is slow, away, or answers too late; gateways that refuse, stall or do not say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from msgspec import Struct

from conversations.details import Contact
from conversations.effects import Link, LookUp
from conversations.events import Decided, LinkMade, Matched, NotMatched
from conversations.messages import Letter, Text
from handlers.ports import LinkRefused, NotSent, RegistryDown, SendUnsure
from tests.simulation.loop import Process, far, unheard
from tests.simulation.trouble import Trouble

BOUND = 8.0  # seconds after which a caller gives up
CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")


class Policy(Struct, frozen=True):
    """One policy of the registry."""

    type: str
    policy: str
    participant: str
    born: date
    contacts: tuple[Contact, ...]
    instant: bool

    @property
    def ref(self) -> str:
        """Return the registry's own name for it."""
        return f"pr_{self.type}_{self.policy}_{self.participant}"


class Record(Struct):
    """A link or request at the registry. ``state``: linked, pending, rejected, gone."""

    id: str
    account: str
    policy_ref: str
    challenge: str
    reference: str
    state: str


class Insurer:
    """The registry of a world, shared by its processes. ``hears`` is told of every call when it is made,
    ``answers`` when it was done."""

    def __init__(self, world: Process, chance: Random, trouble: Trouble) -> None:
        self.world = world
        self.chance = chance
        self.trouble = trouble
        self.policies: dict[tuple[str, str, str], Policy] = {}
        self.records: dict[str, Record] = {}
        self.hears: Callable[[Process, str, Any], None] = lambda process, what, ask: None
        self.answers: Callable[[Process, str], None] = lambda process, what: None
        self.decides: Callable[[str, Decided], None] = lambda key, decision: None

    def healthy(self) -> bool:
        """Tell whether trouble is over."""
        return self.world.time() >= self.trouble.until

    def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Answer a look-up."""
        found = self.policies.get((ask.type, ask.policy, ask.participant))
        if found is None or found.born != ask.born:
            return NotMatched(ask.id)
        return Matched(ask.id, found.ref, "JANE RAILEY", "ACTIVE", found.instant, found.contacts)

    def link(self, ask: Link, account: str) -> LinkMade:
        """Link once a challenge; the same challenge gets the same answer."""
        known = self.records.get(ask.challenge)
        if known is None:
            policy = next(policy for policy in self.policies.values() if policy.ref == ask.policy_ref)
            state = "linked" if policy.instant else "pending"
            id = f"l{len(self.records)}"
            known = self.records[ask.challenge] = Record(id, account, policy.ref, ask.challenge, ask.reference, state)
            if state == "pending":
                self.world.after(self.chance.uniform(30, 1200), self.decide, known, self.chance.random() < 0.7)
        elif known.account != account:
            raise LinkRefused("refused")
        policy = next(policy for policy in self.policies.values() if policy.ref == known.policy_ref)
        return LinkMade(ask.id, known.id, not policy.instant)

    def decide(self, record: Record, approved: bool) -> None:
        """Decide a request, and call back."""
        if record.state != "pending":
            return
        record.state = "linked" if approved else "rejected"
        self.decides(record.id, Decided(record.reference, approved, "data"))

    def unlink(self, link_id: str) -> bool:
        """Drop a link or an open request."""
        record = next((record for record in self.records.values() if record.id == link_id), None)
        if record is None or record.state == "gone":
            return True
        if record.reference and record.state == "rejected":
            return False
        record.state = "gone"
        return True


class RegistryLine:
    """A process's way to the registry (``handlers.ports.Registry``)."""

    polls = True

    def __init__(self, insurer: Insurer, process: Process) -> None:
        self._insurer = insurer
        self._process = process

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Ask whether the details belong together."""
        self._insurer.hears(self._process, "look_up", ask)
        found: Matched | NotMatched = await self._ask("look_up", lambda: self._insurer.look_up(ask))
        return found

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link once a challenge."""
        self._insurer.hears(self._process, "link", ask)
        made: LinkMade = await self._ask("link", lambda: self._insurer.link(ask, account_hash))
        return made

    async def unlink(self, link_id: str) -> bool:
        """Drop a link."""
        return bool(await self._ask("unlink", lambda: self._insurer.unlink(link_id)))

    async def status(self, link_id: str) -> tuple[str, str]:
        """Tell how a link stands."""

        def state() -> tuple[str, str]:
            found = next((record for record in self._insurer.records.values() if record.id == link_id), None)
            return (found.state if found else "gone", "data")

        answer: tuple[str, str] = await self._ask("status", state)
        return answer

    async def _ask(self, what: str, ask: Callable[[], Any]) -> Any:
        def work() -> Any:
            answer = ask()
            self._insurer.answers(self._process, what)
            return answer

        insurer, chance, trouble = self._insurer, self._insurer.chance, self._insurer.trouble
        world, dice = insurer.world, chance.random()
        if not insurer.healthy():
            if dice < trouble.registry_down:
                if chance.random() < 0.5:  # it came in, late, and nobody hears of it
                    world.after(chance.uniform(0.1, 12.0), unheard, work, LinkRefused)
                return await far(self._process, world, chance.uniform(0.01, BOUND), _away)
            if dice < trouble.registry_down + trouble.registry_slow:
                return await far(self._process, world, chance.uniform(0.1, 6.0), work, chance.uniform(0.1, 2.0))
        return await far(self._process, world, chance.uniform(0.05, 0.4), work, chance.uniform(0.001, 0.2))


class Gateway:
    """Email or SMS: what arrives, arrives in ``inboxes``."""

    def __init__(self, world: Process, chance: Random, trouble: Trouble) -> None:
        self.world = world
        self.chance = chance
        self.trouble = trouble
        self.inboxes: dict[str, list[str]] = {}
        self.notices: dict[str, list[str]] = {}
        self.rings: dict[str, Callable[[], None]] = {}
        self.sent: dict[tuple[str, str], int] = {}
        self.hears: Callable[[Process, str, str], None] = lambda process, to, code: None

    async def send(self, process: Process, to: str, said: str) -> None:
        """Hand one message over."""
        found = CODE.search(said)
        code = found.group() if found else said
        chance, trouble, dice = self.chance, self.trouble, self.chance.random()
        if self.world.time() < trouble.until:
            if dice < trouble.gateway_refused:
                await far(process, self.world, chance.uniform(0.05, 4.0), _no)
            dice -= trouble.gateway_refused
            if 0 <= dice < trouble.gateway_unsure:
                if chance.random() < 0.5:
                    self.world.after(0.02, self._taken, process, to, code)
                await far(process, self.world, chance.uniform(0.05, BOUND), _maybe)
            dice -= trouble.gateway_unsure
            if 0 <= dice < trouble.gateway_slow:
                await far(process, self.world, chance.uniform(0.1, 3.0), lambda: self._taken(process, to, code), 4.5)
                return
        await far(process, self.world, chance.uniform(0.02, 0.3), lambda: self._taken(process, to, code), 0.02)

    def _taken(self, process: Process, to: str, code: str) -> None:
        if not code.isdigit():
            self.notices.setdefault(to, []).append(code)
            return
        self.hears(process, to, code)
        self.sent[to, code] = self.sent.get((to, code), 0) + 1
        lost = self.world.time() < self.trouble.until and self.chance.random() < self.trouble.code_lost
        if not lost:
            self.world.after(self.chance.choice((0.1, 1.0, 3.0, 20.0)), self._delivered, to, code)

    def _delivered(self, to: str, code: str) -> None:
        self.inboxes.setdefault(to, []).append(code)
        if to in self.rings:
            self.rings[to]()


class MailLine:
    """A process's way out for email."""

    def __init__(self, gateway: Gateway, process: Process) -> None:
        self._gateway = gateway
        self._process = process

    async def mail(self, letter: Letter) -> None:
        """Send an email."""
        await self._gateway.send(self._process, letter.to, letter.text)


class TextLine:
    """A process's way out for SMS."""

    def __init__(self, gateway: Gateway, process: Process) -> None:
        self._gateway = gateway
        self._process = process

    async def text(self, text: Text) -> None:
        """Send an SMS."""
        await self._gateway.send(self._process, text.to, text.text)


def _away() -> Any:
    raise RegistryDown("away")


def _no() -> None:
    raise NotSent("refused")


def _maybe() -> None:
    raise SendUnsure("no answer")
