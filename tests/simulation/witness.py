"""The witness: sees every commit, send and call of a world as they happen, and asks each rule whether it still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from conversations.chat import Chat
from conversations.effects import SendCode
from conversations.messages import Message
from handlers.ports import Inbound
from storage import keys
from storage.chats import Chats
from storage.connection import Script
from storage.entries import Queued, unpack
from storage.vault import DataKey, Vault
from tests.simulation.loop import Process
from tests.simulation.replica import MASTERS, SECRETS
from tests.simulation.rules import RULES, Rule
from tests.simulation.server import Line

if TYPE_CHECKING:
    from tests.simulation.world import Result, World

HEAD = 24  # bytes before a chat's sealed state
_chat = msgspec.msgpack.Decoder(Chat)


class Entry(Struct):
    """One entry of an outbox, as it was committed: ``place`` is its order in the chat."""

    id: str
    account: str
    place: int
    body: Any
    kind: str = ""
    arrived: int = 0
    settled: bool = False
    excused: bool = False


class Commit(Struct, frozen=True):
    """One turn as it was written. ``inbound`` is the message behind it, where it was one."""

    at: int
    process: str
    account: str
    member: bytes
    before: Chat
    after: Chat
    entries: tuple[Entry, ...]
    inbound: Inbound | None
    unit: int


class Witness:
    """What was seen of a world. Rules read it and say what is broken."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.vault = Vault(MASTERS, SECRETS)
        self.member = Chats(Line(world.redis, world.world), self.vault).member
        self.history: list[tuple[float, str, str]] = []
        self.broken: list[str] = []
        self.commits: list[Commit] = []
        self.chats: dict[str, Chat] = {}
        self.heads: dict[str, tuple[int, bytes]] = {}  # version and last commit id of each chat
        self.entries: dict[str, Entry] = {}
        self.places: dict[str, int] = {}
        self.codes: dict[tuple[str, str], list[str]] = {}
        self.members: dict[bytes | str, Inbound] = {}
        self.tokens: dict[str, str] = {}
        self.suspects: dict[str, float] = {}  # processes that stood still, by when they went on
        self.failed_over = False
        self.turned: set[str] = set()  # the keys of messages that had their turn
        self._done: set[str] = set()
        self.rules: tuple[Rule, ...] = tuple(rule(self) for rule in RULES)

    # --- what is said of the world ----------------------------------------

    @property
    def now(self) -> int:
        """Return the world's time in milliseconds since 1970."""
        return self.world.redis.data.now()

    @property
    def data(self) -> dict[bytes, Any]:
        """Return what Redis holds."""
        return self.world.redis.data.values

    def calm(self) -> bool:
        """Tell whether nothing in this world may lose an answer: no crash, no freeze, no trouble with Redis."""
        trouble = self.world.trouble
        weather = trouble.redis
        shaky = weather.refused or weather.unanswered or weather.twice or weather.slow
        return not (shaky or trouble.crashes or trouble.freezes or trouble.restarts or trouble.failovers)

    def sure(self) -> bool:
        """Tell whether Redis has kept everything it acknowledged."""
        return not self.failed_over

    def tell(self, who: str, what: str) -> None:
        """Add a line to the history."""
        self.history.append((self.world.timeline.now, who, what))

    def violated(self, rule: str, what: str) -> None:
        """Say that a promise was broken."""
        self.tell("BROKEN", f"{rule}: {what}")
        self.broken.append(f"{rule}: {what}")

    def key(self, account: str) -> DataKey:
        """Return a chat's data key."""
        name = keys.home(account).key(account)
        return self.vault.known(name, self.data[name.encode()])

    def limit(self, name: str, scope: str) -> dict[bytes, bytes]:
        """Return what was taken of a limit's window that still runs."""
        where = keys.limit(name, self.vault.blind(f"limit {name}", scope)).encode()
        found: dict[bytes, bytes] = self.data.get(where) or {}
        return found if int(found.get(b"ends", 0)) > self.now - 60_000 else {}

    def account(self, channel: str, address: str) -> str:
        """Return the account behind an address, "" where there is none yet."""
        return next(
            (name for name, chat in self.chats.items() if chat.channel == channel and chat.address == address), ""
        )

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
            for rule in self.rules:
                rule.acknowledged(inbound)

    def applied(self, process: Process, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """A script ran."""
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
                for rule in self.rules:
                    rule.limited(script.name, names[0], args, answer)

    def saw(self, what: str, process: Process, address: str, message: Message, reference: str) -> None:
        """A channel had to do with a message: try, unsure, refused, arrived."""
        id = reference.rpartition(":")[2]
        self.tell(process.name, f"{what} {message.text!r} {id} to {address[-2:]}")
        if (entry := self.entries.get(id)) is None:
            self.violated("G1", f"{id} leaves that was never committed")
            return
        if what == "unsure":
            entry.excused = True
        if what == "refused":
            entry.settled = True
        for rule in self.rules:
            rule.channel(what, process, entry)
        if what == "arrived":
            entry.arrived += 1

    def asked(self, process: Process, what: str, ask: Any) -> None:
        """The registry was asked."""
        self.tell(process.name, f"asks the registry: {what} {ask.id}")
        for rule in self.rules:
            rule.registry(what, ask, self.entries.get(ask.id))

    def code_taken(self, process: Process, to: str, code: str) -> None:
        """A gateway took a code."""
        self.tell(process.name, f"code {code} to {to}")
        known = self.codes.get((to, code), [])
        for rule in self.rules:
            rule.code(to, code, [self.entries[id] for id in known])

    def froze(self, process: Process, seconds: float) -> None:
        """A process stands still."""
        self.tell(process.name, f"stands still for {seconds} s")
        self.suspects[process.name] = self.world.timeline.now + seconds

    def lost(self) -> None:
        """Redis has forgotten its last writes: what is known of them is forgotten too."""
        self.failed_over = True
        units = len(self.world.redis.units)
        self.tell("redis", f"back, with {units} writes")
        self.commits = [commit for commit in self.commits if commit.unit <= units]
        self.chats = {account: chat for account in self.chats if (chat := self._read(account)) is not None}
        self.heads = {account: self._head(account) for account in self.chats}
        for rule in self.rules:
            rule.forgot()

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
        after = self._read(account)
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
        unit = len(self.world.redis.units) + 1
        commit = Commit(self.now, process.name, account, member, before, after, entries, inbound, unit)
        for rule in self.rules:
            rule.committed(commit)
        self.commits.append(commit)
        if inbound is not None:
            self.turned.add(inbound.key)

    def _resolve(self, account: str) -> None:
        for name in [name for name in self.members if isinstance(name, str)]:
            inbound = self.members[name]
            if inbound.address == self.chats.get(account, self._read(account)).address:  # type: ignore[union-attr]
                self._expect(account, self.members.pop(name))

    def _head(self, account: str) -> tuple[int, bytes]:
        state = self.data[keys.home(account).chat(account).encode()]
        return int.from_bytes(state[:8], "big"), bytes(state[8:HEAD])

    def _read(self, account: str) -> Chat | None:
        name = keys.home(account).chat(account)
        state = self.data.get(name.encode())
        return None if state is None else _chat.decode(self.key(account).open(name, state[HEAD:]))

    def _fresh(self, account: str) -> Iterator[Entry]:
        out = keys.home(account).out(account)
        for raw in self.data.get(out.encode()) or ():
            if raw[:16].decode() in self.entries:
                continue
            queued: Queued = unpack(self.key(account), out, raw)
            place = self.places[account] = self.places.get(account, 0) + 1
            entry = self.entries[queued.id] = Entry(queued.id, account, place, queued.body, raw[16:17].decode())
            if isinstance(queued.body, SendCode):
                self.codes.setdefault((queued.body.contact.address, queued.body.code), []).append(queued.id)
            yield entry

    # --- the judgement ----------------------------------------

    def judged(self) -> Result:
        """Ask every rule at the end of time, and say what became of the world."""
        from tests.simulation.world import Result

        for rule in self.rules:
            rule.ended()
        for what in self.world.timeline.broken:
            self.violated("broke", what)
        ends: dict[str, int] = {}
        for customer in self.world.customers:
            ends[customer.end] = ends.get(customer.end, 0) + 1
        lines = tuple(f"{at:12.4f} {who:14} {what}" for at, who, what in self.history)
        print_of = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
        return Result(self.world.seed, tuple(self.broken), len(self.world.customers), ends, print_of, lines)
