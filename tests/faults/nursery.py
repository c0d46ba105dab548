"""The nursery: one process that has read all the code and forks a replica whenever one is wanted, which serves at once.

To read the code takes an interpreter half a second of its processor: with a death every second that is all a machine does.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

from storage.embedded import die_with_parent
from tests.faults.replica import Replica
from tests.process.world import PATIENCE, ROOT, START

LOOK = 0.01  # seconds
NURSE = """
import json, os, signal, sys
import bot.app, bot.commands.run
from bot.__main__ import main
from storage.embedded import die_with_parent

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the dead
for line in sys.stdin:
    wanted = json.loads(line)
    if (child := os.fork()) == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with_parent()
        os.environ.clear()
        os.environ.update(wanted["environ"])
        os.chdir(wanted["folder"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(wanted["log"], os.O_WRONLY | os.O_CREAT), 2)
        sys.exit(main(["run"]))
    print(child, flush=True)
"""


class Nursery:
    """Use as an asynchronous context: ``fork`` starts replicas, which end with it."""

    async def __aenter__(self) -> Nursery:
        """Let the code be read."""
        self._nurse = await asyncio.create_subprocess_exec(
            sys.executable, "-c", NURSE, cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            preexec_fn=die_with_parent,
        )  # fmt: skip
        self._turn = asyncio.Lock()
        return self

    async def __aexit__(self, *error: object) -> None:
        """End it."""
        self._nurse.kill()
        await self._nurse.wait()

    async def fork(self, environ: dict[str, str], folder: Path, log: Path) -> int:
        """Start ``polisbot run`` in a folder; what it says goes to ``log``. Return its process's number."""
        stdin, stdout = self._nurse.stdin, self._nurse.stdout
        assert stdin is not None
        assert stdout is not None
        async with self._turn:
            stdin.write(json.dumps({"environ": environ, "folder": str(folder), "log": str(log)}).encode() + b"\n")
            return int(await stdout.readline())


class Forked(Replica):
    """A replica that a nursery forks."""

    def __init__(self, folder: Path, settings: dict[str, str], number: int, nursery: Nursery) -> None:
        super().__init__(folder, settings, number)
        self._nursery = nursery

    async def start(self) -> Forked:
        """Start it and return when it says where it serves."""
        self._log = self.folder / f"replica{self.number}.log"
        self._pid = await self._nursery.fork(self.environ(), self.folder, self._log)
        self._handle = os.pidfd_open(self._pid)
        self._gone = asyncio.Event()
        asyncio.get_running_loop().add_reader(self._handle, self._bury)
        async with asyncio.timeout(START):
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", self._said())):
                assert not self._gone.is_set(), f"it ended: {self._said()}"
                await asyncio.sleep(LOOK)
        self.url = found.group()
        return self

    @property
    def pid(self) -> int:
        """Return its number."""
        return self._pid

    async def kill(self) -> None:
        """End it as a power cut does, and note when."""
        self.killed = time.monotonic()
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it as an operator does; how it ended nobody tells."""
        await self._end(signal.SIGTERM)
        return 0

    async def _end(self, number: signal.Signals) -> None:
        if not self._gone.is_set():
            signal.pidfd_send_signal(self._handle, number)
        async with asyncio.timeout(PATIENCE):
            await self._gone.wait()

    def _bury(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        self._gone.set()

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""
