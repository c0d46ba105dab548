"""The floor: one script call and one reply an input in a bare aiohttp handler, which any chat bot on this stack costs."""

from __future__ import annotations

import argparse
import asyncio

import msgspec
import redis.asyncio as aioredis
import uvloop
from aiohttp import ClientSession, web

# What must happen to be a chat bot with a memory: the state is read and written, two lines of a transcript are kept.
TURN = """
local state = redis.call('GET', KEYS[1]) or '0'
redis.call('SET', KEYS[1], tonumber(state) + 1, 'EX', 86400)
redis.call('RPUSH', KEYS[2], ARGV[1], 'reply ' .. state)
return state
"""
PATH = "/webhooks/telegram"


class _Chat(msgspec.Struct):
    id: int


class _Message(msgspec.Struct):
    chat: _Chat
    text: str = ""


class _Update(msgspec.Struct):
    message: _Message


class Floor:
    """A bot that does nothing but answer."""

    def __init__(self, client: aioredis.Redis, session: ClientSession, api: str) -> None:
        self._turn = client.register_script(TURN)
        self._session = session
        self._send = f"{api}/bot0:floor/sendMessage"
        self._decoder = msgspec.json.Decoder(_Update)

    async def handle(self, request: web.Request) -> web.Response:
        """Take an update in, answer it, and only then acknowledge it."""
        message = self._decoder.decode(await request.read()).message
        chat = message.chat.id
        state = await self._turn(keys=[f"{{{chat}}}:state", f"{{{chat}}}:lines"], args=[message.text])
        body = msgspec.json.encode({"chat_id": chat, "text": f"Reply {state.decode()}"})
        async with self._session.post(self._send, data=body, headers={"Content-Type": "application/json"}) as answer:
            await answer.read()
        return web.Response()


async def _ready(request: web.Request) -> web.Response:
    return web.Response()


async def serve(redis_url: str, api: str, port: int) -> None:
    """Serve until the process is ended."""
    async with aioredis.Redis.from_url(redis_url) as client, ClientSession() as session:
        app = web.Application()
        app.router.add_post(PATH, Floor(client, session, api).handle)
        app.router.add_get("/readyz", _ready)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("redis")
    reader.add_argument("api")
    reader.add_argument("port", type=int)
    given = reader.parse_args()
    uvloop.run(serve(given.redis, given.api, given.port))
