"""An insurer's registry behind HTTP, over the sample policies: it keeps its contract and can be told to misbehave."""

from __future__ import annotations

import asyncio
import csv
import json
import time
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDict

from bot.gateways.callback import sign
from bot.gateways.registry_csv import SAMPLE

TOKEN, SECRET = "registry-token", "callback-secret-of-the-registry"


class InsurersRegistry:
    """Use as an asynchronous context. ``failures`` counts down: so many calls are answered 503. ``asked`` keeps them."""

    def __init__(self) -> None:
        with SAMPLE.open(encoding="utf-8") as file:
            self._rows = list(csv.DictReader(file))
        self.asked: list[tuple[str, str, CIMultiDict[str], Any]] = []
        self.links: dict[str, dict[str, Any]] = {}
        self.failures = 0
        self.missing = False  # a proxy before it finds nothing at any path
        self.delay = 0.0  # seconds before an answer
        self.answer: web.Response | None = None
        self._answers: dict[str, tuple[int, dict[str, Any]]] = {}
        app = web.Application()
        app.router.add_post("/v1/policies/lookup", self._look_up)
        app.router.add_post("/v1/links", self._link)
        app.router.add_get("/v1/links/{id}", self._status)
        app.router.add_delete("/v1/links/{id}", self._unlink)
        app.middlewares.append(self._door)
        self.server = TestServer(app)

    async def __aenter__(self) -> InsurersRegistry:
        """Listen on a free port of 127.0.0.1."""
        await self.server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop."""
        await self.server.close()

    def add(self, row: dict[str, str]) -> None:
        """Know one policy more."""
        self._rows.append(row)

    @property
    def url(self) -> str:
        """Return it as POLISBOT_REGISTRY_URL."""
        return f"http://127.0.0.1:{self.server.port}"

    async def decide(self, bot: str, link_id: str, status: str, reason: str = "other", event: str = "") -> int:
        """Call back with a decision and return the status of the answer; what it says is what was asked for before."""
        link = self.links[link_id]
        body = json.dumps({
            "event_id": event or str(uuid4()), "link_id": link_id, "reference": link["reference"], "status": status,
            "reason_code": reason, "decided_at": "2026-11-24T10:00:00+07:00",
        }).encode()  # fmt: skip
        link["status"] = "linked" if status == "approved" else "rejected"
        timestamp = str(int(time.time()))
        headers = {"X-Timestamp": timestamp, "X-Signature": sign(SECRET, timestamp, body)}
        async with (
            ClientSession() as session,
            session.post(f"{bot}/webhooks/registry", data=body, headers=headers) as answer,
        ):
            return answer.status

    @web.middleware
    async def _door(self, request: web.Request, handler: Any) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, request.path, CIMultiDict(request.headers), body))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": "who are you"}, status=401)
        await asyncio.sleep(self.delay)
        if self.failures:
            self.failures -= 1
            return web.json_response({"error": "busy"}, status=503)
        if self.missing:
            return web.Response(status=404)
        if self.answer is not None:
            return self.answer
        response: web.StreamResponse = await handler(request)
        return response

    async def _look_up(self, request: web.Request) -> web.Response:
        asked = await request.json()
        wanted = (asked["type"], asked["policy_number"], asked.get("participant_number", ""), asked["birth_date"])
        for number, row in enumerate(self._rows):
            key = (row["policy_type"], row["policy_number"], row["participant_number"], row["birth_date"])
            if key == wanted and row["status"] != "TERMINATED":
                return web.json_response({
                    "match": True, "policy_ref": f"pr_{number}", "holder_name": row["holder_name"],
                    "status": row["status"], "link_mode": row["link_mode"], "contacts": _contacts(row),
                })  # fmt: skip
        return web.json_response({"match": False})

    async def _link(self, request: web.Request) -> web.Response:
        key, asked = request.headers["Idempotency-Key"], await request.json()
        if key not in self._answers:
            self._answers[key] = self._linked(asked)
        status, body = self._answers[key]
        return web.json_response(body, status=status)

    def _linked(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        account = asked["account"]["id_hash"]
        for id, link in self.links.items():
            if (link["policy_ref"], link["account"]) == (asked["policy_ref"], account):
                return 409, {"link_id": id, "status": link["status"]}
        row = self._rows[int(asked["policy_ref"].removeprefix("pr_"))]
        pending = row["link_mode"] == "approval"
        id = f"ln_{len(self.links)}"
        self.links[id] = {
            "policy_ref": asked["policy_ref"], "account": account, "reference": asked["reference"],
            "status": "pending" if pending else "linked",
        }  # fmt: skip
        if pending:
            return 202, {"link_id": id, "status": "pending", "eta": "2026-12-01"}
        return 201, {"link_id": id, "status": "linked"}

    async def _status(self, request: web.Request) -> web.Response:
        if (link := self.links.get(request.match_info["id"])) is None:
            return web.json_response({"error": "gone"}, status=404)
        return web.json_response({"link_id": request.match_info["id"], "status": link["status"]})

    async def _unlink(self, request: web.Request) -> web.Response:
        link = self.links.get(request.match_info["id"])
        if link and link["status"] == "rejected":
            return web.json_response({"error": "decided"}, status=409)
        self.links.pop(request.match_info["id"], None)
        await asyncio.sleep(0)
        return web.Response(status=204)


def _contacts(row: dict[str, str]) -> list[dict[str, str]]:
    both = (("email", row["email"]), ("sms", row["phone"]))
    return [{"channel": channel, "address": address} for channel, address in both if address]
