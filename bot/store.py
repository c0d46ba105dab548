"""Opening what is remembered: the embedded server, or the one that the settings name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from storage.embedded import EmbeddedRedis
from storage.formats import Formats
from storage.keyring import KeyFile
from storage.store import Store


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the store of these settings, starting or joining the embedded server where no other is named."""
    formats = Formats(settings.state_format)
    if settings.redis_url is not None:
        store = await Store.open(settings.redis_url, settings.secret_keys, settings.redis_wait, formats)
        try:
            yield store
        finally:
            await store.close()
        return
    async with EmbeddedRedis(settings.data_dir) as server:
        store = await Store.open(server.url, settings.secret_keys or KeyFile(settings.data_dir), formats=formats)
        try:
            yield store
        finally:
            await store.close()
