"""The keeper: chores that one process does for all, by itself: the daily purge, the hourly anchors of the audit log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from msgspec import structs

from conversations.limits import DAY, HOUR
from conversations.terms import Terms
from handlers.ports import Clock
from handlers.vigil import Vigil
from storage.audit import Audit
from storage.chores import Chores
from storage.figures import Figures
from storage.purge import Purge, Purged

log = structlog.get_logger()

PAUSE = 60.0  # seconds between two looks
PURGE, ANCHOR, SETTLE = "purge", "anchor", "settle"
SETTLED = 31  # days whose sums are made anew


class Keeper:
    """Takes what is due. Every process has one; who comes first does it. ``rewrite`` rewrites Redis's own files."""

    def __init__(
        self,
        chores: Chores,
        purge: Purge,
        audit: Audit,
        clock: Clock,
        rewrite: Callable[[], Awaitable[bool]],
        figures: Figures,
        terms: Terms,
    ) -> None:
        self._chores = chores
        self._purge = purge
        self._audit = audit
        self._clock = clock
        self._rewrite = rewrite
        self._figures = figures
        self._terms = terms
        self._vigil = Vigil("keeper", self.look, PAUSE)

    async def run(self) -> None:
        """Look until ``stop`` is called; while Redis is away, look again."""
        await self._vigil.run()

    async def look(self) -> None:
        """Do what is due now."""
        if await self._chores.take(ANCHOR, HOUR, self._clock.now()):
            anchored = await self._audit.anchor(self._clock.now())
            await self._chores.done(ANCHOR, self._clock.now())
            log.info("audit_anchored", count=anchored.signed)
            if anchored.broken:
                log.error("audit_broken", alert=True, count=anchored.broken, why="run polisbot audit verify")
        if await self._chores.take(SETTLE, HOUR, self._clock.now()):
            await self._settle()
        if await self._chores.take(PURGE, DAY, self._clock.now()):
            await self._purge_all()

    def stop(self) -> None:
        """Let ``run`` end."""
        self._vigil.stop()

    async def _settle(self) -> None:
        """Sum the days anew that may have been counted on since: a request is decided days after its linking began."""
        today = self._terms.today(self._clock.now())
        for back in range(1, SETTLED):
            await self._figures.settle(today - timedelta(days=back))
        await self._chores.done(SETTLE, self._clock.now())

    async def _purge_all(self) -> None:
        purged = await self._purge.run(self._clock.now(), self._goes_on)
        if purged is None:
            return  # Another process has it, or this one ends: what went is gone all the same.
        rewritten = await self._rewrite()
        await record_purge(self._audit, "system", purged, self._clock.now())
        await self._chores.done(PURGE, self._clock.now())
        log.info("purged", count=purged.chats + purged.turns, status="rewritten" if rewritten else "not rewritten")

    async def _goes_on(self) -> bool:
        return not self._vigil.stopped and await self._chores.take(PURGE, DAY, self._clock.now())


async def record_purge(audit: Audit, actor: str, purged: Purged, now: int) -> None:
    """Record what a purge removed."""
    counts = {name: str(count) for name, count in structs.asdict(purged).items() if count}
    await audit.record(actor, "data.purge", at=now, details=counts)
