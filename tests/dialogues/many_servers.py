"""The whole dialogue suite on a group of Redis servers, one of which dies on the way."""

from __future__ import annotations

from pathlib import Path

import redis.asyncio as aioredis

from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage
from tests.servers import PATIENCE, Servers
from tests.storage.conftest import KEYS

CHANNELS = ("telegram", "whatsapp")


async def play_all(group: Servers, folder: Path, first: int) -> None:
    """Play every dialogue, the channels in turn beginning with ``first``; half-way a primary is killed, and they go on."""
    settings = {"POLISBOT_REDIS_URL": group.url, "POLISBOT_SECRET_KEYS": KEYS[0]}
    plays = dialogues()
    for number, dialogue in enumerate(plays):
        if number == len(plays) // 2:
            await group.primaries[0].kill()
            await group.replicas[0].until("INFO", "replication", says="role:master")
            await group.settled()
        async with Stage(folder / str(number), CHANNELS[(first + number) % 2], settings) as stage:
            await stage.play(dialogue)
        await _emptied(group)


async def _emptied(group: Servers) -> None:
    """Let the next dialogue find nothing of this one."""
    for server in [*group.primaries, *group.replicas]:
        async with aioredis.Redis.from_url(server.url, socket_timeout=PATIENCE) as client:
            try:
                await client.flushall()
            except (aioredis.ConnectionError, aioredis.ResponseError):
                continue  # dead, or a replica, which follows its primary
