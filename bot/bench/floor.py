"""The floor: a bare aiohttp handler with the same dialogue and no promise, which any chat bot on this stack costs.

It does what the design's floor does, and as plainly: the secret is verified, the update decoded, one script call moves the
state (a repeat of an update moves nothing) and keeps both transcript entries, one ``sendMessage`` follows, and a tap is
answered within the webhook's response. No seal, no outbox, no lease, no limit, no effect, no audit: those are the product's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
from datetime import UTC, date, datetime
from typing import Any

import redis.asyncio as aioredis
import uvloop
from aiohttp import ClientSession, web

from bot.bench.town import SECRET

PATH = "/webhooks/telegram"
TURN = """
local kept = redis.call('GET', KEYS[1])
local s = kept and cjson.decode(kept) or {st = 0}
local ev, val, ok, upd = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local out
if s.u == upd then
  out = s.r
else
  local st = s.st
  if ev == 'start' or ev == 'menu' then s = {st = 1}; out = 'welcome'
  elseif st == 1 and ev == 'type' then s.ty = val; s.st = 2; out = 'ask_policy'
  elseif st == 2 and ok:sub(1, 1) == '1' then s.po = val; s.st = 3; out = 'ask_born'
  elseif st == 3 and ok:sub(2, 2) == '1' then s.dob = val; s.st = 4; out = 'confirm'
  elseif st == 4 and ev == 'confirm' then s.st = 5; out = 'ask_method'
  elseif st == 5 and ev == 'code' then
    s.st = 6; s.m = val; s.c = ARGV[5]; out = 'ask_code'
    redis.call('RPUSH', KEYS[3], ARGV[5]); redis.call('EXPIRE', KEYS[3], 600)
  elseif st == 6 and val == s.c then s.st = 7; out = 'linked'
  else out = 'again' end
  s.u = upd; s.r = out
  redis.call('SET', KEYS[1], cjson.encode(s), 'EX', 86400)
  redis.call('XADD', KEYS[2], '*', 'd', 'in', 't', ev .. ':' .. val)
  redis.call('XADD', KEYS[2], '*', 'd', 'out', 't', out)
end
return {out, s.po or '', s.dob or '', s.ty or '', s.m or '', s.c or ''}
"""
WORDS = {
    "welcome": "Welcome to Acme Insurance. Which kind of policy do you want to link?",
    "ask_policy": "Please send your {kind} policy number, for example 12345678.",
    "ask_born": "Thank you. Now send the policyholder's date of birth as DD-MM-YYYY.",
    "confirm": "Please check:\nType: {kind}\nPolicy number: {policy}\nDate of birth: {born}\nIs this right?",
    "ask_method": "How should we send your one-time code?",
    "ask_code": "We sent a 6-digit code by {method}. Please type it here: {code}",
    "linked": "Done: your policy {policy} is now linked to this chat.",
    "again": "That is not what I asked for. Please try again.",
}


def _keyboard(*keys: tuple[str, str]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in keys]}


KEYBOARDS = {
    "welcome": _keyboard(
        ("Motor", "type:motor"), ("Health", "type:health"), ("Life", "type:life"), ("Home", "type:home")
    ),
    "confirm": _keyboard(("Yes, that is right", "confirm:yes"), ("No, start again", "confirm:no")),
    "ask_method": _keyboard(("SMS", "code:sms"), ("E-mail", "code:email")),
    "linked": _keyboard(("Back to menu", "menu:home")),
}


class Floor:
    """A bot that does nothing but answer."""

    def __init__(self, client: aioredis.Redis, session: ClientSession, api: str, sha: str) -> None:
        self._client = client
        self._session = session
        self._send = f"{api}/bot0:floor/sendMessage"
        self._sha = sha

    async def handle(self, request: web.Request) -> web.Response:
        """Take an update in, answer it, and only then acknowledge it."""
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=401)
        update = json.loads(await request.read())
        tap = update.get("callback_query")
        chat, event, value, reads = _heard(update)
        code = f"{secrets.randbelow(10**6):06d}"
        keys = (f"{{{chat}}}:state", f"{{{chat}}}:lines", f"{{{chat}}}:codes")
        said, policy, born, kind, method, code = await self._client.evalsha(
            self._sha, len(keys), *keys, event, value, reads, update["update_id"], code
        )
        text = WORDS[said].format(kind=kind, policy=policy, born=born, method=method.upper(), code=code)
        body = {"chat_id": chat, "text": text}
        if said in KEYBOARDS:
            body["reply_markup"] = KEYBOARDS[said]
        async with self._session.post(self._send, json=body) as answer:
            await answer.read()
            if answer.status != 200:
                return web.Response(status=500)
        if tap:
            return web.json_response({"method": "answerCallbackQuery", "callback_query_id": tap["id"]})
        return web.Response()


def _heard(update: dict[str, Any]) -> tuple[int, str, str, str]:
    """Return chat, event and value, and whether the value reads as a policy number and as a date of birth."""
    if tap := update.get("callback_query"):
        event, _, value = tap["data"].partition(":")
        return tap["message"]["chat"]["id"], event, value, "00"
    message = update["message"]
    value = message.get("text", "").strip()
    if value == "/start":
        return message["chat"]["id"], "start", value, "00"
    number = len(value) == 8 and value.isdigit()
    return message["chat"]["id"], "text", value, f"{number:d}{_is_birth(value):d}"


def _is_birth(value: str) -> bool:
    try:
        day, month, year = value.split("-")
        return date(1900, 1, 1) < date(int(year), int(month), int(day)) < datetime.now(UTC).date()
    except ValueError:
        return False


async def _ready(request: web.Request) -> web.Response:
    return web.Response()


async def serve(redis_url: str, api: str, port: int) -> None:
    """Serve until the process is ended."""
    async with aioredis.Redis.from_url(redis_url, decode_responses=True) as client, ClientSession() as session:
        app = web.Application()
        app.router.add_post(PATH, Floor(client, session, api, await client.script_load(TURN)).handle)
        app.router.add_get("/readyz", _ready)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("redis")
    reader.add_argument("api")
    reader.add_argument("port", type=int)
    given = reader.parse_args()
    uvloop.run(serve(given.redis, given.api, given.port))
