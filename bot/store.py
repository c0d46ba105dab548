"""Opening what is remembered: the embedded server, or the one that the settings name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from bot.settings.table import SECRET_KEYS
from storage.embedded import EmbeddedRedis, unusable
from storage.errors import NoServer, UnknownKey
from storage.formats import Formats
from storage.keyring import FILE as KEY_FILE
from storage.keyring import KeyFile
from storage.store import Store


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the store of these settings, starting or joining the embedded server where no other is named."""
    formats = Formats(settings.state_format)
    if settings.redis_url is not None:
        store = await _open(settings, settings.redis_url, formats)
        try:
            yield store
        finally:
            await store.close()
        return
    async with EmbeddedRedis(settings.data_dir) as server:
        store = await _open(settings, server.url, formats)
        try:
            yield store
        finally:
            await store.close()


async def _open(settings: Settings, url: str, formats: Formats) -> Store:
    """Open the store; a key that does not fit, or a folder that takes no key, is told with what to do."""
    keys = settings.secret_keys or KeyFile(settings.data_dir)
    try:
        return await Store.open(url, keys, settings.redis_wait, formats)
    except UnknownKey as problem:
        where = SECRET_KEYS.name if settings.secret_keys else str(settings.data_dir / KEY_FILE)
        todo = f"put back the {where} that these data were written with, from the same backup"
        raise UnknownKey(f"The stored data cannot be opened: {problem}. Nothing was changed; {todo}.") from None
    except OSError as error:
        raise NoServer(unusable(settings.data_dir, error)) from None
