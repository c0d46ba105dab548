"""The witness: sees every commit, send and call of a world as they happen, and asks each rule whether it still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conversations.chat import Chat
from conversations.effects import SendCode
from conversations.messages import Message
from conversations.states import Waiting
from handlers.ports import Inbound
from storage import keys
from storage.chats import Chats
from storage.connection import Script
from storage.entries import Queued, unpack
from tests.simulation.held import Held
from tests.simulation.loop import Process
from tests.simulation.rules import RULES, Rule
from tests.simulation.seen import Attempt, Commit, Entry, Result
from tests.simulation.server import Line

if TYPE_CHECKING:
    from tests.simulation.world import World

HOOKS = ("acknowledged", "applied", "committed", "limited", "channel", "registry", "code", "forgot", "ended")


class Witness(Held):
    """What was seen of a world. Rules read it and say what is broken."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.member = Chats(Line(world.redis, world.world), self.vault).member
        self.history: list[tuple[float, str, str]] = []
        self.broken: list[str] = []
        self.commits: list[Commit] = []
        self.chats: dict[str, Chat] = {}
        self.heads: dict[str, tuple[int, bytes]] = {}  # version and last commit id of each chat
        self.rough = False  # a test made trouble of its own with Redis
        self.entries: dict[str, Entry] = {}
        self.places: dict[str, int] = {}
        self.codes: dict[tuple[str, str], list[str]] = {}
        self.members: dict[bytes | str, Inbound] = {}
        self.tokens: dict[str, str] = {}
        self.stood: dict[str, list[tuple[float, float]]] = {}  # when each process stood still, from and to (seconds)
        self.unheard: dict[str, list[float]] = {}  # when Redis failed each process
        self.failovers: list[float] = []
        self.takes: dict[tuple[str, str], dict[str, int]] = {}  # what each process was answered for an id, by limit
        self.turned: set[str] = set()  # the keys of messages that had their turn
        self._done: set[str] = set()
        self.rules: tuple[Rule, ...] = tuple(rule(self) for rule in RULES)
        self._listeners = {name: [getattr(rule, name) for rule in self.rules if _hears(rule, name)] for name in HOOKS}

    # --- what is said of the world ----------------------------------------

    def calm(self) -> bool:
        """Tell whether nothing in this world may lose an answer: no crash, no freeze, no trouble with Redis."""
        trouble = self.world.trouble
        weather = trouble.redis
        shaky = weather.refused or weather.unanswered or weather.twice or weather.slow
        return not (self.rough or shaky or trouble.crashes or trouble.freezes or trouble.restarts or trouble.failovers)

    def sure(self) -> bool:
        """Tell whether Redis has kept everything it acknowledged."""
        return not self.failovers

    def at_rest(self) -> bool:
        """Tell whether nothing waits to leave, or for an answer."""
        waits = any(isinstance(chat.step, Waiting) for chat in self.chats.values())
        return not waits and not any(b":out:" in key and found for key, found in self.data.items())

    def tell(self, who: str, what: str) -> None:
        """Add a line to the history."""
        self.history.append((self.world.timeline.now, who, what))

    def violated(self, rule: str, what: str) -> None:
        """Say that a promise was broken."""
        self.tell("BROKEN", f"{rule}: {what}")
        self.broken.append(f"{rule}: {what}")

    # --- what is seen ----------------------------------------

    def posted(self, inbound: Inbound) -> None:
        """A customer sent something."""
        self.tell(inbound.address[-2:], f"sends {inbound.what} as {inbound.key}")
        if inbound.channel == "telegram":
            account = self.vault.blind("telegram", inbound.address)[:16]
            self._expect(account, inbound)
        else:
            self.members.setdefault(inbound.key, inbound)  # its account is not known yet

    def answered(self, inbound: Inbound, good: bool) -> None:
        """A webhook was answered."""
        self.tell("webhook", f"{inbound.key}: {'taken' if good else 'not taken'}")
        if good:
            self._ask("acknowledged", inbound)

    def applied(self, process: Process, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """A script ran."""
        self._ask("applied", script, names, args, answer)
        match script.name:
            case "commit":
                self._committed(process, names, args, answer)
            case "claim" if answer == 1:
                self.tokens[args[0]] = process.name
            case "acknowledge":
                self.tell(process.name, f"acknowledges {args[2]} {args[3]}: {answer}")
                if (entry := self.entries.get(args[2])) is not None:
                    entry.settled = True
            case "take" | "give_back":
                self.tell(process.name, f"{script.name} {names[0]} {args[0]}: {answer}")
                if script.name == "take":
                    self.takes.setdefault((process.name, args[0]), {})[names[0]] = int(answer[0])
                self._ask("limited", script.name, names[0], args, answer)

    def saw(self, what: str, process: Process, address: str, message: Message, reference: str) -> None:
        """A channel had to do with a message: try, unsure, refused, arrived."""
        id = reference.rpartition(":")[2]
        self.tell(process.name, f"{what} {message.text!r} {id} to {address[-2:]}")
        if (entry := self.entries.get(id)) is None:
            self.violated("G1", f"{id} leaves that was never committed")
            return
        if what == "refused":
            entry.settled = True
        self._ask("channel", what, process, entry)
        if what == "try":
            entry.attempts.append(Attempt(process, self.world.timeline.now))
        if what == "arrived":
            entry.arrived += 1
        for attempt in [attempt for attempt in entry.attempts if attempt.process is process][-1:]:
            attempt.unsure = attempt.unsure or what == "unsure"
            attempt.clear = attempt.clear or what == "refused" or what.startswith("later")

    def asked(self, process: Process, what: str, ask: Any) -> None:
        """The registry was asked."""
        self.tell(process.name, f"asks the registry: {what} {ask.id}")
        self._ask("registry", process, what, ask, self.entries.get(ask.id))

    def code_taken(self, process: Process, to: str, code: str) -> None:
        """A gateway took a code."""
        self.tell(process.name, f"code {code} to {to}")
        known = self.codes.get((to, code), [])
        self._ask("code", to, code, [self.entries[id] for id in known])

    def froze(self, process: Process, seconds: float) -> None:
        """A process stands still."""
        self.tell(process.name, f"stands still for {seconds} s")
        now = self.world.timeline.now
        self.stood.setdefault(process.name, []).append((now, now + seconds))

    def failed(self, process: Process) -> None:
        """Redis did not do what a process asked, or did not say so."""
        self.unheard.setdefault(process.name, []).append(self.world.timeline.now)

    def lost(self) -> None:
        """Redis has forgotten its last writes: what is known of them is forgotten too."""
        self.failovers.append(self.world.timeline.now)
        units = len(self.world.redis.units)
        self.tell("redis", f"back, with {units} writes")
        for commit in self.commits:
            for entry in commit.entries if commit.unit > units else ():
                entry.lost = True
        self._done = {done for done in self._done if done.encode() in self.data}
        self.commits = [commit for commit in self.commits if commit.unit <= units]
        self.chats = {account: chat for account in self.chats if (chat := self.read(account)) is not None}
        self.heads = {account: self.head(account) for account in self.chats}
        self._ask("forgot")

    def _ask(self, hook: str, *told: Any) -> None:
        for listens in self._listeners[hook]:
            listens(*told)

    def _expect(self, account: str, inbound: Inbound) -> None:
        self.members[self.member(account, inbound.key)] = inbound

    def _committed(self, process: Process, names: list[str], args: list[Any], answer: Any) -> None:
        account, member, done = args[3], args[4], names[5]
        self.tell(process.name, f"commits to {account}: {answer}")
        if answer[0] != b"done" or done in self._done:
            return
        self._done.add(done)
        if answer[2] and args[11]:
            self.tokens[args[11]] = process.name
        after = self.read(account)
        assert after is not None
        head = self.heads.get(account, (0, b""))
        if (args[0], args[1]) != head:
            self.violated("NothingIsOverwritten", f"{account} was read at {args[0]} and is written over {head[0]}")
        self.heads[account] = (head[0] + 1, args[2])
        if member not in self.members and after.channel == "whatsapp":
            self._resolve(account)
        before = self.chats.get(account) or Chat(channel=after.channel, account=account, address=after.address)
        self.chats[account] = after
        entries = tuple(self._fresh(account))
        self.tell(account, f"{type(before.step).__name__} -> {after.step} {[entry.id for entry in entries]}")
        inbound = self.members.get(member)
        unit = len(self.world.redis.units)
        outcome = args[12][:16].decode()
        commit = Commit(
            self.now, int(args[6]), process.name, account, member, before, after, entries, inbound, unit, outcome
        )
        self._ask("committed", commit)
        self.commits.append(commit)
        if inbound is not None:
            self.turned.add(inbound.key)

    def _resolve(self, account: str) -> None:
        for name in [name for name in self.members if isinstance(name, str)]:
            inbound = self.members[name]
            if inbound.address == self.chats.get(account, self.read(account)).address:  # type: ignore[union-attr]
                self._expect(account, self.members.pop(name))

    def _fresh(self, account: str) -> Iterator[Entry]:
        out = keys.home(account).out(account)
        for raw in self.data.get(out.encode()) or ():
            known = self.entries.get(raw[:16].decode())
            if known is not None and not known.lost:
                continue
            queued: Queued = unpack(self.key(account), out, raw)
            place = self.places[account] = self.places.get(account, 0) + 1
            kind, at = raw[16:17].decode(), self.world.timeline.now
            entry = self.entries[queued.id] = Entry(queued.id, account, place, queued.body, at, kind)
            if isinstance(queued.body, SendCode):
                self.codes.setdefault((queued.body.contact.address, queued.body.code), []).append(queued.id)
            yield entry

    # --- the judgement ----------------------------------------

    def judged(self) -> Result:
        """Ask every rule at the end of time, and say what became of the world."""
        self._ask("ended")
        for what in self.world.timeline.broken:
            self.violated("broke", what)
        ends: dict[str, int] = {}
        for customer in self.world.customers:
            ends[customer.end] = ends.get(customer.end, 0) + 1
        lines = tuple(f"{at:12.4f} {who:14} {what}" for at, who, what in self.history)
        print_of = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
        return Result(self.world.seed, tuple(self.broken), len(self.world.customers), ends, print_of, lines)


def _hears(rule: Rule, hook: str) -> bool:
    return getattr(type(rule), hook) is not getattr(Rule, hook)
