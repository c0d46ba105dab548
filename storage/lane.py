"""The lane to one server: what is called in the same tick leaves in one pipeline, and a slow server is not flooded."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

import redis.asyncio as aioredis

from storage.answers import RedisError
from storage.errors import StoreDown

WIDTH = 8  # pipelines under way; what is called meanwhile waits and leaves together
LONGEST = 1_000  # calls in one pipeline, so that its answer comes within the time-out
WAIT = 700  # milliseconds for replicas to follow, where they are waited for
WRITES = ("EVALSHA", "EVAL")


class Call:
    """One command on its way, and the caller who waits for its answer."""

    __slots__ = ("asking", "command", "future", "redirects", "tries")

    def __init__(self, command: tuple[Any, ...], future: asyncio.Future[Any]) -> None:
        self.command = command
        self.future = future
        self.tries = 0
        self.redirects = 0
        self.asking = False

    @property
    def writes(self) -> bool:
        """Tell whether it is a script: only scripts write what must not be lost."""
        return self.command[0] in WRITES


class Lane:
    """One server's client. ``failed`` hears of each call that got an error.

    What a script wrote counts once ``replicas`` have it.
    """

    def __init__(self, client: aioredis.Redis, replicas: int, failed: Callable[[Lane, Call, Exception], None]) -> None:
        self.client = client
        self._replicas = replicas
        self._failed = failed
        self._waiting: deque[Call] = deque()
        self._under_way: set[asyncio.Task[None]] = set()
        self._scheduled = False

    def put(self, call: Call) -> None:
        """Let a call leave at the end of this tick, or when there is room."""
        self._waiting.append(call)
        if not self._scheduled and len(self._under_way) < WIDTH:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._flush)

    async def renew(self) -> None:
        """Let idle connections go: the server behind the address may be another by now."""
        await self.client.connection_pool.disconnect(inuse_connections=False)

    async def close(self) -> None:
        """Finish what is under way and let the connections go."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))
        await self.client.aclose()

    def _flush(self) -> None:
        self._scheduled = False
        while self._waiting and len(self._under_way) < WIDTH:
            batch: list[Call] = []
            while self._waiting and len(batch) < LONGEST:
                call = self._waiting.popleft()
                if not call.future.done():  # else its caller has given up
                    batch.append(call)
            if batch:
                task = asyncio.ensure_future(self._send(batch))
                self._under_way.add(task)
                task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if self._waiting and not self._scheduled:
            self._flush()

    async def _send(self, batch: list[Call]) -> None:
        try:
            answers = await self._ask(batch)
        except (RedisError, OSError, TimeoutError) as error:
            answers = [error] * len(batch)
        for call, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Exception):
                self._failed(self, call, answer)
            elif not call.future.done():
                call.future.set_result(answer)

    async def _ask(self, batch: list[Call]) -> list[Any]:
        waits = self._replicas if any(call.writes for call in batch) else 0
        pipeline = self.client.pipeline(transaction=False)
        for call in batch:
            if call.asking:
                pipeline.execute_command("ASKING")
            pipeline.execute_command(*call.command)
        if waits:
            pipeline.execute_command("WAIT", waits, WAIT)
        answers = await pipeline.execute(raise_on_error=False)
        have = answers.pop() if waits else 0
        kept = iter(answers)
        mine = [(next(kept), next(kept))[1] if call.asking else next(kept) for call in batch]
        return self._judged(batch, mine) if waits and not (isinstance(have, int) and have >= waits) else mine

    def _judged(self, batch: list[Call], answers: list[Any]) -> list[Any]:
        """Take back what too few replicas have: a commit that may be lost is not acknowledged (it is idempotent)."""
        few = StoreDown("too few replicas have it")
        return [
            few if call.writes and not isinstance(answer, Exception) else answer
            for call, answer in zip(batch, answers, strict=True)
        ]
