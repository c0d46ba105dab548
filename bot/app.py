"""The server of one process: started, announced, and ended by a signal."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys

import structlog

from bot.command_name import command_name
from bot.listeners import Listeners
from bot.serving import Serving
from bot.settings import Settings

log = structlog.get_logger()

YOUNG = 20_000  # objects made and not let go after which the collector looks at them: some megabytes


async def serve(settings: Settings, listeners: Listeners | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way; at ``listeners`` where a parent opened them."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with Serving(settings, listeners=listeners) as serving:
        print(_welcome(serving) if listeners is None else _sign_in(serving), end="", file=sys.stderr, flush=True)
        _settle()
        log.info("ready", port=int(serving.url.rpartition(":")[2]))
        await stopping.wait()
        log.info("stopping")


def _settle() -> None:
    """Take what the start made out of the collector's sight: it stays, and walking it cost a sixth of a turn's time.

    A turn leaves no rings behind: where the collector comes by is a matter of minutes, not of every third turn.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)


def _welcome(serving: Serving) -> str:
    """Put the addresses last: a terminal of 24 lines shows them without scrolling."""
    if serving.sandbox is None:
        return f"{_sign_in(serving)}Polis Bot serves at {serving.url} (Ctrl-C ends it).\n"
    return (
        f"{_sign_in(serving)}\n"
        "Sample customer: JANE RAILEY, born 17-08-1990.\n"
        "  A  Individu  policy 00012345\n"
        "  B  Group     policy 00012345, participant 87654321\n"
        "  C  DPLK      policy 00012345, participant 87654321\n"
        'Say "halo" on either phone. Ctrl-C ends it; what was linked is kept.\n'
        "\nPolis Bot runs. Open\n\n"
        f"    {serving.url}/sandbox/    two phones, and an inbox for the codes\n"
        f"    {serving.url}/care/       the care team's console\n\n"
    )


def _sign_in(serving: Serving) -> str:
    if (made := serving.console.sign_in) is None:
        return ""
    told = (
        f"\nThe console's first sign-in, shown this once: name {made.name}, password {made.password}\n"
        "It asks for a password of your own and sets up an authenticator.\n"
    )
    without = f"Without an app its code is: {command_name()} staff code --key KEY (the key on that page)\n"
    return f"{told}{without}" if serving.sandbox else f"{told}\n"
