"""The sandbox's registry: the real one behind a switch, so that the likeliest outage can be shown."""

from __future__ import annotations

from msgspec import Struct

from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from handlers.ports import Registry, RegistryDown


class RegistryTrouble(Struct, kw_only=True):
    """An order for the registry: ``away`` until withdrawn."""

    away: bool = False


class SwitchedRegistry:
    """Asks the registry inside, or answers nothing while it was ordered away."""

    def __init__(self, inside: Registry, trouble: RegistryTrouble) -> None:
        self.polls = inside.polls
        self._inside = inside
        self._trouble = trouble

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Ask whether the details belong together."""
        return await self._reached().look_up(ask)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link once."""
        return await self._reached().link(ask, channel, account_hash)

    async def unlink(self, link_id: str) -> bool:
        """Drop a link or request."""
        return await self._reached().unlink(link_id)

    async def status(self, link_id: str) -> tuple[str, str]:
        """Return how a request stands."""
        return await self._reached().status(link_id)

    def _reached(self) -> Registry:
        if self._trouble.away:
            raise RegistryDown("the sandbox was told so")
        return self._inside
