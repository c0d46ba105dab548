"""Unlocking a policy that wrong codes have locked: by the care team, on the record."""

from __future__ import annotations

from bot.clock import WallClock
from bot.operator import operator
from bot.settings import Settings
from bot.store import open_store
from conversations.details import Details
from handlers.guards import Guards, policy_scope
from handlers.ports import Clock
from storage.store import Memory


async def unlock(settings: Settings, details: Details, reason: str) -> bool:
    """Unlock a policy; return whether it had been locked."""
    async with open_store(settings) as store:
        return await unlock_in(store, settings, details, reason, WallClock())


async def unlock_in(
    store: Memory, settings: Settings, details: Details, reason: str, clock: Clock, actor: str = ""
) -> bool:
    """Unlock a policy in an open store; ``actor``: who does, if not who types commands."""
    windows = Guards(settings.limits).unlockable(details)
    known = {"policy": store.audit.policy(policy_scope(details))}
    await store.audit.record(actor or operator(), "policy.unlocked", reason=reason, at=clock.now(), details=known)
    locked = await store.limits.is_full(windows, clock.now())
    await store.limits.clear(windows)
    return locked
