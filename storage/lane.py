"""The lane to one server: what is called in the same tick leaves in one pipeline, and a slow server is not flooded."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Protocol

import hiredis
import redis.asyncio as aioredis

from storage.answers import RedisError
from storage.errors import StoreDown
from storage.pipe import Pipe

WIDTH = 8  # pipelines under way; what is called meanwhile waits and leaves together
LONGEST = 1_000  # calls in one pipeline, so that its answer comes within the time-out
TIMEOUT = 1.0  # seconds for a connection and for an answer
WAIT = 700  # milliseconds for replicas to follow, where they are waited for
WRITES = ("EVALSHA", "EVAL")


class Waiting(Protocol):
    """Where an answer goes: a future, or a place among several answers that one caller waits for."""

    def done(self) -> bool:
        """Tell whether nobody waits any more."""
        ...

    def set_result(self, result: Any, /) -> None:
        """Take the answer."""
        ...

    def set_exception(self, exception: Exception, /) -> None:
        """Take the reason why there is none."""
        ...


class Call:
    """One command on its way, and the caller who waits for its answer."""

    __slots__ = ("asking", "command", "future", "redirects", "tries")

    def __init__(self, command: tuple[Any, ...], future: Waiting) -> None:
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

    def __init__(
        self,
        client: aioredis.Redis,
        replicas: int,
        failed: Callable[[Lane, Call, Exception], None],
        timeout: float = TIMEOUT,
    ) -> None:
        self.client = client
        self._replicas = replicas
        self._timeout = timeout
        self._failed = failed
        self._waiting: deque[Call] = deque()
        self._under_way = 0
        self._idle: list[Pipe] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._rested = asyncio.Event()
        self._age = 0  # moves when idle connections are let go: those under way then are not kept either
        self._scheduled = False
        self._shapes: dict[str, Callable[[Any], Any] | None] = {}  # what the client makes of a command's answer

    def put(self, call: Call) -> None:
        """Let a call leave at the end of this tick, or when there is room."""
        self._waiting.append(call)
        if not self._scheduled and self._under_way < WIDTH:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._flush)

    async def renew(self) -> None:
        """Let connections go: the server behind the address may be another by now."""
        self._age += 1
        idle, self._idle = self._idle, []
        for pipe in idle:
            await pipe.close()

    async def close(self) -> None:
        """Finish what is under way and let the connections go."""
        while self._under_way:
            self._rested.clear()
            await self._rested.wait()
        await self.renew()
        if self._tasks:
            await asyncio.wait(set(self._tasks))
        await self.client.aclose()

    def _flush(self) -> None:
        self._scheduled = False
        while self._waiting and self._under_way < WIDTH:
            batch: list[Call] = []
            while self._waiting and len(batch) < LONGEST:
                call = self._waiting.popleft()
                if not call.future.done():  # else its caller has given up
                    batch.append(call)
            if batch:
                self._under_way += 1
                self._send(batch)

    def _send(self, batch: list[Call]) -> None:
        while self._idle:
            if (pipe := self._idle.pop()).usable:  # the one used last: the others are not needed
                self._ask(pipe, batch)
                return
            self._spawn(pipe.close())
        self._spawn(self._open(batch))

    async def _open(self, batch: list[Call]) -> None:
        pool = self.client.connection_pool
        try:
            connection = await pool.get_connection()  # type: ignore[no-untyped-call]
        except (RedisError, OSError, TimeoutError) as error:
            self._came(None, self._age, batch, 0, error)
        else:
            self._ask(Pipe(pool, connection), batch)

    def _ask(self, pipe: Pipe, batch: list[Call]) -> None:
        waits = self._replicas if self._replicas and any(call.writes for call in batch) else 0
        commands: list[tuple[Any, ...]] = []
        for call in batch:
            if call.asking:
                commands.append(("ASKING",))
            commands.append(call.command)
        if waits:
            commands.append(("WAIT", waits, WAIT))
        packed = b"".join(map(_packed, commands))
        pipe.ask(packed, len(commands), self._timeout, partial(self._came, pipe, self._age, batch, waits))

    def _came(self, pipe: Pipe | None, age: int, batch: list[Call], waits: int, answers: list[Any] | Exception) -> None:
        self._under_way -= 1
        if pipe is not None and pipe.usable and age == self._age:
            self._idle.append(pipe)
        elif pipe is not None:
            self._spawn(pipe.close())
        for call, answer in zip(batch, self._mine(batch, waits, answers), strict=True):
            if isinstance(answer, Exception):
                self._failed(self, call, answer)
            elif not call.future.done():
                call.future.set_result(self._read(call.command, answer))
        if self._waiting and not self._scheduled:
            self._flush()
        if not self._under_way:
            self._rested.set()

    def _mine(self, batch: list[Call], waits: int, answers: list[Any] | Exception) -> list[Any]:
        """Return each call's own answer."""
        if isinstance(answers, Exception):
            return [answers] * len(batch)
        have = answers.pop() if waits else 0
        kept = iter(answers)
        mine = [(next(kept), next(kept))[1] if call.asking else next(kept) for call in batch]
        return self._judged(batch, mine) if waits and not (isinstance(have, int) and have >= waits) else mine

    def _read(self, command: tuple[Any, ...], answer: Any) -> Any:
        word = command[0]
        if word not in self._shapes:  # the client's own table compares without case, each time anew
            self._shapes[word] = self.client.response_callbacks.get(word)
        shape = self._shapes[word]
        return answer if shape is None else shape(answer)

    def _judged(self, batch: list[Call], answers: list[Any]) -> list[Any]:
        """Take back what too few replicas have: a commit that may be lost is not acknowledged (it is idempotent)."""
        few = StoreDown("too few replicas have it")
        return [
            few if call.writes and not isinstance(answer, Exception) else answer
            for call, answer in zip(batch, answers, strict=True)
        ]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _packed(command: tuple[Any, ...]) -> bytes:
    if " " in command[0]:
        command = (*command[0].split(), *command[1:])
    packed: bytes = hiredis.pack_command(command)
    return packed
