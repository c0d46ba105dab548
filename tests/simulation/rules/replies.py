"""What arrives: each update one turn, each reply once, in order, by whoever holds the lease."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.drivers import AgentDrives
from conversations.messages import Erasure, Message
from handlers.ports import Inbound
from handlers.round import FRESH
from storage import keys
from tests.simulation.loop import Process
from tests.simulation.rules.base import Rule
from tests.simulation.rules.gaps import lost, unexplained

if TYPE_CHECKING:
    from tests.simulation.seen import Commit, Entry
    from tests.simulation.witness import Witness


class AcknowledgedIsCommitted(Rule):
    """G1: what a channel was told is handled, is committed."""

    def acknowledged(self, inbound: Inbound) -> None:
        """Find its turn."""
        if inbound.key not in self.witness.turned and self.witness.sure():
            self.broken(f"{inbound.key} was acknowledged and is not committed")


class OneTurnAMessage(Rule):
    """G2: the same update, any number of times: one turn."""

    def committed(self, commit: Commit) -> None:
        """Find no earlier turn of the same message."""
        if commit.inbound and any(known.member == commit.member for known in self.witness.commits):
            self.broken(f"{commit.inbound.key} was committed twice")


class OneReplyOnce(Rule):
    """G4: a reply is sent once, save in the gaps that G4 names, each of that very reply."""

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """Ask of each earlier attempt why it is repeated."""
        if what == "try" and (attempt := unexplained(self.witness, entry)) is not None:
            seconds = self.witness.world.timeline.now - attempt.at
            self.broken(f"{process.name} sends {entry.id} again, {seconds:.1f} s after {attempt.process.name} did")


class OrderKept(Rule):
    """G3: the replies of a chat arrive in the order of its turns, save in the gaps of G4."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._last: dict[str, int] = {}

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """Compare with the last that arrived for the first time."""
        if what != "arrived" or entry.arrived:
            return
        late = entry.place < self._last.get(entry.account, 0)
        lost = any(attempt.unsure for attempt in entry.attempts)
        if late and not lost and not any(entry.at <= moment for moment in self.witness.failovers):
            self.broken(f"{entry.id} arrived after a later one")
        self._last[entry.account] = max(entry.place, self._last.get(entry.account, 0))


class SenderHoldsTheLease(Rule):
    """Whoever begins to send holds the chat's lease, also when it stood still a moment ago."""

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """Ask Redis whose lease it is."""
        witness = self.witness
        if what != "try" or not witness.sure():
            return
        token = witness.data.get(keys.home(entry.account).lease(entry.account).encode(), b"").decode()
        if witness.tokens.get(token) != process.name:
            self.broken(f"{process.name} sends {entry.id} under the lease of {witness.tokens.get(token)}")


class EffectsAfterReplies(Rule):
    """An effect starts when the replies before it have left."""

    def registry(self, process: Process, what: str, ask: Any, entry: Entry | None) -> None:
        """Find no reply that waits before it."""
        if entry is not None:
            self._check(entry)

    def code(self, to: str, code: str, known: list[Entry]) -> None:
        """Find no reply that waits before it."""
        for entry in known:
            self._check(entry)

    def _check(self, entry: Entry) -> None:
        out = self.witness.data.get(keys.home(entry.account).out(entry.account).encode()) or ()
        for other in [self.witness.entries[raw[:16].decode()] for raw in out]:
            waits = isinstance(other.body, Message | Erasure) and not other.settled and not other.arrived
            if other.place < entry.place and waits:
                self.broken(f"{entry.id} started before {other.id} had left")


class AgentIsAlone(Rule):
    """While an agent drives, the bot's dialogue is withheld; what was on its way within a lease's freshness may arrive."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._since: dict[str, int] = {}

    def committed(self, commit: Commit) -> None:
        """Note when an agent took the wheel."""
        if not isinstance(commit.after.driver, AgentDrives):
            self._since.pop(commit.account, None)
        elif not isinstance(commit.before.driver, AgentDrives):
            self._since[commit.account] = self.witness.now

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """Find nothing of the dialogue that begins to leave now."""
        since = self._since.get(entry.account, self.witness.now)
        waits = what == "try" and entry.kind == "d" and self.witness.sure()
        if waits and self.witness.now - since > 1000 * FRESH + 5:
            self.broken(f"{entry.id} leaves {self.witness.now - since} ms after a take-over")

    def ended(self) -> None:
        """Find nothing called withheld that whoever sent it could have noted: it may arrive, and the transcript says so."""
        for entry in self.witness.entries.values():
            states = self.witness.data.get(keys.home(entry.account).sent(entry.account).encode()) or {}
            withheld = states.get(entry.id.encode(), b"").startswith(b"withheld")
            unknown = any(attempt.unsure or lost(self.witness, attempt) for attempt in entry.attempts)
            if withheld and entry.arrived and not unknown:
                self.broken(f"{entry.id} arrived and is called withheld")


class WaitsAreObeyed(Rule):
    """A chat that its channel told to wait is let alone until then."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._until: dict[str, float] = {}

    def committed(self, commit: Commit) -> None:
        """Forget a wait whose message may have been withheld: an agent took the wheel."""
        if commit.after.drive != commit.before.drive:
            self._until.pop(commit.account, None)

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """Compare with the clock; a clock that is ahead may be a little early."""
        now = self.witness.world.timeline.now
        if what.startswith("later"):
            self._until[entry.account] = now + float(what.split()[1])
        early = self._until.get(entry.account, 0.0) - 2 * self.witness.world.trouble.skew / 1000 - 0.1
        if what == "try" and now < early and self.witness.calm():
            self.broken(f"{entry.id} did not wait for {early - now:.1f} s more")
