"""What is guarded: codes sent and details looked up, granted before and counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.effects import LookUp, SendCode
from conversations.states import LookingUp, NotFound
from conversations.steps.anywhere import inner
from handlers.guards import policy_scope
from storage import keys
from tests.simulation.loop import Process
from tests.simulation.rules.base import BOUNDS, Rule

if TYPE_CHECKING:
    from tests.simulation.seen import Commit, Entry
    from tests.simulation.witness import Witness

SENDS = ("destination_sends_ten_minutes", "destination_sends_day", "policy_sends_day", "chat_sends_day")
MISSES = ("pair_mismatches_day", "chat_mismatches_hour", "chat_mismatches_day")


class OneCodeOnce(Rule):
    """G4: no code is sent twice, save after a failover that lost the mark."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._sent: dict[tuple[str, str], int] = {}

    def code(self, to: str, code: str, known: list[Entry]) -> None:
        """Count."""
        if not code:
            return
        times = self._sent[to, code] = self._sent.get((to, code), 0) + 1
        if not known:
            self.broken(f"a code went to {to} that no turn asked for")
        elif times > len(known) and self.witness.sure():
            self.broken(f"the code of {known[0].id} went out {times} times")


class SendsWithinCaps(Rule):
    """G7: each code that leaves was granted by all four limits, and they are kept."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._sent: dict[tuple[str, str, bytes], int] = {}

    def code(self, to: str, code: str, known: list[Entry]) -> None:
        """Look the grants up, and count within each window."""
        if not code or not known or not self.witness.sure():
            return
        entry = known[-1]
        send: SendCode = entry.body
        scopes = (to, to, policy_scope(send), entry.account)
        for name, scope in zip(SENDS, scopes, strict=True):
            window = self.witness.limit(name, scope)
            if window.get(b"i" + entry.id.encode()) != b"t":
                self.broken(f"{entry.id} was sent without a grant of {name}")
            place = (name, scope, window.get(b"ends", b""))
            self._sent[place] = self._sent.get(place, 0) + 1
            if self._sent[place] > getattr(BOUNDS, name):
                self.broken(f"{self._sent[place]} codes within a window of {name}")

    def limited(self, what: str, key: str, args: list[Any], answer: Any) -> None:
        """A send that went out is not given back."""
        entry = self.witness.entries.get(str(args[0]))
        given = what == "give_back" and answer == 1 and args[1] and self.witness.sure()
        if given and entry and isinstance(entry.body, SendCode):
            place = (entry.body.contact.address, entry.body.code)
            if self.witness.world.mail.sent.get(place) or self.witness.world.sms.sent.get(place):
                self.broken(f"{entry.id} went out and was given back")


class LookupsAreCounted(Rule):
    """A look-up is granted to whoever asks it, before; one that does not match stays counted, once; what it did not cost is
    given back after its outcome's commit."""

    def registry(self, process: Process, what: str, ask: Any, entry: Entry | None) -> None:
        """Find the grants that this process heard of."""
        if what != "look_up" or entry is None:
            return
        heard = self.witness.takes.get((process.name, entry.id), {})
        for name in MISSES:
            if not any(f":{name}:" in limit and answer > 0 for limit, answer in heard.items()):
                self.broken(f"{process.name} asks {entry.id} without a grant of {name}")

    def limited(self, what: str, key: str, args: list[Any], answer: Any) -> None:
        """Find its outcome committed: a crash before that asks again, and what is asked again must be counted."""
        entry = self.witness.entries.get(str(args[0]))
        given = what == "give_back" and answer == 1 and args[1] and self.witness.sure()
        if not given or entry is None or not isinstance(entry.body, LookUp):
            return
        step = inner(self.witness.chats[entry.account].step)
        out = self.witness.data.get(keys.home(entry.account).out(entry.account).encode()) or ()
        waits = any(raw[:16].decode() == entry.id for raw in out)  # an outcome's commit removes its entry
        if waits and isinstance(step, LookingUp) and step.effect == entry.id:
            self.broken(f"{entry.id} was given back before its outcome was committed")

    def committed(self, commit: Commit) -> None:
        """Find a mismatch that was told among those that were counted."""
        step = inner(commit.before.step)
        told = isinstance(commit.after.step, NotFound) and not commit.after.step.down
        if not isinstance(step, LookingUp) or not told or not self.witness.sure():
            return
        for name, window in self._windows(self.witness.entries[step.effect]):
            if window.get(b"i" + step.effect.encode()) != b"t":
                self.broken(f"{step.effect} did not match and is not counted by {name}")

    def _windows(self, entry: Entry) -> list[tuple[str, dict[bytes, bytes]]]:
        account = entry.account
        scopes = (f"{account}:{policy_scope(entry.body)}", account, account)
        return [(name, self.witness.limit(name, scope)) for name, scope in zip(MISSES, scopes, strict=True)]


class GivenBackIsGone(Rule):
    """A key given back is not granted again while its window runs."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._given: dict[tuple[str, str], int] = {}

    def limited(self, what: str, key: str, args: list[Any], answer: Any) -> None:
        """Remember what was given back, and compare what is granted."""
        place = (key, str(args[0]))
        if what == "give_back" and answer == 1 and args[1]:
            self._given[place] = int(self.witness.data[key.encode()].get(b"ends", b"0"))
        if what == "take" and answer[0] == 1 and self._given.get(place, 0) > self.witness.now:
            self.broken(f"{place[1]} of {key} was granted again")

    def forgot(self) -> None:
        """Forget what may be forgotten there too."""
        self._given.clear()
