"""The registry on a bad day."""

from __future__ import annotations

import asyncio

from conversations.effects import Link, LookUp
from conversations.events import LinkMade, Matched, NotMatched
from handlers.ports import Registry, RegistryDown


class FlakyRegistry:
    """A registry that can be away, or take its time until it ``may_answer``."""

    def __init__(self, inside: Registry) -> None:
        self.down = False
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.polls = inside.polls
        self._inside = inside

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Ask, unless it is away."""
        await self.may_answer.wait()
        self._check()
        return await self._inside.look_up(ask)

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link, unless it is away."""
        self._check()
        return await self._inside.link(ask, channel, account_hash)

    async def unlink(self, link_id: str) -> bool:
        """Unlink, unless it is away."""
        self._check()
        return await self._inside.unlink(link_id)

    async def status(self, link_id: str) -> tuple[str, str]:
        """Tell, unless it is away."""
        self._check()
        return await self._inside.status(link_id)

    def _check(self) -> None:
        if self.down:
            raise RegistryDown("the script says so")
