"""The witness: reads along in every transcript while a dialogue is played, and forgets nothing that an erasure takes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from storage.audit import Record
from storage.chats import Line
from storage.store import Memory


class Told(Struct, frozen=True):
    """What one account leaves to be counted again: every line that ever stood in its transcript, and its audit records."""

    lines: tuple[Line, ...]
    records: tuple[Record, ...]

    def in_order(self) -> Iterator[tuple[Line | Record, int]]:
        """Yield lines with their places and records in the order in which they happened; of one moment the lines first."""
        waiting = sorted(self.records, key=lambda record: record.at)
        for place, line in enumerate(self.lines):
            while waiting and waiting[0].at < line.at:
                yield waiting.pop(0), 0
            yield line, place
        for record in waiting:
            yield record, 0


class Witness:
    """Looks after every cue. ``lines`` are each account's, in order, across erasures."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Line, ...]] = {}
        self.lines: dict[str, list[Line]] = {}

    async def look(self, store: Memory) -> None:
        """Take down what is new in each transcript."""
        for account in await store.chats.accounts():
            now = await store.chats.transcript(account)
            known = self._last.get(account, ())
            kept = next(length for length in range(len(known), -1, -1) if known[len(known) - length :] == now[:length])
            self.lines.setdefault(account, []).extend(now[kept:])
            self._last[account] = now

    async def told(self, store: Memory) -> list[Told]:
        """Return what there is to count again."""
        await self.look(store)
        return [
            Told(tuple(lines), tuple(item.record for item in await store.audit.events(account)))
            for account, lines in self.lines.items()
        ]
