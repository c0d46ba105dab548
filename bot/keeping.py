"""What an installation does by itself, or by command, so that nothing stays longer than it may."""

from __future__ import annotations

import secrets

from bot.clock import WallClock
from bot.operator import operator
from bot.progress import Progress
from bot.settings import Settings
from bot.store import open_store
from bot.terms import terms_of
from handlers.keeper import Keeper, record_purge
from handlers.ports import Clock
from storage.chores import Chores
from storage.keys import PARTITIONS
from storage.purge import Purge, Purged
from storage.store import Store


def keeper_of(store: Store, settings: Settings, clock: Clock) -> Keeper:
    """Return the keeper of this process."""
    return Keeper(
        Chores(store.server, secrets.token_hex(8)),
        _purge(store, settings),
        store.audit,
        clock,
        store.rewrite,
        store.figures,
        terms_of(settings, polls=False),
    )


async def purge(settings: Settings, progress: Progress) -> tuple[Purged, bool]:
    """Purge now; return what went, and whether Redis's own files are rewritten."""

    async def go_on() -> bool:
        progress.tick()
        return True

    async with open_store(settings) as store:
        now = WallClock().now()
        progress.until(PARTITIONS)
        purged = await _purge(store, settings).run(now, go_on) or Purged()
        await record_purge(store.audit, operator(), purged, now)
        return purged, await store.rewrite()


def _purge(store: Store, settings: Settings) -> Purge:
    return Purge(store.server, store.vault, store.chats, store.audit, settings.keep)
