"""Exports: who asked for which file and why, how far it is, and its pieces, sealed, for a day."""

from __future__ import annotations

from collections.abc import AsyncIterator

from msgspec import Struct

from conversations.limits import DAY, MINUTE
from storage import keys
from storage.server import Server
from storage.tables import Kept, Table
from storage.vault import Vault

STAYS = DAY  # how long a file can be fetched
REMEMBERED = 30 * DAY  # how long it is told that there was one
SILENT = MINUTE  # a job that says nothing for so long has died with its process


class Export(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file. ``kind`` is conversations or requests, of the days ``first`` to ``last``, or the transcript of ``account``;
    ``whole``: nothing is masked.

    ``state``: asked (a second person must agree), running, ready, failed. ``done`` of ``total`` rows are written.
    """

    kind: str
    first: str
    last: str
    reason: str
    asked_by: str
    asked_name: str
    asked_at: int
    whole: bool = False
    account: str = ""
    state: str = "asked"
    done: int = 0
    total: int = 0
    at: int = 0

    def standing(self, now: int) -> str:
        """Return its state as it is now: a file is gone after a day, a job that fell silent has failed."""
        if self.state == "ready" and now >= self.at + STAYS:
            return "gone"
        return "failed" if self.state == "running" and now >= self.at + SILENT else self.state


class Exports:
    """Keeps exports. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._seal = vault.purpose("staff")
        self.table: Table[Export] = Table(server, vault, "exports", Export)

    async def of(self, member: str, now: int) -> list[Kept[Export]]:
        """Return a member's exports, the latest first; what is long over is forgotten."""
        mine = []
        for kept in await self.table.all():
            if now >= kept.value.asked_at + REMEMBERED:
                await self.table.drop(kept.id, kept.version)
            elif kept.value.asked_by == member:
                mine.append(kept)
        return sorted(mine, key=lambda kept: kept.value.asked_at, reverse=True)

    async def clear(self, id: str) -> None:
        """Drop what is written of a file."""
        await self._server.call("DEL", keys.export(id))

    async def append(self, id: str, piece: str) -> None:
        """Write a piece of a file; its day begins with its last piece."""
        name = keys.export(id)
        await self._server.call("RPUSH", name, self._seal.seal(name, piece.encode()))
        await self._server.call("PEXPIRE", name, STAYS)

    async def pieces(self, id: str) -> AsyncIterator[bytes]:
        """Yield a file's pieces in order."""
        name, place = keys.export(id), 0
        while (sealed := await self._server.call("LINDEX", name, place)) is not None:
            yield self._seal.open(name, sealed)
            place += 1
