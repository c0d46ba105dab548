"""Several processes of one parent: one port, one Redis, one that polls; each may die at any moment."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.process.test_channels import to_group_code, to_menu
from tests.process.world import PATIENCE, Process, World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


async def test_each_of_three_may_die(tmp_path: Path) -> None:
    """Whichever dies, another polls and a new one comes; in the end a signal to the parent ends them all in order."""
    async with World(tmp_path) as world:
        bot = await world.run(world.gateways() | world.for_telegram(webhook=False), processes=3)
        await until(lambda: bot.output.count('"event": "ready"') == 3)
        customer = world.customer("telegram")
        await to_menu(customer)
        await to_group_code(customer)
        first = serving(bot)
        for place, pid in enumerate(first):
            os.kill(pid, signal.SIGKILL)
            await until(lambda: bot.output.count('"event": "ready"') == 4 + place)  # noqa: B023
        customer.crashed = True
        await customer.says(await world.mail.code(), "done.member")
        assert len(world.mail.letters) == 1
        assert not set(first) & set(serving(bot))
        async with ClientSession() as session, session.get(f"{bot.url}/readyz") as ready:
            assert ready.status == 200
        async with ClientSession() as session, session.get(f"{bot.url}/metrics") as told:
            assert "polisbot_redis_up 1.0" in await told.text()
        last = bot.children()
        assert await bot.stop() == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in last)
        assert "Traceback" not in bot.output


def serving(bot: Process) -> list[int]:
    """Return the children that serve: all but the Redis."""
    return [pid for pid in bot.children() if b"--listeners" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that processes do."""
    async with asyncio.timeout(2 * PATIENCE):
        while not true():
            await asyncio.sleep(0.02)
