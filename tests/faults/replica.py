"""A replica: a process of the installation whose end is on record."""

from __future__ import annotations

import time
from pathlib import Path

from tests.process.world import ROOT, Process


class Replica(Process):
    """``polisbot run``. ``number`` counts a town's replicas; ``killed`` is when it was killed, by the monotonic clock."""

    def __init__(self, folder: Path, settings: dict[str, str], number: int, tree: Path = ROOT) -> None:
        super().__init__(folder, settings, tree=tree)
        self.number = number
        self.killed: float | None = None

    async def kill(self) -> None:
        """End it as a power cut does, and note when."""
        self.killed = time.monotonic()
        await super().kill()
