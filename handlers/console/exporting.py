"""Exporting: a file is written in the background, a page of rows at a time, masked unless two people want it whole."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog
from msgspec import structs

from conversations.chat import Chat, Request
from conversations.drivers import AgentDrives, NobodyDrives
from conversations.house import House
from conversations.masking import mask_text
from conversations.masks import mask_name, mask_policy
from conversations.steps.anywhere import inner
from conversations.terms import Terms
from handlers.console.masked import masked_line
from handlers.ports import Clock
from storage import errors
from storage.chats import Line
from storage.exports import Export
from storage.outbox import Delivery
from storage.store import Store
from storage.tables import Kept

log = structlog.get_logger()

KINDS = ("conversations", "requests")
BULK = 1_000  # rows from which an export takes two people
AT_ONCE = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TRANSCRIPT = "transcript"
LINES = 200  # of a transcript that are written in one go
_HEADS = {
    TRANSCRIPT: ("at", "who", "staff", "text", "offered", "delivery"),
    "conversations": ("conversation", "channel", "customer", "type", "step", "driver", "linked", "requests", "last_activity"),
    "requests": ("request", "conversation", "type", "policy", "participant", "holder", "state", "reason", "made", "due",
                 "decided"),
}  # fmt: skip

Rows = tuple[list[tuple[str, ...]], int]


class Exporter:
    """Writes exports. One task each; what a process leaves unfinished is told as failed and can be started again."""

    def __init__(self, store: Store, terms: Terms, clock: Clock, house: House) -> None:
        self._store = store
        self._house = house
        self._terms = terms
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def count(self) -> int:
        """Return how many rows an export may have at most: as many as there are conversations."""
        return (await self._store.rows.counts()).all

    def start(self, kept: Kept[Export]) -> None:
        """Write a file from its beginning."""
        task = asyncio.ensure_future(self._write(kept))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait until nothing is being written here."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        """Give up what is being written."""
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _write(self, kept: Kept[Export]) -> None:
        try:
            await self._pages(kept)
        except errors.StorageProblem as problem:
            log.warning("export_failed", why=type(problem).__name__)

    async def _pages(self, kept: Kept[Export]) -> None:
        export, exports = kept.value, self._store.exports
        await exports.clear(kept.id)
        total = export.total or await self.count()
        version = await self._put(kept.id, kept.version, export, "running", 0, total)
        await exports.append(kept.id, written([_HEADS[export.kind]]))
        done = 0
        async for rows, looked in self._pages_of(export):
            if rows:
                await exports.append(kept.id, written(rows))
            done += looked
            version = await self._put(kept.id, version, export, "running", done, max(done, total))
        await self._put(kept.id, version, export, "ready", done, done)

    async def _put(self, id: str, version: int, export: Export, state: str, done: int, total: int) -> int:
        now = structs.replace(export, state=state, done=done, total=total, at=self._clock.now())
        if not await self._store.exports.table.put(id, version, now):
            raise errors.StorageProblem("somebody else writes this export")
        return version + 1

    def _pages_of(self, export: Export) -> AsyncIterator[Rows]:
        match export.kind:
            case "conversations":
                return self._conversations(export)
            case "requests":
                return self._requests(export)
        return self._transcript(export)

    async def _transcript(self, export: Export) -> AsyncIterator[Rows]:
        """Write what was said since the account's present owner came, with what became of each message."""
        store, names = self._store, {member.id: member.value.name for member in await self._store.staff.all()}
        chat = (await store.chats.load(export.account)).chat
        if chat is None:
            return
        lines = [line for line in await store.chats.transcript(export.account) if line.at >= chat.since]
        for start in range(0, len(lines), LINES):
            some = lines[start : start + LINES]
            sent = await store.outbox.deliveries(export.account, [line.outbox for line in some if line.outbox])
            yield [self._line(export, chat, line, names, sent) for line in some], len(some)

    def _line(
        self, export: Export, chat: Chat, line: Line, names: dict[str, str], sent: dict[str, Delivery]
    ) -> tuple[str, ...]:
        plain = export.whole or line.who == "system"
        text = line.text if plain else masked_line(self._house, self._terms.zone, chat, line)
        delivery = sent.get(line.outbox)
        return (
            _moment(line.at, self._terms.zone),
            line.who,
            names.get(line.by, line.by),
            text,
            " | ".join(choice if export.whole else mask_text(choice, line.names) for choice in line.choices),
            delivery.state if delivery else "",
        )

    async def _conversations(self, export: Export) -> AsyncIterator[Rows]:
        after = None
        while True:
            page = await self._store.rows.all(after)
            yield (
                [
                    _conversation(row.place.account, row.chat, row.place.at, export.whole, self._terms.zone)
                    for row in page.rows
                    if self._within(export, row.place.at)
                ],
                len(page.rows),
            )
            if page.next is None or self._terms.today(page.next.at) < date.fromisoformat(export.first):
                return
            after = page.next

    async def _requests(self, export: Export) -> AsyncIterator[Rows]:
        accounts = sorted(set((await self._store.chats.references()).values()))
        for start in range(0, len(accounts), AT_ONCE):
            rows = []
            for loaded in await self._store.chats.load_many(accounts[start : start + AT_ONCE]):
                for request in loaded.chat.requests if loaded.chat else ():
                    if self._within(export, request.made):
                        rows.append(_request(loaded.account, request, export.whole, self._terms.zone))
            yield rows, min(AT_ONCE, len(accounts) - start)

    def _within(self, export: Export, at: int) -> bool:
        return date.fromisoformat(export.first) <= self._terms.today(at) <= date.fromisoformat(export.last)


def written(rows: list[tuple[str, ...]]) -> str:
    """Write rows of a file. Every cell is quoted text, so that zeros stay; none can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([cell(text) for text in row] for row in rows)
    return out.getvalue()


def cell(text: str) -> str:
    """Return a text that a spreadsheet shows and never reckons with (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _conversation(account: str, chat: Chat, at: int, whole: bool, zone: ZoneInfo) -> tuple[str, ...]:
    active = next((link for link in chat.links if link.id == chat.active), None)
    details = getattr(inner(chat.step), "details", None) or active
    show: Callable[[str], str] = str if whole else mask_name
    return (
        account,
        chat.channel,
        show(active.holder) if active else "",
        details.type if details else "",
        type(inner(chat.step)).__name__,
        _driver(chat),
        str(len(chat.links)),
        str(len(chat.requests)),
        _moment(at, zone),
    )


def _driver(chat: Chat) -> str:
    match chat.driver:
        case AgentDrives(name=name):
            return name
        case NobodyDrives():
            return "waiting"
    return "bot"


def _request(account: str, request: Request, whole: bool, zone: ZoneInfo) -> tuple[str, ...]:
    number: Callable[[str], str] = str if whole else mask_policy
    return (
        request.reference,
        account,
        request.type,
        number(request.policy),
        number(request.participant) if request.participant else "",
        request.holder if whole else mask_name(request.holder),
        request.state,
        request.reason,
        _moment(request.made, zone),
        _moment(request.eta, zone),
        _moment(request.decided, zone) if request.decided else "",
    )


def _moment(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1000, zone).isoformat(timespec="seconds")
