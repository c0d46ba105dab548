"""The lane to one server: what is called in the same tick leaves in one pipeline, and a slow server is not flooded."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from typing import Any

import hiredis
import redis.asyncio as aioredis
from redis.asyncio.connection import AbstractConnection

from storage.answers import RedisError, ResponseError
from storage.errors import StoreDown

WIDTH = 8  # pipelines under way; what is called meanwhile waits and leaves together
LONGEST = 1_000  # calls in one pipeline, so that its answer comes within the time-out
TIMEOUT = 1.0  # seconds for a connection and for an answer
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
        commands: list[tuple[Any, ...]] = []
        for call in batch:
            if call.asking:
                commands.append(("ASKING",))
            commands.append(call.command)
        if waits:
            commands.append(("WAIT", waits, WAIT))
        answers = await self._talk(commands)
        have = answers.pop() if waits else 0
        kept = iter(answers)
        mine = [(next(kept), next(kept))[1] if call.asking else next(kept) for call in batch]
        return self._judged(batch, mine) if waits and not (isinstance(have, int) and have >= waits) else mine

    async def _talk(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Send these commands in one write and read their answers; an error that a server answers is one of them.

        The client's own pipeline packs each argument in Python and sets a clock for each answer: that costs as much as
        all else of a turn. A connection whose answers were not all read is let go, so that no call gets another's.
        """
        packed = b"".join(map(_packed, commands))
        pool = self.client.connection_pool
        connection = await pool.get_connection()  # type: ignore[no-untyped-call]
        try:
            async with asyncio.timeout(TIMEOUT):
                await connection.send_packed_command(packed)
                return [self._read(command, await _answer(connection)) for command in commands]
        except BaseException:
            await connection.disconnect(nowait=True)
            raise
        finally:
            await pool.release(connection)

    def _read(self, command: tuple[Any, ...], answer: Any) -> Any:
        shape = self.client.response_callbacks.get(command[0])
        return answer if shape is None or isinstance(answer, Exception) else shape(answer)

    def _judged(self, batch: list[Call], answers: list[Any]) -> list[Any]:
        """Take back what too few replicas have: a commit that may be lost is not acknowledged (it is idempotent)."""
        few = StoreDown("too few replicas have it")
        return [
            few if call.writes and not isinstance(answer, Exception) else answer
            for call, answer in zip(batch, answers, strict=True)
        ]


def _packed(command: tuple[Any, ...]) -> bytes:
    packed: bytes = hiredis.pack_command((*command[0].split(), *command[1:]))
    return packed


async def _answer(connection: AbstractConnection) -> Any:
    try:
        return await connection.read_response(timeout=math.inf)
    except ResponseError as error:
        return error
