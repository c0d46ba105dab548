"""A commit that must be on a replica before it counts."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from storage.connection import Script, Together
from storage.errors import StoreDown
from storage.store import Store
from tests.storage.conftest import KEYS


@asynccontextmanager
async def redis(binary: str, folder: Path, *more: str) -> AsyncIterator[int]:
    """Run a server at a port of its own."""
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = int(reserved.getsockname()[1])
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            await answering(port)
            yield port
        finally:
            server.kill()


async def answering(port: int, wanted: str = "") -> None:
    """Wait until the server answers, and says ``wanted`` of its replication."""
    async with asyncio.timeout(15):
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"INFO replication\r\nQUIT\r\n")
                said = (await reader.read()).decode()
                writer.close()
                await writer.wait_closed()
                if said.startswith("$") and wanted in said:
                    return
            except OSError:
                pass  # Not yet.
            await asyncio.sleep(0.02)


async def test_a_commit_needs_its_replica(binary: str, tmp_path: Path) -> None:
    """Alone, a script's write is not acknowledged though a plain read is; with a replica it counts."""
    async with redis(binary, tmp_path / "primary", "--repl-diskless-sync-delay", "0") as port:
        url = f"redis://127.0.0.1:{port}"
        alone = Together(url, replicas=1)
        assert await alone.call("PING")
        with pytest.raises(StoreDown, match="too few replicas"):
            await alone.run(Script("mark"), ["{x}:k"], ["a", "1000"])
        async with redis(binary, tmp_path / "replica", "--replicaof", "127.0.0.1", str(port)):
            await answering(port, "state=online")
            store = await Store.open(url, KEYS, replicas=1)
            assert await alone.run(Script("mark"), ["{x}:other"], ["a", "1000"]) is not None
            await store.close()
        await alone.close()
