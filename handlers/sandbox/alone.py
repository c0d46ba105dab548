"""A stand-in as a process of its own: serve it on loopback until interrupted."""

from __future__ import annotations

import asyncio
import signal
import sys
import time

from aiohttp import web


class SystemClock:
    """The machine's time."""

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000


async def serve(app: web.Application, port: int) -> None:
    """Serve on loopback (``port`` 0: any free one) until interrupted; the first line printed is the URL."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    try:
        await _interrupted()
    finally:
        await runner.cleanup()


async def _interrupted() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
