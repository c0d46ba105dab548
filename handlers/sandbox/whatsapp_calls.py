"""The stand-in's Cloud API over HTTP: token, number, trouble, messages and read receipts, and a record of all calls."""

from __future__ import annotations

import asyncio
import hmac
from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp_chats import Chats, Sent, address_of
from handlers.sandbox.whatsapp_requests import Post, Refusal, read
from handlers.sandbox.whatsapp_shapes import Metadata

KEPT = 10_000  # calls
PAIR_RATE = 131056


class Call(Struct, frozen=True):
    """One call that was made: messages, read or phone_number; its body; its answer's status."""

    method: str
    body: bytes
    status: int

    @property
    def fields(self) -> dict[str, Any]:
        """Return the parameters."""
        fields: dict[str, Any] = msgspec.json.decode(self.body or b"{}")
        return fields


class CloudApi:
    """The calls, carried out on the chats. ``calls`` are the last 10,000; ``flood_code`` is what a flood is answered."""

    def __init__(
        self, token: str, number: Metadata, chats: Chats, trouble: Trouble, sent: Callable[[Sent], None]
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.flood_code = PAIR_RATE
        self._token = token.encode()
        self._number = number
        self._chats = chats
        self._trouble = trouble
        self._sent = sent
        self._changed = asyncio.Condition()

    def add_routes(self, app: web.Application) -> None:
        """Add what the bot calls."""
        app.router.add_post(r"/{version:v\d+\.\d+}/{phone_number_id}/messages", self.messages)
        app.router.add_get(r"/{version:v\d+\.\d+}/{phone_number_id}", self.phone_number)

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """Take a message of the business, or a read receipt."""
        body = await request.read()
        method, sent = "messages", None
        try:
            self._admit(request)
            post = read(body)
            if post.status:
                method = "read"
                self._chats.read(post)
            else:
                sent = await self._send(post)
        except Refusal as refusal:
            return await self._refused(Call(method, body, refusal.status), refusal)
        await self._record(Call(method, body, 200))
        if sent is None:
            return _json({"success": True})
        if self._trouble.lose > 0:
            self._trouble.lose -= 1
            _cut(request)
        return _json(_taken(post, sent))

    async def phone_number(self, request: web.Request) -> web.StreamResponse:
        """Tell who we are."""
        try:
            self._admit(request)
        except Refusal as refusal:
            return await self._refused(Call("phone_number", b"", refusal.status), refusal)
        await self._record(Call("phone_number", b"", 200))
        shown = self._number.display_phone_number
        return _json({"id": self._number.phone_number_id, "display_phone_number": shown, "verified_name": "Polis Bot"})

    async def called(self, method: str, times: int = 1) -> list[Call]:
        """Wait until ``method`` was called so many times and return these calls, refused ones too."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._of(method)) >= times)
        return self._of(method)

    def _of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def _admit(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, b"Bearer " + self._token):
            raise Refusal(190, "Invalid OAuth access token", status=401)
        if (id := request.match_info["phone_number_id"]) != self._number.phone_number_id:
            raise Refusal(100, f"Unsupported request. Object with ID '{id}' does not exist", subcode=33)

    async def _send(self, post: Post) -> Sent:
        trouble = self._trouble
        address = address_of(post)
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble.flood > 0:
            trouble.flood -= 1
            raise Refusal(self.flood_code)
        if trouble.fail > 0:
            trouble.fail -= 1
            raise Refusal(131000, status=500)
        if trouble.blocked:
            raise Refusal(131026)
        if post.type != "template" and (trouble.shut or self._chats.shut(address)):
            raise Refusal(
                131047, "More than 24 hours have passed since the recipient last replied to the sender number"
            )
        sent = self._chats.said(post)
        self._sent(sent)  # before anything else can happen: a customer's "read" must not be overtaken on their phone
        return sent

    async def _refused(self, call: Call, refusal: Refusal) -> web.Response:
        await self._record(call)
        error: dict[str, object] = {
            "message": f"(#{refusal.code}) {refusal.title}",
            "type": "OAuthException",
            "code": refusal.code,
            "error_data": {"messaging_product": "whatsapp", "details": refusal.details},
            "fbtrace_id": "sandbox",
        }
        if refusal.subcode:
            error["error_subcode"] = refusal.subcode
        return _json({"error": error}, refusal.status)

    async def _record(self, call: Call) -> None:
        self.calls.append(call)
        async with self._changed:
            self._changed.notify_all()


def _taken(post: Post, sent: Sent) -> dict[str, object]:
    who = {"input": post.to, "wa_id": sent.address} if post.to else {"input": post.recipient, "user_id": post.recipient}
    return {"messaging_product": "whatsapp", "contacts": [who], "messages": [{"id": sent.id}]}


def _json(answer: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), status=status, content_type="application/json")


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
