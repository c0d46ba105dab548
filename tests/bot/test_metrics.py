"""What the metrics tell, asked over HTTP."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.gateways.policy_file import PolicyFile
from bot.gateways.registry_csv import SAMPLE
from bot.serving import Serving
from bot.settings import load
from tests.insurer import INSURER
from tests.servers import CONTINUE, STOP, Server, newest

STRANGE = [{"update_id": 4, "message": {"message_id": "?"}}, {"update_id": 5, "message": []}, {"update_id": 6}]


async def test_updates_that_cannot_be_read_are_counted_when_they_are_fetched(tmp_path: Path) -> None:
    """As those of a webhook are: two of three here, and none of them comes again."""
    left, asked = [STRANGE], asyncio.Event()

    async def telegram(request: web.Request) -> web.Response:
        if not request.path.endswith("getUpdates"):
            return web.json_response({"ok": True, "result": True})
        if not left:
            assert (await request.json())["offset"] == 7
            asked.set()
            await asyncio.Event().wait()
        return web.json_response({"ok": True, "result": left.pop()})

    app = web.Application()
    app.router.add_post("/{path:.*}", telegram)
    async with TestServer(app, shutdown_timeout=0.1) as server:
        given = {
            "DATA_DIR": str(tmp_path), "PORT": "0", "REGISTRY_URL": f"file:{SAMPLE}",
            "SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "otp@example.com",
            "TELEGRAM_TOKEN": "123456789:AAExampleExampleExampleExampleExamp",
            "TELEGRAM_API_URL": f"http://127.0.0.1:{server.port}",
        }  # fmt: skip
        settings = load(INSURER | {f"POLISBOT_{name}": value for name, value in given.items()})
        async with Serving(settings) as serving, ClientSession() as session:
            async with asyncio.timeout(10):
                await asked.wait()
            async with session.get(f"{serving.url}/metrics") as answer:
                assert 'polisbot_unreadable_total{route="getUpdates"} 2.0' in await answer.text()


async def test_metrics_are_told_within_a_second_while_redis_stands_still(tmp_path: Path) -> None:
    """Who watches us learns just then that something is wrong: what was measured last stands, and Redis is down."""
    redis = await Server(newest(), tmp_path / "redis").start()
    given = {"DATA_DIR": str(tmp_path), "PORT": "0", "REDIS_URL": redis.url, "SECRET_KEYS": "k" * 32}
    settings = load({f"POLISBOT_{name}": value for name, value in given.items()})
    try:
        async with Serving(settings, sweeps=False) as serving, ClientSession() as session:
            redis.signal(STOP)
            begun = time.monotonic()
            async with session.get(f"{serving.url}/metrics") as answer:
                assert "polisbot_alarm 0.0" in await answer.text()
            assert time.monotonic() - begun < 1
            redis.signal(CONTINUE)
            async with session.get(f"{serving.url}/metrics") as answer:
                assert answer.status == 200
    finally:
        redis.signal(CONTINUE)
        await redis.stop()


async def test_a_policies_file_that_is_not_taken_is_told(tmp_path: Path) -> None:
    """A file that lost rows while nobody served makes no process unready; readyz and a metric say that it is not taken."""
    file = tmp_path / "policies.csv"
    file.write_bytes(SAMPLE.read_bytes())
    given = {"DATA_DIR": str(tmp_path), "PORT": "0", "REGISTRY_URL": f"file:{file}"}
    settings = load({f"POLISBOT_{name}": value for name, value in given.items()})
    PolicyFile(file, folder=tmp_path).read()
    file.write_bytes(b"".join(SAMPLE.read_bytes().splitlines(keepends=True)[:9]))
    async with Serving(settings) as serving, ClientSession() as session:
        async with session.get(f"{serving.url}/readyz") as answer:
            told = await answer.json()
        async with session.get(f"{serving.url}/metrics") as answer:
            assert "polisbot_policies_refused 1.0" in await answer.text()
    assert told["ready"]
    assert told["parties"]["registry"] == "policies.csv lacks 22 of the 30 policies that were served"
