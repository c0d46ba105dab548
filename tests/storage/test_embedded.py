"""The embedded server: a real one, that keeps its data, outlives nobody, and is never there twice."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from storage import embedded
from storage.embedded import EmbeddedRedis
from storage.errors import NoServer
from storage.keyring import secret_keys
from storage.store import Store
from tests.storage.conftest import KEYS

LOADING = """
import socket, time
listening = socket.socket(socket.AF_UNIX)
listening.bind("redis.sock")
listening.listen()
ready = time.monotonic() + 2.5
while True:
    connection, _ = listening.accept()
    connection.recv(64)
    connection.sendall(b"+PONG\\r\\n" if time.monotonic() > ready else b"-LOADING Redis is loading the dataset in memory\\r\\n")
"""
OWNER = """
import asyncio, sys
from pathlib import Path
from storage.embedded import EmbeddedRedis
async def main():
    async with EmbeddedRedis(Path(sys.argv[1]), sys.argv[2]) as server:
        print(server._server.pid, flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_it_keeps_its_data_over_a_restart(binary: str, tmp_path: Path) -> None:
    """What was written is there at the next start."""
    for expected in (None, b"value"):
        async with EmbeddedRedis(tmp_path, binary) as server:
            store = await Store.open(server.url, KEYS)
            assert await store.together.call("GET", "key") == expected
            await store.together.call("SET", "key", "value")
            await store.close()


async def test_it_is_append_only_full_at_its_limit_and_private(binary: str, tmp_path: Path) -> None:
    """Append-only, noeviction, no TCP port, a socket for its owner alone."""
    async with EmbeddedRedis(tmp_path, binary) as server:
        store = await Store.open(server.url, KEYS)
        found = await store.together.client.config_get("*")
        await store.close()
        assert (found["appendonly"], found["appendfsync"], found["maxmemory-policy"]) == (
            "yes",
            "everysec",
            "noeviction",
        )
        assert found["port"] == "0"
        assert stat.S_IMODE((tmp_path / "redis.sock").stat().st_mode) == 0o700
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


async def test_a_second_process_joins_and_takes_over(binary: str, tmp_path: Path) -> None:
    """Beside a running server another joins it; when the owner ends, it starts the server again on the same file."""
    owner = EmbeddedRedis(tmp_path, binary)
    await owner.__aenter__()
    async with EmbeddedRedis(tmp_path, binary) as joined:
        assert (owner.owns, joined.owns) == (True, False)
        store = await Store.open(joined.url, KEYS)
        await store.together.call("SET", "key", "value")
        await owner.__aexit__()
        async with asyncio.timeout(10):
            await joined.taken_over.wait()
        assert joined.owns
        assert await store.together.call("GET", "key") == b"value"
        await store.close()


async def test_a_start_that_fails_is_not_the_last(binary: str, tmp_path: Path) -> None:
    """The server is killed and its file damaged: each failed start asks for the operator, until the file is good again."""
    async with EmbeddedRedis(tmp_path, binary) as server:
        store = await Store.open(server.url, KEYS)
        await store.together.call("SET", "key", "value")
        [file] = [*tmp_path.glob("appendonlydir/*.manifest"), *tmp_path.glob("appendonly.aof")]
        with capture_logs() as logs:
            assert server.pid
            os.kill(server.pid, signal.SIGKILL)
            good = file.read_bytes()
            file.write_bytes(b"this is no log\n")
            async with asyncio.timeout(20):
                while not logs:
                    await asyncio.sleep(0.05)
                file.write_bytes(good)
                await server.taken_over.wait()
        assert (logs[0]["event"], logs[0]["alert"]) == ("redis_not_started", True)
        assert "ended at its start" in logs[0]["why"]
        assert await store.together.call("GET", "key") == b"value"
        await store.close()


async def test_a_server_that_loads_is_waited_for(tmp_path: Path) -> None:
    """A long append-only file takes longer than a server may be silent."""
    (stand_in := tmp_path / "redis-server").write_text(f"#!{sys.executable}\n{LOADING}", encoding="ascii")
    stand_in.chmod(0o700)
    async with EmbeddedRedis(tmp_path / "data", str(stand_in), patience=1.0) as server:
        assert server.owns


async def test_it_does_not_outlive_a_killed_owner(binary: str, tmp_path: Path) -> None:
    """After kill -9 of the owner there is no server left."""
    owner = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OWNER, str(tmp_path), binary, stdout=asyncio.subprocess.PIPE
    )
    assert owner.stdout is not None
    pid = int(await owner.stdout.readline())
    owner.send_signal(signal.SIGKILL)
    await owner.wait()
    async with asyncio.timeout(10):
        while _lives(pid):
            await asyncio.sleep(0.01)
    async with EmbeddedRedis(tmp_path, binary) as server:
        assert server.owns


async def test_a_long_path_is_no_hindrance(binary: str, tmp_path: Path) -> None:
    """A socket path beyond what Redis takes is reached by a short link."""
    folder = tmp_path / ("x" * 100) / "data"
    async with EmbeddedRedis(folder, binary) as server:
        store = await Store.open(server.url, KEYS)
        assert await store.together.call("PING")
        await store.close()


def test_without_a_server_it_says_what_to_install() -> None:
    """Where there is none at all, the error names the packages."""
    with pytest.raises(NoServer, match="redis-server or valkey-server"):
        embedded.choose(None, [])


def test_the_newer_server_is_preferred() -> None:
    """A server on the path is taken only if it is newer than the bundled one."""
    assert embedded.choose(((6, 2, 14), "bundled"), [((7, 0, 15), "path")]) == "path"
    assert embedded.choose(((6, 2, 14), "bundled"), [((6, 0, 16), "path")]) == "bundled"
    assert embedded.choose(None, [((6, 0, 16), "path")]) == "path"


def test_secret_keys_are_made_once_for_their_owner(tmp_path: Path) -> None:
    """The keys of a folder stay the same, long enough, and readable by their owner alone."""
    first = secret_keys(tmp_path)
    assert secret_keys(tmp_path) == first
    assert len(first[0]) >= 32
    assert stat.S_IMODE((tmp_path / "secret_keys").stat().st_mode) == 0o600


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
