"""Rotating the secret keys of an installation, while it serves."""

from __future__ import annotations

from msgspec import Struct

from bot.clock import WallClock
from bot.operator import operator
from bot.progress import Progress
from bot.settings import Settings
from bot.store import open_store
from storage.keyring import KeyFile
from storage.rotation import Rotation
from storage.store import Store

PASSES = 3  # a chat that began while the first went on is met by the next


class Rotated(Struct, frozen=True, kw_only=True):
    """What became of it: keys looked at, wrapped anew, and left under an older secret key."""

    keys: int
    renewed: int
    left: int


async def rotate(settings: Settings, progress: Progress) -> Rotated:
    """Wrap every key with the newest secret key: one made for it where the data folder keeps them, else the first set."""
    async with open_store(settings) as store:
        rotation = Rotation(store.server, store.vault)
        if settings.redis_url is None and not settings.secret_keys and not await rotation.left():
            KeyFile(settings.data_dir).renew()  # Else an earlier rotation was stopped: it is finished first.
        return await rotate_in(store, progress)


async def rotate_in(store: Store, progress: Progress) -> Rotated:
    """Wrap every key of an open store with the newest secret key."""
    rotation = Rotation(store.server, store.vault)
    await store.audit.record(operator(), "keys.rotate", at=WallClock().now())
    keys, renewed, left = await rotation.count(), 0, 0
    for _ in range(PASSES):
        progress.until(keys)
        renewed += await rotation.rewrap(progress.tick)
        if not (left := await rotation.left()):
            break
    details = {"renewed": str(renewed), "left": str(left)}
    await store.audit.record(operator(), "keys.rotated", at=WallClock().now(), details=details)
    return Rotated(keys=keys, renewed=renewed, left=left)
