"""What is left: timers that were right, facts that were kept, and a world at rest with nobody stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from conversations.limits import MINUTE
from conversations.messages import Message
from conversations.states import AtMenu, LookingUp, NotFound, Waiting
from conversations.steps.anywhere import inner
from storage import keys
from storage.chats import Line
from tests.clock import START
from tests.simulation.rules.base import BOUNDS, Rule

if TYPE_CHECKING:
    from tests.simulation.seen import Commit, Entry

NOTICED = 30_000  # milliseconds in which a sweep has looked, also one that spares looks as the simulation's does
HEALED = 60.0  # seconds after which what trouble left has been taken up

_lines = msgspec.msgpack.Decoder(tuple[Line, ...])


class BeforeTheDeadlineWins(Rule):
    """A timer acts only when its deadline has passed; a message sent before it takes the step up again."""

    def committed(self, commit: Commit) -> None:
        """Compare with the clock, and with the moment the customer wrote."""
        before, after, slack = commit.before, commit.after, 2 * self.witness.world.trouble.skew
        said = {key for entry in commit.entries for key in _keys(entry)}
        if "timeout.remind" in said and commit.at + slack < before.moved + BOUNDS.reminder:
            self.broken(f"{commit.account} was reminded too early")
        if "timeout.remind" in said and before.reminded:
            self.broken(f"{commit.account} was reminded twice")
        if "link.delayed" in said and isinstance(before.step, Waiting) and commit.at + slack < before.step.deadline:
            self.broken(f"{commit.account} was told too early that its link takes longer")
        if "timeout.ended" in said and commit.at + slack < before.moved + BOUNDS.idle:
            self.broken(f"{commit.account} was ended too early")
        if commit.inbound is None or before.ended is None or type(commit.inbound.what).__name__ == "Blocked":
            return
        early = commit.inbound.sent + slack < before.ended.deadline
        recent = commit.at - slack < before.ended.deadline + 10 * MINUTE
        if early and recent and isinstance(before.step, AtMenu) and after.ended == before.ended:
            self.broken(f"{commit.inbound.key} was sent before the deadline and did not win")


class DeadlinesAreTold(Rule):
    """Who waits for the outside hears of it at the deadline, whatever becomes of the outside."""

    def committed(self, commit: Commit) -> None:
        """Find no step that waited much longer, where somebody could tell."""
        before = commit.before.step
        if isinstance(before, Waiting) and self._healthy(before.deadline):
            late = commit.at - 2 * self.witness.world.trouble.skew - before.deadline
            if late > NOTICED:
                self.broken(
                    f"{commit.account} waited {late / 1000:.0f} s beyond its deadline in {type(before).__name__}"
                )

    def _healthy(self, since: int) -> bool:
        return self.witness.calm() or since > START + 1000 * (self.witness.world.trouble.until + HEALED)


class OutcomesAreAwaited(Rule):
    """The state takes an outcome only if it waits for it."""

    def committed(self, commit: Commit) -> None:
        """Find a step that waits for something else unmoved."""
        before, after = inner(commit.before.step), inner(commit.after.step)
        awaited = getattr(before, "effect", "")
        if commit.outcome and isinstance(before, Waiting) and awaited != commit.outcome and after != before:
            self.broken(f"{commit.account} waited for {awaited} and took {commit.outcome}")


class AnswersAreKept(Rule):
    """Who is told that the details could not be checked was not answered while something else was asked."""

    def committed(self, commit: Commit) -> None:
        """Find no outcome of this look-up among the turns before, where its waiting ends at the deadline."""
        before, after = inner(commit.before.step), commit.after.step
        if not isinstance(before, LookingUp) or before.answer is not None or commit.outcome == before.effect:
            return
        given_up = isinstance(after, NotFound) and after.down
        if given_up and any(known.outcome == before.effect for known in self.witness.commits):
            self.broken(f"{commit.account} was told that nobody answered {before.effect}, and somebody had")


class LateAnswersNothing(Rule):
    """A WhatsApp text that is older than the open question by over a minute answers nothing."""

    def committed(self, commit: Commit) -> None:
        """Find the step unchanged."""
        inbound, before, after = commit.inbound, commit.before, commit.after
        if inbound is None or not hasattr(inbound.what, "text") or before.channel != "whatsapp" or before.ended:
            return
        if inbound.sent < before.asked - MINUTE and after.step != before.step:
            self.broken(f"{inbound.key} was late and moved {type(before.step).__name__}")


class FactsAreKept(Rule):
    """What the registry linked is in the chat, what it dropped is not, whatever happened between."""

    def ended(self) -> None:
        """Compare the registry's records with the chats."""
        if not self.witness.sure():
            return
        for record in self.witness.world.insurer.records.values():
            chat = self.witness.chats[record.account]
            linked = any(link.id == record.id for link in chat.links)
            pending = any(request.link_id == record.id and request.state == "pending" for request in chat.requests)
            runs = any(run.reference == record.reference for run in chat.running)
            if runs:
                self.broken(f"{record.id} of {record.account} still runs")
            elif linked != (record.state == "linked") or pending != (record.state == "pending"):
                self.broken(f"{record.id} is {record.state} and the chat of {record.account} does not know")


class NobodyIsStuck(Rule):
    """Every dialogue comes to the end of its script, or to an honest message; nothing waits for ever."""

    def ended(self) -> None:
        """Look at every customer and every outbox."""
        if self.witness.world.timeline.spins:
            self.broken("something goes round and round")
        for customer in self.witness.world.customers:
            if customer.end in ("", "stuck"):
                last = customer.phone.bubbles[-1].text if customer.phone.bubbles else "nothing"
                self.broken(f"{customer.plan.address} is stuck: {customer.end!r}, last heard {last!r}")
        for key, found in self.witness.data.items():
            if b":out:" in key and found:
                self.broken(f"{key.decode()} holds {len(found)} entries at the end")
        for account, chat in self.witness.chats.items():
            if isinstance(chat.step, Waiting):
                self.broken(f"{account} still waits in {type(chat.step).__name__}")


class NoCodeInClear(Rule):
    """G6: a code exists in clear only on its way out."""

    def ended(self) -> None:
        """Read every transcript for codes that were still guarded: for a quarter of an hour, thrice as long as they live.

        A failover that loses the turn which asked for a code loses that it is awaited: then it is a number like others.
        """
        if not self.witness.sure():
            return
        codes = {
            code: max(self.witness.entries[id].body.issued for id in ids) + 15 * MINUTE
            for (_, code), ids in self.witness.codes.items()
        }
        for account in self.witness.chats:
            name = keys.home(account).lines(account)
            key = self.witness.key(account)
            for item in self.witness.data.get(name.encode()) or ():
                lines = _lines.decode(key.open(name, item))
                for code, until in codes.items():
                    if any(code in line.text and line.at < until for line in lines):
                        self.broken(f"{code} is in the transcript of {account}")


def _keys(entry: Entry) -> list[str]:
    return entry.body.text.split(" / ") if isinstance(entry.body, Message) else []
