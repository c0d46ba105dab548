"""A chat: loaded in one round trip, committed by one script, all that it holds sealed with its own key."""

from __future__ import annotations

import struct
from datetime import date

import msgspec
from msgspec import Struct

from conversations.chat import Chat
from conversations.limits import SECOND, Keep
from conversations.news import News
from conversations.turn import Understood
from storage import keys
from storage.connection import Script
from storage.counts import Counts
from storage.entries import Entry, Queued, pack, unpack
from storage.errors import Tampered
from storage.formats import Formats
from storage.server import Server
from storage.vault import DataKey, Vault
from storage.words import indexed

LOOK_AGAIN = 10_000  # milliseconds after which an outbox that nobody drained is taken up by anybody
MEMBER = 12  # bytes by which a message is known: among a million in a partition none is taken for another
COMMIT = Script("commit")
_HEAD = struct.Struct(">Q16s")
_encode = msgspec.msgpack.Encoder().encode

__all__ = ["Chats", "Committed", "Entry", "Line", "Loaded", "Moved", "Part", "Repeated", "Write"]


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a transcript, redacted before it came here. ``who`` is customer, bot, agent, note or system.

    ``by`` is the staff member who wrote or did it. A line of the system names a change of the driver in ``text``; a note is
    the care team's own. ``names`` are holders' names that the text bears. ``understood``: what a
    customer's own words were taken to want, ``step`` where they said them.
    """

    who: str
    text: str
    at: int
    outbox: str = ""
    choices: tuple[str, ...] = ()
    by: str = ""
    names: tuple[str, ...] = ()
    understood: Understood | None = None
    step: str = ""


class Part(Struct, frozen=True):
    """A part of a transcript: the lines of its turns from place ``first`` to before ``until``, of ``total``."""

    lines: tuple[Line, ...]
    first: int
    until: int
    total: int


_lines = msgspec.msgpack.Decoder(tuple[Line, ...])


class Loaded(Struct, frozen=True):
    """A chat as it was read: None when there is none yet."""

    account: str
    version: int
    commit: bytes
    chat: Chat | None
    key: DataKey | None


class Write(Struct, frozen=True, kw_only=True):
    """What one turn writes. ``commit`` is 16 bytes in hexadecimal; ``key`` is the id by which a repeat is known.

    ``references`` are numbers of requests and tickets made by it, ``closed`` those that wait no more, ``dropped`` those that
    lead nowhere any more. ``records`` are security events, sealed by
    ``Audit``. ``driver`` is a new driver in the commit script's words ("": as before). ``words`` are what the chat can be
    found by from now on, ``counts`` what it adds to the figures.
    ``forgets``: the chat's data key is replaced, and its transcript, sent states and outbox go; of the outbox only the
    effects that ``keeps`` names stay, sealed anew. ``forgotten`` are the days whose figures no longer lead to it.
    """

    commit: str
    key: str
    seen_for: int
    now: int
    chat: Chat
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    finished: bytes | None = None
    timer: int | None = None
    references: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    records: tuple[bytes, ...] = ()
    driver: str = ""
    words: tuple[str, ...] = ()
    counts: tuple[Counts, ...] = ()
    news: tuple[News, ...] = ()
    keep: Keep = Keep()
    lease: str = ""
    forgets: bool = False
    keeps: frozenset[str] = frozenset()
    forgotten: tuple[date, ...] = ()


class Committed(Struct, frozen=True):
    """Written. ``lease`` is the token under which the outbox became ours; ``queued`` is all of it, where that is known.

    ``loaded`` is the chat as it would be read now; None where an earlier call wrote it, which may have drawn another key.
    """

    loaded: Loaded | None
    lease: str | None
    queued: tuple[Queued, ...] | None


class Moved(Struct, frozen=True):
    """Another commit was first: nothing was written."""


class Repeated(Struct, frozen=True):
    """The message was taken in before: nothing was written."""


class Chats:
    """Loads and commits."""

    def __init__(self, server: Server, vault: Vault, formats: Formats | None = None) -> None:
        self._server = server
        self._vault = vault
        self._formats = formats or Formats()

    async def load(self, account: str) -> Loaded:
        """Read a chat; raises StoreDown, StateTooNew, Tampered."""
        home = keys.home(account)
        return self._loaded(account, *await self._server.call("MGET", home.chat(account), home.key(account)))

    async def exists(self, account: str) -> bool:
        """Tell whether there is such a chat."""
        return bool(await self._server.call("EXISTS", keys.home(account).chat(account)))

    async def load_many(self, accounts: list[str]) -> list[Loaded]:
        """Read several chats in one go."""
        homes = [(account, keys.home(account)) for account in accounts]
        answers = await self._server.many([("MGET", home.chat(account), home.key(account)) for account, home in homes])
        return [self._loaded(account, *answer) for account, answer in zip(accounts, answers, strict=True)]

    def sealed(self, key: DataKey, account: str, chat: Chat) -> bytes:
        """Seal a chat's state, as it is kept."""
        return key.seal(keys.home(account).chat(account), self._formats.write(chat))

    def _loaded(self, account: str, state: bytes | None, wrapped: bytes | None) -> Loaded:
        home = keys.home(account)
        if state is None or wrapped is None:
            return Loaded(account, 0, b"", None, None)
        version, commit = _HEAD.unpack_from(state)
        key = self._vault.known(home.key(account), wrapped)
        return Loaded(
            account, version, commit, self._formats.read(key.open(home.chat(account), state[_HEAD.size :])), key
        )

    async def commit(self, loaded: Loaded, write: Write) -> Committed | Moved | Repeated:
        """Write a turn whole, once; raises StoreDown when it is not known to be written (the same call may be repeated)."""
        account, home = loaded.account, keys.home(loaded.account)
        known = None if write.forgets else loaded.key
        key = known or self._vault.fresh(home.key(account))
        out = home.out(account)
        entries = (*await self._kept(loaded, write), *write.entries)
        packed = [pack(key, out, entry) for entry in entries]
        line = sealed_lines(key, home.lines(account), write.lines) if write.lines else b""
        first_due = min((entry.not_before for entry in entries), default=0)
        answer = await self._server.run(
            COMMIT,
            [
                home.chat(account), home.key(account), home.lines(account), out, home.lease(account),
                home.done(write.commit), home.seen, home.timers, home.due, home.chats, home.refs, home.live,
                home.audit, home.sent(account), home.waiting, home.driven, home.index, home.open, home.read,
                home.news, home.tickets,
                *(name for count in write.counts for name in (home.figures(count.day), home.behind(count.day))),
                *(home.behind(day) for day in write.forgotten),
            ],
            [
                loaded.version, loaded.commit, bytes.fromhex(write.commit), account, self.member(account, write.key),
                write.now + write.seen_for, write.now, self.sealed(key, account, write.chat),
                b"" if known else key.wrapped, line, write.timer or 0, write.lease, write.finished or b"",
                max(write.now + (LOOK_AGAIN if write.lease else 0), first_due), keys.HINTS, int(write.forgets), len(packed),
                len(write.records), write.driver, self._words(write), self._counts(write),
                self._news(write), *packed, *write.records,
                *write.references, *(f"-{number}" for number in write.closed), *(f"!{number}" for number in write.dropped),
            ],
        )  # fmt: skip
        if write.forgets and loaded.key:
            self._vault.forget(loaded.key)
        return self._outcome(answer, account, key, write, entries, packed)

    async def transcript(self, account: str, turns: int = 0) -> tuple[Line, ...]:
        """Read the transcript, oldest first: the last so many turns, or the whole (0)."""
        return (await self.part(account, -turns))[1].lines

    async def part(self, account: str, first: int, until: int = 0) -> tuple[Loaded, Part]:
        """Read a chat and a part of its transcript in one round trip: the turns from ``first`` to before ``until``.

        ``until`` is 0 for the end; a negative ``first`` counts back from there.
        """
        try:
            return await self._part(account, first, until)
        except Tampered:
            return await self._part(account, first, until)  # Once more: an erasure may have changed the key in between.

    async def _part(self, account: str, first: int, until: int) -> tuple[Loaded, Part]:
        home = keys.home(account)
        lines = home.lines(account)
        start = max(until + first, 0) if until and first < 0 else first
        asked = [
            ("MGET", home.chat(account), home.key(account)),
            ("LLEN", lines),
            ("LRANGE", lines, start, until - 1),
        ]
        state, total, items = await self._server.many(asked)
        loaded = self._loaded(account, *state)
        if loaded.key is None:
            return loaded, Part((), 0, 0, 0)
        turns = [opened_lines(loaded.key, lines, item) for item in items]
        place = start if start >= 0 else max(total + start, 0)
        return loaded, Part(tuple(line for turn in turns for line in turn), place, place + len(turns), total)

    async def find(self, reference: str, number: int) -> str | None:
        """Return the account that made a request, by its number and the partition that leads to."""
        found = await self._server.call("HGET", keys.HOMES[number].refs, reference)
        return found.decode() if found else None

    async def accounts(self) -> tuple[str, ...]:
        """Return all accounts that have a chat, in no order."""
        answers = await self._server.many([("ZRANGE", home.chats, 0, -1) for home in keys.HOMES])
        return tuple(account.decode() for answer in answers for account in answer)

    async def references(self) -> dict[str, str]:
        """Return all request numbers with their accounts."""
        answers = await self._server.many([("HGETALL", home.refs) for home in keys.HOMES])
        flat = [word.decode() for answer in answers for word in _pairs(answer)]
        return dict(zip(flat[::2], flat[1::2], strict=True))

    async def took(self, account: str, key: str) -> bool:
        """Tell whether something with this key was taken in before; raises StoreDown."""
        return await self._server.call("ZSCORE", keys.home(account).seen, self.member(account, key)) is not None

    def member(self, account: str, key: str) -> bytes:
        """Return what is kept of a message taken in, by which a repeat of it is known (b"": nothing is)."""
        return self._vault.digest("seen", f"{account}\0{key}")[:MEMBER] if key else b""

    async def _kept(self, loaded: Loaded, write: Write) -> list[Entry]:
        """Read what of the outbox outlives an erasure: only an outcome takes it out, and that moves the version."""
        if not (write.forgets and write.keeps and loaded.key):
            return []
        out = keys.home(loaded.account).out(loaded.account)
        raws = await self._server.call("LRANGE", out, 0, -1)
        waiting = [unpack(loaded.key, out, raw) for raw in raws]
        return [
            Entry(id=queued.id, kind="e", not_before=queued.not_before, body=queued.body)
            for queued in waiting
            if queued.id in write.keeps
        ]

    def _words(self, write: Write) -> bytes:
        return _encode([indexed(self._vault, word) for word in write.words]) if write.words else b""

    def _news(self, write: Write) -> bytes:
        # As text: the script's own unpacking knows no binary.
        return _encode([msgspec.json.encode(item).decode() for item in write.news]) if write.news else b""

    def _counts(self, write: Write) -> bytes:
        stay = (write.keep.figures // SECOND, write.keep.transcript // SECOND)
        return _encode([(*stay, count.words) for count in write.counts]) if write.counts else b""

    def _outcome(
        self,
        answer: list[object],
        account: str,
        key: DataKey,
        write: Write,
        entries: tuple[Entry, ...],
        packed: list[bytes],
    ) -> Committed | Moved | Repeated:
        word, version, got, before = answer
        if word == b"moved":
            return Moved()
        if word == b"seen":
            return Repeated()
        queued = None
        if before == 0:
            queued = tuple(
                Queued(id=entry.id, not_before=entry.not_before, body=entry.body, raw=raw)
                for entry, raw in zip(entries, packed, strict=True)
            )
        now = Loaded(account, int(str(version)), bytes.fromhex(write.commit), write.chat, key)
        loaded = now if int(str(before)) >= 0 else None
        return Committed(loaded, write.lease if got else None, queued)


def opened_lines(key: DataKey, name: str, item: bytes) -> tuple[Line, ...]:
    """Open one turn's lines of the transcript ``name``; raises Tampered."""
    return _lines.decode(key.open(name, item))


def sealed_lines(key: DataKey, name: str, lines: tuple[Line, ...]) -> bytes:
    """Seal one turn's lines for the transcript ``name``."""
    return key.seal(name, _encode(lines))


def _pairs(answer: object) -> list[bytes]:
    # RESP3 answers a map, RESP2 a flat list.
    if isinstance(answer, dict):
        return [word for pair in answer.items() for word in pair]
    return list(answer) if isinstance(answer, list) else []
