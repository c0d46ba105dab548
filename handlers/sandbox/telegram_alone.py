"""The stand-in as a process of its own: ``python -m handlers.sandbox.telegram --port N --token T``."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time

from aiohttp import web

from handlers.sandbox.telegram import TOKEN, USERNAME, TelegramStandIn
from handlers.sandbox.telegram_control import add_control
from handlers.sandbox.trouble import Trouble


class SystemClock:
    """The machine's time."""

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000


def main() -> None:
    """Serve on loopback until interrupted; the first line printed is the API's URL."""
    parser = argparse.ArgumentParser(prog="handlers.sandbox.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=USERNAME)
    given = parser.parse_args()
    asyncio.run(_serve(given.port, given.token, given.username))


async def _serve(port: int, token: str, username: str) -> None:
    stand_in = TelegramStandIn(Trouble(), SystemClock(), token=token, username=username)
    app = stand_in.app
    add_control(app, stand_in)
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
