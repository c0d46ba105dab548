"""Limits in slots of their own: taken before what they guard, once an id, and given back when it did not come to that."""

from __future__ import annotations

from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.server import Server
from storage.vault import Vault

TAKE = Script("take")
GIVE_BACK = Script("give_back")
_RETURNED, _REFUSED, _NEW = -1, 0, 1  # what ``take.lua`` answers; 2: this id had taken one before


class Window(Struct, frozen=True):
    """At most ``most`` of limit ``name`` for ``scope`` within ``length`` milliseconds of the first one counted.

    ``told``: a customer may hear until when it holds. ``counts``: what is counted, once each, instead of attempts.
    """

    name: str
    scope: str
    most: int
    length: int
    told: bool = True
    counts: str = ""


class Granted(Struct, frozen=True):
    """All were taken (or had been, by the same id)."""


class Refused(Struct, frozen=True):
    """Used up until ``until`` (milliseconds since 1970): the latest end of all that hold and may be told, 0 for none."""

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
        calls = [([self._key(window)], [self._id(id, window), window.most, window.length, now]) for window in windows]
        taken: list[Window] = []
        ends: list[int] = []
        returned = False
        for window, (granted, end) in zip(windows, await self._server.run_each(TAKE, calls), strict=True):
            returned = returned or int(granted) == _RETURNED
            if int(granted) == _NEW:
                taken.append(window)
            if int(granted) == _REFUSED:
                ends.append(int(end) if window.told else 0)
        if not ends and not returned:
            return Granted()
        await self._give_back(
            id, tuple(taken), ""
        )  # Nothing was done under this id yet: it may be granted another time.
        return Returned() if returned else Refused(max(ends))

    async def give_back(self, id: str, windows: tuple[Window, ...], now: int) -> None:
        """Give back what ``id`` took: it is not granted again. What a window ``counts`` may be taken another time."""
        await self._give_back(id, windows, "g")

    async def release(self, id: str, windows: tuple[Window, ...]) -> None:
        """Give back what ``id`` took as if it had never been: it may be taken again."""
        await self._give_back(id, windows, "")

    async def is_full(self, windows: tuple[Window, ...], now: int) -> bool:
        """Tell whether any of these is used up, taking nothing."""
        found = await self._server.many([("HMGET", self._key(window), "ends", "count") for window in windows])
        return any(
            int(ends or 0) > now and int(count or 0) >= window.most
            for window, (ends, count) in zip(windows, found, strict=True)
        )

    async def clear(self, windows: tuple[Window, ...]) -> None:
        """Begin these anew."""
        await self._server.many([("DEL", self._key(window)) for window in windows])

    async def _give_back(self, id: str, windows: tuple[Window, ...], mark: str) -> None:
        calls = [([self._key(window)], [self._id(id, window), "" if window.counts else mark]) for window in windows]
        await self._server.run_each(GIVE_BACK, calls)

    def _id(self, id: str, window: Window) -> str:
        return self._vault.blind("limit id", window.counts) if window.counts else id

    def _key(self, window: Window) -> str:
        return keys.limit(window.name, self._vault.blind(f"limit {window.name}", window.scope))
