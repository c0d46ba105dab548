"""Work that one process at a time does: whatever it runs into, it is said and begun anew."""

from __future__ import annotations

import asyncio
from pathlib import Path

from structlog.testing import capture_logs

from handlers.duty import Duty
from storage.embedded import EmbeddedRedis
from storage.posts import Post
from storage.store import Store
from tests.storage.conftest import KEYS


class Breaking:
    """Work that breaks the first time, and the second time says so in ``again``."""

    def __init__(self) -> None:
        self.begun = 0
        self.again = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Break, or work until ``stop``."""
        self.begun += 1
        if self.begun == 1:
            raise ValueError("a mistake of ours")
        self.again.set()
        await self._stopping.wait()

    def stop(self) -> None:
        """Let ``run`` end."""
        if self.again.is_set():
            self._stopping.set()


async def test_work_that_breaks_is_begun_anew_and_asks_for_the_operator(tmp_path: Path) -> None:
    """It does not end in silence: the error is logged with an alert, and the work goes on."""
    async with EmbeddedRedis(tmp_path) as server:
        store = await Store.open(server.url, KEYS)
        work = Breaking()
        duty = Duty(Post(store.server, "work", "this process"), lambda: work)
        with capture_logs() as logs:
            running = asyncio.ensure_future(duty.run())
            async with asyncio.timeout(10):
                await work.again.wait()
                duty.stop()
                await running
        assert [(line["kind"], line["alert"]) for line in logs if line["event"] == "vigil_broke"] == [("duty", True)]
        await store.close()
