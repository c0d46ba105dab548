"""Limits in slots of their own: taken before what they guard, once an id, and given back when it did not come to that."""

from __future__ import annotations

from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.server import Server
from storage.vault import Vault

TAKE = Script("take")
GIVE_BACK = Script("give_back")


class Window(Struct, frozen=True):
    """At most ``most`` of limit ``name`` for ``scope`` within ``length`` milliseconds of the first one counted."""

    name: str
    scope: str
    most: int
    length: int


class Granted(Struct, frozen=True):
    """All were taken (or had been, by the same id)."""


class Refused(Struct, frozen=True):
    """Used up until ``until`` (milliseconds since 1970): the latest end of all that hold."""

    until: int


class Returned(Struct, frozen=True):
    """This id was given back before: it is not granted again."""


class Limits:
    """Takes and gives back. Raises StoreDown when a limit cannot be asked: the caller refuses."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault

    async def take_all(self, id: str, windows: tuple[Window, ...], now: int) -> Granted | Refused | Returned:
        """Take one of each window for ``id``, or of none: what was taken before a refusal is given back."""
        taken: list[Window] = []
        until = 0
        for window in windows:
            granted, end = await self._take(id, window, now)
            if granted < 0:
                return Returned()
            if granted:
                taken.append(window)
            else:
                until = max(until, end)
        if not until:
            return Granted()
        for window in taken:
            await self._undo(id, window)
        return Refused(until)

    async def give_back(self, id: str, windows: tuple[Window, ...], now: int) -> None:
        """Give back what ``id`` took."""
        for window in windows:
            await self._server.run(GIVE_BACK, [self._key(window)], [id, "g"])

    async def _take(self, id: str, window: Window, now: int) -> tuple[int, int]:
        granted, end = await self._server.run(TAKE, [self._key(window)], [id, window.most, window.length, now])
        return int(granted), int(end)

    async def _undo(self, id: str, window: Window) -> None:
        # Nothing was done under this id yet: it may be granted another time.
        await self._server.run(GIVE_BACK, [self._key(window)], [id, ""])

    def _key(self, window: Window) -> str:
        return keys.limit(window.name, self._vault.blind(f"limit {window.name}", window.scope))
