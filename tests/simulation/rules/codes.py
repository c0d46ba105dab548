"""What is typed: each wrong code counts once, three burn a challenge, and only a right one links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.chat import Chat
from conversations.details import Challenge
from conversations.drivers import BotDrives
from conversations.effects import Link, SendCode
from conversations.limits import MINUTE
from conversations.reading import clean
from conversations.reading import code as read_code
from conversations.states import AtMenu, Linking
from conversations.steps.anywhere import inner
from conversations.steps.linking import LINK
from handlers.guards import policy_scope
from tests.simulation.rules.base import BOUNDS, Rule

if TYPE_CHECKING:
    from tests.simulation.seen import Commit, Entry
    from tests.simulation.witness import Witness

WRONG = ("policy_wrong_day", "chat_wrong_day")


class AttemptsCountOnce(Rule):
    """A wrong code is counted before it is compared, once; a challenge has three; after the burn none is right."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._wrong: dict[str, int] = {}
        self._over: set[str] = set()
        self._passed: set[str] = set()
        self._issued: dict[str, list[str]] = {}
        self._accounts: dict[str, tuple[str, str]] = {}
        self._sent: dict[tuple[str, str], int] = {}  # the last code that went out of each challenge, and its end
        self._slack = 2 * witness.world.trouble.skew

    def committed(self, commit: Commit) -> None:
        """Follow each challenge from its first code to its end."""
        for entry in commit.entries:
            if isinstance(entry.body, SendCode):
                self._issued.setdefault(entry.body.challenge, []).append(entry.body.code)
                self._accounts[entry.body.challenge] = (commit.account, policy_scope(entry.body))
        challenge, after = _challenge(commit.before), _challenge(commit.after)
        if challenge is None:
            return
        if isinstance(commit.after.step, Linking):
            self._right(commit, challenge)
            self._passed.add(challenge.id)
        elif after is not None and after.id == challenge.id and after.wrong > challenge.wrong:
            self._missed(commit, challenge, after.wrong)
        elif commit.after.locked > commit.before.locked and isinstance(commit.after.step, AtMenu):
            if challenge.wrong + 1 >= BOUNDS.wrong_codes:
                self._missed(commit, challenge, challenge.wrong + 1)
            self._over.add(challenge.id)
        elif after == challenge and self._is_newest(commit, challenge) and self._answers(commit):
            self.broken(f"{challenge.id}: the right code was not compared")

    def _answers(self, commit: Commit) -> bool:
        """Tell whether a code in this message had to be compared: in time, and where limits can be asked."""
        assert commit.inbound is not None
        fresh = commit.inbound.sent >= commit.before.asked - MINUTE and not commit.before.flood.silent
        ended = commit.after.flood.silent or commit.before.ended
        return fresh and not ended and self.witness.calm()

    def _right(self, commit: Commit, challenge: Challenge) -> None:
        if not self.witness.sure():
            return
        if challenge.id in self._over or challenge.wrong >= BOUNDS.wrong_codes:
            self.broken(f"{challenge.id} was burned and its code was right")
        if not self._is_newest(commit, challenge):
            self.broken(f"{challenge.id} was passed with something else than its newest code in its time")
        self._granted(challenge, challenge.wrong + 1)

    def _missed(self, commit: Commit, challenge: Challenge, wrong: int) -> None:
        self._wrong[challenge.id] = wrong
        if wrong != challenge.wrong + 1:
            self.broken(f"{challenge.id} went from {challenge.wrong} to {wrong} wrong codes")
        if self._is_newest(commit, challenge) and self.witness.sure():
            self.broken(f"{challenge.id}: the newest code was taken for a wrong one")
        typed = read_code(clean(getattr(commit.inbound.what, "text", ""))) if commit.inbound else None
        if typed and self._sent.get((challenge.id, typed), 0) > commit.at + self._slack and self.witness.sure():
            self.broken(f"{challenge.id}: the newest code that went out was taken for a wrong one")
        self._granted(challenge, wrong)

    def _is_newest(self, commit: Commit, challenge: Challenge) -> bool:
        """Tell whether the message behind a turn is the code that is right now."""
        typed = read_code(clean(getattr(commit.inbound.what, "text", ""))) if commit.inbound else None
        if typed is None or not challenge.codes or challenge.codes[-1].expires <= commit.decided - self._slack:
            return False
        account, policy = self._accounts[challenge.id]
        purpose = getattr(inner(commit.before.step), "purpose", LINK)
        digest = self.witness.vault.code_digest(challenge.id, account, policy, purpose, typed)
        return digest == challenge.codes[-1].digest

    def _granted(self, challenge: Challenge, number: int) -> None:
        if not self.witness.sure():
            return
        id = f"{challenge.id}:{number}".encode()
        for name, window in self._windows(challenge.id):
            if window.get(b"i" + id) != b"t":
                self.broken(f"attempt {id.decode()} is not counted by {name}")

    def _windows(self, challenge: str) -> list[tuple[str, dict[bytes, bytes]]]:
        account, policy = self._accounts[challenge]
        return [(WRONG[0], self.witness.limit(WRONG[0], policy)), (WRONG[1], self.witness.limit(WRONG[1], account))]

    def code(self, to: str, code: str, known: list[Entry]) -> None:
        """Remember which code went out last."""
        for entry in known:
            for place in [place for place in self._sent if place[0] == entry.body.challenge]:
                del self._sent[place]
            self._sent[entry.body.challenge, code] = entry.body.expires

    def limited(self, what: str, key: str, args: list[Any], answer: Any) -> None:
        """An attempt is given back only when its challenge ended with fewer wrong codes."""
        challenge, _, number = str(args[0]).partition(":")
        if what != "give_back" or answer != 1 or not args[1] or not number or not self.witness.sure():
            return
        account = self._accounts[challenge][0]
        running = _challenge(self.witness.chats[account])
        if (running is not None and running.id == challenge) or self._wrong.get(challenge, 0) >= int(number):
            self.broken(f"attempt {args[0]} was given back and its challenge did not end before it")

    def ended(self) -> None:
        """Count once more, where nothing may have got lost on the way."""
        if not self.witness.sure():
            return
        for challenge in self._issued:
            for name, window in self._windows(challenge):
                counted = sum(
                    state == b"t" and id.startswith(b"i" + challenge.encode()) for id, state in window.items()
                )
                wrong = self._wrong.get(challenge, 0)
                # An old code, or one that was on its way when its challenge ended otherwise, keeps what it took.
                most = wrong + (challenge not in self._passed)
                if counted < wrong or (counted > most and self.witness.calm()):
                    self.broken(f"{challenge}: {wrong} wrong codes, {counted} counted by {name}")
                taken = sum(state == b"t" for state in window.values())
                if window and int(window[b"count"]) != taken:
                    self.broken(f"{name} counts {window[b'count'].decode()} of {taken}")


class OneLinkAChallenge(Rule):
    """A challenge links once, and a link begins only with a right code."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(witness)
        self._asked: set[str] = set()

    def committed(self, commit: Commit) -> None:
        """Find no second link of a challenge."""
        for entry in commit.entries:
            if isinstance(entry.body, Link):
                if entry.body.challenge in self._asked and self.witness.sure():
                    self.broken(f"a second link of {entry.body.challenge}")
                self._asked.add(entry.body.challenge)
                if _challenge(commit.before) is None and commit.before.ended is None:
                    self.broken(f"a link began in {type(commit.before.step).__name__}")


def _challenge(chat: Chat) -> Challenge | None:
    """Return the challenge that is open in a chat."""
    return getattr(inner(chat.step), "challenge", None)


class LocksOutliveAll(Rule):
    """A lock stays until its end, whatever the customer does: also through HAPUS DATA."""

    def committed(self, commit: Commit) -> None:
        """Compare."""
        if commit.before.locked > commit.at and commit.after.locked < commit.before.locked:
            self.broken(f"the lock of {commit.account} was lifted early")


class LinkingIsNotCancelled(Rule):
    """BATAL does not stop a link that is under way."""

    def committed(self, commit: Commit) -> None:
        """Find the step unchanged."""
        said = getattr(commit.inbound.what, "text", "") if commit.inbound else ""
        began = isinstance(commit.before.step, Linking) and isinstance(commit.before.driver, BotDrives)
        if began and said == "batal" and not isinstance(commit.after.step, Linking):
            self.broken(f"{commit.account} cancelled a link that was under way")
