"""The stand-in as a process of its own: ``python -m handlers.sandbox.telegram_alone --port N --token T``."""

from __future__ import annotations

import argparse
import asyncio

from handlers.sandbox.alone import SystemClock, serve
from handlers.sandbox.telegram import TOKEN, USERNAME, TelegramStandIn
from handlers.sandbox.telegram_control import add_control
from handlers.sandbox.trouble import Trouble


def main() -> None:
    """Serve on loopback until interrupted; the first line printed is the API's URL."""
    parser = argparse.ArgumentParser(prog="handlers.sandbox.telegram_alone", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=USERNAME)
    given = parser.parse_args()
    asyncio.run(_serve(given.port, given.token, given.username))


async def _serve(port: int, token: str, username: str) -> None:
    stand_in = TelegramStandIn(Trouble(), SystemClock(), token=token, username=username)
    app = stand_in.app
    add_control(app, stand_in)
    await serve(app, port)


if __name__ == "__main__":
    main()
