"""Somebody who knows our webhooks' addresses, and sometimes their secrets, and sends what no channel would."""

from __future__ import annotations

import hashlib
import hmac
import io
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.channels import whatsapp_payloads as wa
from tests.dialogues.script import parse
from tests.dialogues.stage import TICK, Stage
from tests.dialogues.words import explain, matches
from tests.inventory import strangers

TELEGRAM, WHATSAPP = "/webhooks/telegram", "/webhooks/whatsapp"
AT_POLICY = """lines:
given: menu
customer: [link]
bot: type.ask
customer: [dplk]
bot: field.progress / field.policy.dplk
"""
Json = dict[str, Any]


class Attacker:
    """Posts to the doors of a whole process, and reads what its customer is told."""

    def __init__(self, stage: Stage, session: aiohttp.ClientSession) -> None:
        self.stage = stage
        self._session = session
        self._ids = itertools.count(9_000)
        assert stage.serving.sandbox is not None
        self._telegram = stage.serving.sandbox.telegram_settings
        self._whatsapp = stage.serving.sandbox.whatsapp_settings

    async def play(self, lines: str) -> None:
        """Let an honest customer go before."""
        await self.stage.play(parse("lines", lines))

    @property
    def number(self) -> str:
        """Return the id of our number on WhatsApp."""
        return self._whatsapp.phone_number_id

    async def look(self, path: str) -> int:
        """Ask for a path; return the status."""
        async with self._session.get(self.stage.serving.url + path) as answer:
            return answer.status

    async def read(self, path: str) -> str:
        """Ask for a path; return what it says."""
        async with self._session.get(self.stage.serving.url + path) as answer:
            return await answer.text()

    async def post(self, path: str, body: bytes | AsyncIterator[bytes], headers: dict[str, str]) -> int:
        """Post a body as it is, whole or in pieces; return the status."""
        self.stage.clock.move(TICK)
        self.stage._heard()
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        async with self._session.post(self.stage.serving.url + path, data=data, headers=headers) as answer:
            await answer.read()
        await self.stage.serving.core.drain.idle()
        return answer.status

    async def telegram(self, update: Json | bytes) -> int:
        """Post an update with Telegram's secret."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        return await self.post(TELEGRAM, body, self.telegram_secret())

    async def whatsapp(self, body: bytes) -> int:
        """Post a body with WhatsApp's signature."""
        return await self.post(WHATSAPP, body, {"X-Hub-Signature-256": self.signature(body)})

    def telegram_secret(self) -> dict[str, str]:
        """Return Telegram's header."""
        return {"X-Telegram-Bot-Api-Secret-Token": self._telegram.webhook_secret}

    def signature(self, body: bytes) -> str:
        """Return WhatsApp's signature of a body."""
        return "sha256=" + hmac.new(self._whatsapp.app_secret.encode(), body, hashlib.sha256).hexdigest()

    async def say(self, text: str) -> int:
        """Say something as the stage's customer, past the stand-in."""
        if self.stage.channel == "telegram":
            return await self.telegram(self.message(text=text))
        return await self.whatsapp(self.whatsapp_body(wa.text(text, **self._wa())))

    def message(self, **fields: Any) -> Json:
        """Return a Telegram message of the stage's customer."""
        customer = {"id": int(self.stage.address), "is_bot": False, "first_name": "x"}
        id = next(self._ids)
        chat = {"id": int(self.stage.address), "type": "private"}
        given = {"message_id": id, "from": customer, "chat": chat, "date": self._seconds(), **fields}
        return {"update_id": id, "message": given}

    def tap(self, data: str) -> Json:
        """Return a tap of the stage's customer on a message of the bot's."""
        message = self.message(text="x")["message"]
        id = next(self._ids)
        query = {"id": str(id), "from": message["from"], "chat_instance": "1", "message": message, "data": data}
        return {"update_id": id, "callback_query": query}

    def whatsapp_body(self, *messages: Json, **parts: Any) -> bytes:
        """Return a body for the sandbox's number."""
        return wa.body(*messages, number=self.number, contacts=(wa.contact(self.stage.address),), **parts)

    def hears(self, *keys: str) -> None:
        """See that the customer was told exactly this, whatever was offered with it."""
        said = self.stage._said()
        assert any(matches(said, (*first, *keys)) for first in ((), ("err.three_times",))) or matches(
            said, (keys[0], "err.three_times", *keys[1:])
        ), f"it said: {said}\nwhich could be: {explain(said)}"

    def said(self) -> str:
        """Return what the customer was told since the last post."""
        return self.stage._said()

    def _seconds(self) -> int:
        return self.stage.clock.now() // 1000

    def _wa(self) -> Json:
        return {"id": f"wamid.{next(self._ids)}", "sender": self.stage.address, "at": self._seconds()}


@asynccontextmanager
async def attacker(folder: Path, channel: str) -> AsyncIterator[Attacker]:
    """Open a process and somebody who attacks it; afterwards it must be sound."""
    async with Stage(folder, channel) as stage, aiohttp.ClientSession() as session:
        somebody = Attacker(stage, session)
        yield somebody
        assert await somebody.look("/readyz") == 200
        unknown = await strangers(stage.serving.store.together)
        assert not unknown, unknown
