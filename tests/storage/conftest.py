"""Real Redis for storage: the bundled 6.2 and, where it is installed, the server on the path."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.embedded import EmbeddedRedis, bundled_server
from storage.store import Store

KEYS = ("a secret key of more than thirty-two characters",)


@pytest.fixture(params=["bundled", "path"])
def binary(request: pytest.FixtureRequest) -> str:
    """Return a server's binary; skipped by name where this machine has none on its path."""
    found = bundled_server() if request.param == "bundled" else shutil.which("redis-server")
    if found is None:
        pytest.skip(f"no redis-server ({request.param}) here: install Debian's redis-server to run this")
    return found


@pytest.fixture
async def server(binary: str, tmp_path: Path) -> AsyncIterator[EmbeddedRedis]:
    """Run an embedded server."""
    async with EmbeddedRedis(tmp_path / "data", binary) as running:
        yield running


@pytest.fixture
async def store(server: EmbeddedRedis) -> AsyncIterator[Store]:
    """Open a store in it."""
    opened = await Store.open(server.url, KEYS)
    yield opened
    await opened.close()
