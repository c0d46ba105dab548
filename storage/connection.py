"""The way to Redis: all calls of one tick of the event loop travel together, and every failure has one name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import redis.asyncio as aioredis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from storage.errors import StoreDown

TIMEOUT = 1.0  # seconds for a connection and for an answer
RETRIES = 2
WAIT = 700  # milliseconds for replicas to follow, where they are waited for
BOUND = 3.5  # seconds that a caller waits in all
QUEUE = 20_000  # calls that may wait for one tick
SCRIPTS = Path(__file__).parent / "scripts"


class Script:
    """A Lua script of ``scripts/``: its text and, once loaded, its SHA-1."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = (SCRIPTS / f"{name}.lua").read_text(encoding="utf-8")
        self.sha = ""


Call = tuple[tuple[Any, ...], "asyncio.Future[Any]"]


class Together:
    """One client. Calls made in the same tick leave in one pipeline; each caller gets its own answer or error.

    What a script wrote counts once ``replicas`` have it.
    """

    def __init__(self, url: str, replicas: int = 0) -> None:
        self._replicas = replicas
        retry = Retry(ExponentialBackoff(cap=0.2, base=0.02), RETRIES)
        self.client: aioredis.Redis = aioredis.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=retry, health_check_interval=30
        )
        self._waiting: list[Call] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._loading: dict[str, asyncio.Task[str]] = {}

    async def call(self, *command: Any) -> Any:
        """Run one command; raises StoreDown when Redis did not answer as a working server does."""
        if len(self._waiting) >= QUEUE:
            raise StoreDown("too many calls wait for redis")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._flush)
        self._waiting.append((command, future))
        try:
            async with asyncio.timeout(BOUND):
                return await future
        except TimeoutError:
            raise StoreDown("redis did not answer in time") from None

    async def many(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands of the same tick; raises StoreDown when any of them did."""
        return list(await asyncio.gather(*(self.call(*command) for command in commands)))

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script, loading it when the server does not have it (a restart, SCRIPT FLUSH)."""
        if not script.sha:
            script.sha = await self._load(script)
        try:
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *args)
        except NoScriptError:
            script.sha = await self._load(script)
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *args)

    async def close(self) -> None:
        """Let the connections go."""
        for task in set(self._tasks):
            await asyncio.wait({task})
        await self.client.aclose()

    async def _load(self, script: Script) -> str:
        sha = await self.call("SCRIPT LOAD", script.text)
        return sha.decode() if isinstance(sha, bytes) else str(sha)

    def _flush(self) -> None:
        batch, self._waiting = self._waiting, []
        self._spawn(self._send(batch))

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, batch: list[Call]) -> None:
        pipeline = self.client.pipeline(transaction=False)
        for command, _ in batch:
            pipeline.execute_command(*command)
        if self._replicas:
            pipeline.execute_command("WAIT", self._replicas, WAIT)
        try:
            answers = await pipeline.execute(raise_on_error=False)
            if self._replicas:
                answers = self._judge(batch, answers)
        except (RedisError, OSError, TimeoutError) as error:
            answers = [StoreDown(type(error).__name__)] * len(batch)
        for (_, future), answer in zip(batch, answers, strict=True):
            _settle(future, answer)

    def _judge(self, batch: list[Call], answers: list[Any]) -> list[Any]:
        """Take back what too few replicas have: a commit that may be lost is not acknowledged (it is idempotent)."""
        have = answers.pop()
        if isinstance(have, int) and have >= self._replicas:
            return answers
        few = StoreDown("too few replicas have it")
        return [few if command[0] == "EVALSHA" else answer for (command, _), answer in zip(batch, answers, strict=True)]


def _settle(future: asyncio.Future[Any], answer: Any) -> None:
    if future.done():
        return
    if isinstance(answer, NoScriptError | StoreDown) or (isinstance(answer, ResponseError) and not _is_state(answer)):
        future.set_exception(answer)
    elif isinstance(answer, Exception):
        future.set_exception(StoreDown(type(answer).__name__))
    else:
        future.set_result(answer)


def _is_state(error: ResponseError) -> bool:
    """Tell whether an error is the server's state (full, read-only, loading) and not a mistake of ours."""
    text = str(error)
    states = ("OOM", "READONLY", "LOADING", "MISCONF", "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS", "BUSY", "TRYAGAIN")
    return text.startswith(states) or any(f"{state} " in text for state in ("OOM", "READONLY", "MISCONF"))
