"""The alarm: too few codes are verified, or too many typed ones are wrong. Counted over all chats, in one slot."""

from __future__ import annotations

from conversations.limits import Limits as Bounds
from storage import keys
from storage.connection import Script
from storage.server import Server

ALARM = Script("alarm")
NAMES = [keys.alarm(kind) for kind in ("sent", "verified", "typed", "wrong")]


class Alarm:
    """Counts codes sent, verified and typed; on while the counts are bad. Raises StoreDown."""

    def __init__(self, server: Server, bounds: Bounds) -> None:
        self._server = server
        self._bounds = bounds

    async def sent(self, code: str, now: int) -> None:
        """Count a code that leaves (once, however often it is told)."""
        await self._run(now, "sent", code)

    async def typed(self, attempt: str, now: int, *, wrong: bool) -> None:
        """Count a code that was typed and compared."""
        await self._run(now, "wrong" if wrong else "right", attempt)

    async def verified(self, code: str, now: int) -> None:
        """Count a code that was verified."""
        await self._run(now, "verified", code)

    async def on(self, now: int) -> bool:
        """Tell whether the alarm is on at ``now`` (milliseconds since 1970)."""
        return bool(await self._run(now, "", ""))

    async def _run(self, now: int, what: str, id: str) -> int:
        bounds = self._bounds
        numbers = (
            bounds.code_lifetime,
            bounds.alarm_codes,
            bounds.alarm_verified,
            bounds.alarm_typed,
            bounds.alarm_wrong,
        )
        return int(await self._server.run(ALARM, NAMES, [now, what, id, *numbers]))
