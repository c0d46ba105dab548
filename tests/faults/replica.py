"""A replica: a process of the installation that may be made ready beforehand, and whose end is on record."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from tests.process.world import ROOT, Process

# What takes an interpreter longest is done before; settings, sockets, Redis and all else come with the word to begin.
WAITING = """
import sys
import bot.app, bot.commands.run
from bot.__main__ import main
if sys.stdin.readline():
    sys.exit(main(["run"]))
"""


class Replica(Process):
    """``polisbot run``. ``number`` counts a town's replicas; ``killed`` is when it was killed, by the monotonic clock."""

    def __init__(self, folder: Path, settings: dict[str, str], number: int, tree: Path = ROOT) -> None:
        super().__init__(folder, settings, tree=tree)
        self.number = number
        self.killed: float | None = None

    async def wait(self) -> Replica:
        """Let it get ready and wait: it neither listens nor knows Redis before it begins."""
        await self.spawn(sys.executable, "-c", WAITING, stdin=asyncio.subprocess.PIPE)
        return self

    async def begin(self) -> Replica:
        """Let one that waits begin; return when it says where it serves."""
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(b"begin\n")
        await stdin.drain()
        await self.served()
        return self

    async def kill(self) -> None:
        """End it as a power cut does, and note when."""
        self.killed = time.monotonic()
        await super().kill()
