"""The stand-in as a process of its own: ``python -m handlers.sandbox.whatsapp_alone --port N``."""

from __future__ import annotations

import argparse
import asyncio

from handlers.sandbox.alone import SystemClock, serve
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp import APP_SECRET, PHONE_NUMBER_ID, TOKEN, VERIFY_TOKEN, WhatsAppStandIn
from handlers.sandbox.whatsapp_control import add_control


def main() -> None:
    """Serve on loopback until interrupted; the first line printed is the API's URL."""
    parser = argparse.ArgumentParser(prog="handlers.sandbox.whatsapp_alone", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--phone-number-id", default=PHONE_NUMBER_ID)
    parser.add_argument("--app-secret", default=APP_SECRET)
    parser.add_argument("--verify-token", default=VERIFY_TOKEN)
    asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    stand_in = WhatsAppStandIn(
        Trouble(),
        SystemClock(),
        token=given.token,
        phone_number_id=given.phone_number_id,
        app_secret=given.app_secret,
        verify_token=given.verify_token,
    )
    app = stand_in.app
    add_control(app, stand_in)
    await serve(app, given.port)


if __name__ == "__main__":
    main()
