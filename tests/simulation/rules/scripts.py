"""What the scripts promise, seen in what they leave behind the moment they have run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage import keys
from storage.connection import Script
from tests.simulation.rules.base import Rule

if TYPE_CHECKING:
    from tests.simulation.seen import Commit
    from tests.simulation.witness import Witness

ID = 16  # characters of an entry's id


class AnOutcomeTakesItsEntry(Rule):
    """The commit of an outcome removes the effect's entry in the same script; so does a duplicate of it."""

    def applied(self, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """Look for the entry."""
        if script.name != "commit" or not args[12] or answer[0] == b"moved":
            return
        id = bytes(args[12][:ID])
        if any(raw[:ID] == id for raw in self.witness.data.get(names[3].encode()) or ()):
            self.broken(f"{id.decode()} lies there after its outcome ({answer[0].decode()})")


class PutDownIsEmpty(Rule):
    """A chat that is put down has an empty outbox, or a moment at which somebody looks again."""

    def applied(self, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """Look for what waits while nobody holds the chat."""
        if script.name != "release" or names[0].encode() in self.witness.data:
            return
        waits = len(self.witness.data.get(names[1].encode()) or ())
        due = self.witness.world.redis.data.do("ZSCORE", names[2], args[1])
        if answer == 1 and waits and (due is None or float(due) == 0):
            self.broken(f"{args[1]} is put down with {waits} entries and nobody looks again")


class ARetryGetsTheFirstAnswer(Rule):
    """A client that asks again hears what its first call did."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._answers: dict[tuple[str, str], Any] = {}

    def applied(self, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """Compare with what the same commit, or the same attempt's mark, was answered."""
        if script.name == "commit" and (answer[0] == b"done" or (names[5], "") in self._answers):
            self._compare((names[5], ""), answer[:3])
        elif script.name == "mark":
            self._compare((names[0], args[0]), answer)

    def _compare(self, call: tuple[str, str], answer: Any) -> None:
        first = self._answers.setdefault(call, answer)
        if answer != first:
            self.broken(f"{call[0]} was answered {first} and then {answer}")

    def forgot(self) -> None:
        """Forget what was forgotten there."""
        data = self.witness.data
        self._answers = {call: answer for call, answer in self._answers.items() if call[0].encode() in data}


class LiveEventsAreKnown(Rule):
    """A live event is known by chat, version and commit id: none is taken for another, also after a failover."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._known: dict[bytes, bytes] = {}

    def committed(self, commit: Commit) -> None:
        """Read the newest event of the partition: a reader that has seen its like drops it."""
        events = self.witness.data.get(keys.home(commit.account).live.encode()) or [b" "]
        _, _, identity = bytes(events[0]).partition(b" ")
        _, id = self.witness.heads[commit.account]
        if commit.account.encode() not in identity or self._known.setdefault(identity, id) != id:
            self.broken(f"a turn of {commit.account} is taken for an earlier one: {identity.decode(errors='replace')}")
