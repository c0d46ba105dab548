"""A Twilio-shaped server: it checks who asks and what, answers as Twilio does, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
ACCOUNT, TOKEN = "AC" + "0" * 32, "token/with:signs"


class Twilio:
    """Use as an asynchronous context. ``trouble``: refuse, busy, vanish (takes it and hangs up), failed, or ""."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.trouble = ""
        self._arrived = asyncio.Condition()
        app = web.Application()
        app.router.add_post("/2010-04-01/Accounts/{account}/Messages.json", self._create)
        app.router.add_get("/2010-04-01/Accounts/{account}.json", self._account)
        self.server = TestServer(app)

    async def __aenter__(self) -> Twilio:
        """Listen on a free port of 127.0.0.1."""
        await self.server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop."""
        await self.server.close()

    @property
    def url(self) -> str:
        """Return it as POLISBOT_SMS_URL."""
        return f"twilio://{ACCOUNT}:token%2Fwith%3Asigns@127.0.0.1:{self.server.port}?from=GENICLICK&scheme=http"

    async def code(self, number: int = 1) -> str:
        """Return the code of the ``number``-th message that bears one, once it is here."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(lambda: len(self._codes()) >= number)
        return self._codes()[number - 1]

    def _codes(self) -> list[str]:
        return [found.group() for message in self.messages if (found := CODE.search(message["Body"]))]

    async def _create(self, request: web.Request) -> web.Response:
        if not _is_ours(request):
            return web.json_response({"code": 20003, "message": "Authenticate", "status": 401}, status=401)
        form = {name: str(value) for name, value in (await request.post()).items()}
        if self.trouble == "refuse":
            return web.json_response({"code": 21211, "message": "Invalid 'To'", "status": 400}, status=400)
        if self.trouble == "busy":
            return web.json_response({"code": 20500, "message": "Internal", "status": 500}, status=500)
        async with self._arrived:
            self.messages.append(form)
            self._arrived.notify_all()
        if self.trouble == "vanish":
            assert request.transport is not None
            request.transport.abort()
        status = "failed" if self.trouble == "failed" else "queued"
        return web.json_response(_made(form, status), status=201)

    async def _account(self, request: web.Request) -> web.Response:
        if not _is_ours(request):
            return web.json_response({"code": 20003, "message": "Authenticate", "status": 401}, status=401)
        return web.json_response({"sid": ACCOUNT, "status": "active"})


def _is_ours(request: web.Request) -> bool:
    known = request.headers.get("Authorization") == encode_basic_auth(ACCOUNT, TOKEN)
    return known and request.match_info["account"] == ACCOUNT


def _made(form: dict[str, str], status: str) -> dict[str, Any]:
    return {"sid": "SM" + "1" * 32, "status": status, "to": form.get("To"), "error_code": None, "num_segments": "1"}
