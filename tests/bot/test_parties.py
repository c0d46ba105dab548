"""What an operator sees of a party that fails everybody: a line in the log, a metric, and a word at /readyz."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.gateways.registry_csv import SAMPLE
from bot.serving import Serving
from bot.settings import load
from tests.insurer import INSURER
from tests.logged import logged

SECRET = "known-to-telegram-alone"
PATIENCE = 20.0


class Api:
    """A Bot API that answers every message so, and every poll that another one polls while ``taken``."""

    def __init__(self) -> None:
        self.status, self.body = 200, b'{"ok":true,"result":{"message_id":1}}'
        self.taken = True
        self.app = web.Application()
        self.app.router.add_post("/{path:.*}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        if request.path.endswith("getUpdates"):
            if self.taken:
                return web.json_response({"ok": False, "error_code": 409, "description": "Conflict"}, status=409)
            await asyncio.sleep(0.05)  # a long poll that brings nothing
            return web.json_response({"ok": True, "result": []})
        if not request.path.endswith("sendMessage"):
            return web.json_response({"ok": True, "result": True})
        return web.Response(status=self.status, body=self.body)


@asynccontextmanager
async def serving(
    folder: Path, api: Api, *, polls: bool = False
) -> AsyncIterator[tuple[str, ClientSession, io.StringIO]]:
    """Serve a bot by webhook (or one that polls) whose Telegram is ``api``; give its address, and its log."""
    async with TestServer(api.app, shutdown_timeout=0.1) as server:
        given = {
            "DATA_DIR": str(folder), "PORT": "0", "REGISTRY_URL": f"file:{SAMPLE}",
            "SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "otp@example.com", "PUBLIC_URL": "http://127.0.0.1:9",
            "TELEGRAM_TOKEN": "123456789:AAExampleExampleExampleExampleExamp", "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{server.port}",
        }  # fmt: skip
        if polls:
            del given["PUBLIC_URL"], given["TELEGRAM_WEBHOOK_SECRET"]
        settings = load(INSURER | {f"POLISBOT_{name}": value for name, value in given.items()})
        with logged() as log:
            async with Serving(settings) as process, ClientSession() as session:
                yield process.url, session, log


async def says_start(url: str, session: ClientSession, chat: int) -> None:
    """Let a customer write."""
    update = {
        "update_id": chat,
        "message": {
            "message_id": 1, "date": int(time.time()), "text": "/start", "chat": {"id": chat, "type": "private"},
            "from": {"id": chat, "is_bot": False, "first_name": "J"},
        },
    }  # fmt: skip
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with session.post(f"{url}/webhooks/telegram", json=update, headers=headers) as answer:
        assert answer.status == 200


async def parties(url: str, session: ClientSession, fits: Callable[[str], bool]) -> None:
    """Wait until /readyz says so of Telegram; the process stays ready."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with session.get(f"{url}/readyz") as answer:
                assert answer.status == 200
                if fits((await answer.json())["parties"]["telegram"]):
                    return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("status", "body", "state", "event", "level", "outcome"),
    [
        (
            401,
            b'{"ok":false,"error_code":401,"description":"Unauthorized"}',
            "refuses: 401",
            "party_refuses",
            "error",
            "bad",
        ),
        (500, b"<html></html>", "away since", "party_away", "warning", "unsure"),
    ],
)
async def test_a_channel_that_refuses_everything_is_seen(
    status: int, body: bytes, state: str, event: str, level: str, outcome: str, tmp_path: Path
) -> None:
    """At once, by whoever looks: at the log, at the metrics, at /readyz; and so is its recovery."""
    api = Api()
    async with serving(tmp_path, api) as (url, session, log):
        await parties(url, session, lambda says: says == "not asked yet")
        await says_start(url, session, 1)
        await parties(url, session, lambda says: says == "answers")
        api.status, api.body = status, body
        await says_start(url, session, 2)
        await parties(url, session, lambda says: says.startswith(state))
        lines = [json.loads(line) for line in log.getvalue().splitlines()]
        assert [(line["event"], line["level"], line["party"]) for line in lines if "party" in line] == [
            (event, level, "telegram")
        ]
        async with session.get(f"{url}/metrics") as answer:
            told = await answer.text()
        assert f'polisbot_outgoing_requests_total{{outcome="{outcome}",party="telegram"}} ' in told
        assert 'polisbot_outgoing_request_duration_seconds_bucket{le="0.005",party="telegram"}' in told


async def test_a_poller_that_gets_no_updates_is_told(tmp_path: Path) -> None:
    """Another process polls with our token, or set a webhook: /readyz says so, until the updates come again."""
    api = Api()
    async with serving(tmp_path, api, polls=True) as (url, session, _):
        why = "gives no updates: another process polls, or a webhook is set"
        await parties(url, session, lambda says: says == why)
        api.taken = False
        await parties(url, session, lambda says: says == "not asked yet")
