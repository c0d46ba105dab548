"""Several processes of one installation on one machine: a parent that serves nobody, and children that share its sockets."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time

import structlog
from prometheus_client.multiprocess import mark_process_dead

from bot.health import SHARED
from bot.listeners import Listeners, listen
from bot.settings import Settings
from bot.store import open_store
from handlers.vigil import rest
from storage.embedded import die_with_parent

log = structlog.get_logger()

STOP = 10.0  # seconds that children have to finish what is under way
FIRST_PAUSE = 0.2  # seconds before a child that ended is replaced, doubled up to the longest while it ends soon again
LONGEST_PAUSE = 30.0
LASTING = 60.0  # seconds of life after which a child's end is no sign of more to come


class Processes:
    """The parent of ``count`` children. A child that ends is replaced; all end with their parent."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings = settings
        self._count = count
        self._stopping = asyncio.Event()
        self._children: dict[int, asyncio.subprocess.Process] = {}

    async def serve(self) -> None:
        """Serve until SIGTERM or SIGINT; raises OSError when it cannot listen."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        listeners = listen(self._settings)
        # The parent opens what is kept: it owns the embedded server, so that no child's end takes it away.
        async with open_store(self._settings):
            with tempfile.TemporaryDirectory(prefix="polisbot-metrics-") as shared:
                says = f"Polis Bot serves at {listeners.url} from {self._count} processes (Ctrl-C ends it)."
                print(says, file=sys.stderr, flush=True)
                await asyncio.gather(*(self._keep(listeners, shared) for _ in range(self._count)))
        listeners.close()

    async def _keep(self, listeners: Listeners, shared: str) -> None:
        """Have one child at all times."""
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            born = time.monotonic()
            try:
                child = await self._start(listeners, shared)
            except OSError as problem:  # the machine is full: of processes, of memory, of open files
                log.error("process_not_started", alert=True, why=problem.strerror)
                await rest(self._stopping, LONGEST_PAUSE)
                continue
            await self._watch(child)
            mark_process_dead(child.pid, shared)  # type: ignore[no-untyped-call]
            if self._stopping.is_set():
                return
            log.warning("process_ended", pid=child.pid, status=child.returncode)
            pause = FIRST_PAUSE if time.monotonic() - born > LASTING else pause
            await rest(self._stopping, pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _start(self, listeners: Listeners, shared: str) -> asyncio.subprocess.Process:
        numbers = listeners.numbers()
        listed = ",".join(map(str, numbers))
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--listeners", listed, pass_fds=numbers, preexec_fn=die_with_parent,
            env={**os.environ, SHARED: shared},
        )  # fmt: skip

    async def _watch(self, child: asyncio.subprocess.Process) -> None:
        """Wait until a child ends; when all are to end, ask it to, and see that it does."""
        ending, stopping = asyncio.ensure_future(child.wait()), asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({ending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ending.done():
            child.send_signal(signal.SIGTERM)
            await asyncio.wait({ending}, timeout=STOP)
        if not ending.done():
            log.warning("process_killed", pid=child.pid)
            child.kill()
        await ending
