"""The ledger: which replica sent which message, and when, as the channels saw it: each replica has doors of its own."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from msgspec import Struct

from tests.faults.replica import Replica


class Sent(Struct, frozen=True):
    """A message that a channel took: from whom, and when it was shown (monotonic seconds)."""

    sender: Replica
    at: float


class Ledger:
    """Use ``watch`` before a channel's server starts. ``sent`` is by the customer's address and the channel's id."""

    def __init__(self) -> None:
        self.sent: dict[tuple[str, str], Sent] = {}
        self._doors: dict[int, Replica] = {}

    def watch(self, app: web.Application) -> None:
        """Note what is sent to this channel."""
        app.middlewares.append(self._note)

    async def door(self, server: TestServer, replica: Replica) -> str:
        """Open one more door to a channel, by which no other replica comes; return its address."""
        assert server.runner is not None
        listener = socket.create_server(("127.0.0.1", 0))
        await web.SockSite(server.runner, listener).start()
        port = int(listener.getsockname()[1])
        self._doors[port] = replica
        return f"http://127.0.0.1:{port}"

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        door = request.transport.get_extra_info("sockname") if request.transport else None
        answer = await handler(request)
        sender = self._doors.get(door[1]) if door else None
        if sender and isinstance(answer, web.Response) and (message := _message(request.path, answer)):
            self.sent[message] = Sent(sender, time.monotonic())
        return answer


def _message(path: str, answer: web.Response) -> tuple[str, str] | None:
    """Return whom a message went to and its id; None for any other call."""
    if answer.status != 200 or not isinstance(answer.body, bytes) or not path.endswith(("/sendMessage", "/messages")):
        return None
    told: dict[str, Any] = json.loads(answer.body)
    if "result" in told:
        return str(told["result"]["chat"]["id"]), str(told["result"]["message_id"])
    return (told["contacts"][0]["wa_id"], told["messages"][0]["id"]) if "messages" in told else None
