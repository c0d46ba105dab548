"""What one tick of the event loop asks of one server leaves in one pipeline of redis-py's: each call by itself costs more."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from redis.asyncio.cluster import ClusterNode
from redis.exceptions import RedisClusterException, RedisError

from storage.clients import Client, Command

WIDTH = 8  # pipelines under way to one server; what is asked meanwhile waits and leaves together
LONGEST = 1_000  # commands after which no more callers are let into a pipeline
WRITES = ("EVALSHA", "EVAL")  # only scripts write what must not be lost
Asked = tuple[list[Command], asyncio.Future[list[Any]]]


class Batches:
    """The calls to one server. What a script wrote counts once ``replicas`` have it."""

    def __init__(self, client: Client, server: ClusterNode | None, replicas: int) -> None:
        self._client = client
        self.server = server
        self._replicas = replicas
        self._waiting: deque[Asked] = deque()
        self._carrying: set[asyncio.Task[None]] = set()

    async def ask(self, commands: list[Command]) -> list[Any]:
        """Send commands with those of other callers and return their answers; raises the first error among these."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[list[Any]] = loop.create_future()
        self._waiting.append((commands, answered))
        if len(self._waiting) == 1:
            loop.call_soon(self._leave)
        answers = await answered
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return answers

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._carrying:
            await asyncio.wait(set(self._carrying))

    def _leave(self) -> None:
        while self._waiting and len(self._carrying) < WIDTH:
            batch: list[Asked] = []
            size = 0
            while self._waiting and size < LONGEST:
                commands, answered = self._waiting.popleft()
                if not answered.done():  # else its caller has given up
                    batch.append((commands, answered))
                    size += len(commands)
            if batch:
                task = asyncio.ensure_future(self._carry(batch))
                self._carrying.add(task)
                task.add_done_callback(self._carried)

    def _carried(self, task: asyncio.Task[None]) -> None:
        self._carrying.discard(task)
        self._leave()

    async def _carry(self, batch: list[Asked]) -> None:
        commands = [command for some, _ in batch for command in some]
        writes = self._replicas and any(command[0] in WRITES for command in commands)
        try:
            answers, have = await self._client.send(commands, self._replicas if writes else 0, self.server)
        except (RedisError, RedisClusterException, OSError) as error:
            answers, have = [error] * len(commands), self._replicas
        start = 0
        for some, answered in batch:
            mine = answers[start : start + len(some)]
            start += len(some)
            if have < self._replicas and any(command[0] in WRITES for command in some):
                mine.append(
                    RedisError("NOREPLICAS")
                )  # what may be lost is not acknowledged: a script bears being repeated
            if not answered.done():
                answered.set_result(mine)
