"""Who of the care team is at a conversation right now, looking or typing: forgotten a minute after the last sign."""

from __future__ import annotations

from msgspec import Struct

from storage import keys
from storage.queues import fields
from storage.server import Server

STAYS = 45_000  # milliseconds that a sign counts; a page gives one every 20 s
TYPES = 6_000  # milliseconds that a keystroke counts
KEPT = 60  # seconds


class Present(Struct, frozen=True):
    """A member (an id) who looks at a chat; ``typing``: who writes in it."""

    staff: str
    typing: bool


class Presence:
    """Keeps the signs. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def show(self, account: str, staff: str, now: int, *, typing: bool) -> None:
        """Take a sign that somebody is there."""
        key = keys.home(account).looks(account)
        sign = f"{now + STAYS} {now + TYPES if typing else 0}"
        await self._server.many([("HSET", key, staff, sign), ("EXPIRE", key, KEPT)])

    async def leave(self, account: str, staff: str) -> None:
        """Forget somebody who went on."""
        await self._server.call("HDEL", keys.home(account).looks(account), staff)

    async def at(self, account: str, now: int) -> tuple[Present, ...]:
        """Return who is there."""
        found = await self._server.call("HGETALL", keys.home(account).looks(account))
        signs = {staff.decode(): sign.decode().split() for staff, sign in fields(found)}
        return tuple(
            Present(staff, int(typed) > now) for staff, (seen, typed) in sorted(signs.items()) if int(seen) > now
        )
