"""The way to Redis: one retry rule, one bound of time, one name for every outage, for one server, Sentinels and a Cluster."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha1
from pathlib import Path
from typing import Any, TypeVar

import redis.asyncio as aioredis
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import NoScriptError, RedisClusterException, RedisError

from storage.address import parse
from storage.batches import WRITES, Batches
from storage.clients import Alone, Command, open_client
from storage.errors import StoreDown
from storage.outages import Fate, fate, reason

RETRIES = 2
PAUSES = ExponentialBackoff(cap=0.2, base=0.025)  # seconds before each
BOUND = 3.5  # seconds that a caller waits in all
QUEUE = 20_000  # callers that may wait at the same time
SCRIPTS = Path(__file__).parent / "scripts"
T = TypeVar("T")


class Script:
    """A Lua script of ``scripts/``: its text and its SHA-1, by which a server that knows it runs it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = (SCRIPTS / f"{name}.lua").read_text(encoding="utf-8")
        self.sha = sha1(self.text.encode(), usedforsecurity=False).hexdigest()


class Together:
    """The client of one server, of a service watched by Sentinels, or of a Cluster.

    What a script wrote counts once ``replicas`` have it. Every call may be sent more than once: a repeated script gives the
    answer of the first. Calls to one server of a Cluster do not wait for another server.
    """

    def __init__(self, url: str, replicas: int = 0) -> None:
        self._client = open_client(parse(url))
        self._replicas = replicas
        self._retry = Retry(PAUSES, RETRIES, (_Passing,))
        self._batches: dict[str, Batches] = {}
        self._callers = 0

    @property
    def client(self) -> aioredis.Redis:
        """The client of the only server, for what is rare and bears a wait."""
        assert isinstance(self._client, Alone), "a Cluster has no single server"
        return self._client.redis

    async def call(self, *command: Any) -> Any:
        """Run one command; raises StoreDown when Redis did not answer as a working server does."""
        [answer] = await self._ask([command])
        return answer

    async def many(self, commands: list[Command]) -> list[Any]:
        """Run several commands in one go, in any slots; raises StoreDown when any of them did."""
        parts = await self._by_server(commands)
        done = await asyncio.gather(*(self._ask([commands[place] for place in places]) for places in parts))
        answers: list[Any] = [None] * len(commands)
        for places, some in zip(parts, done, strict=True):
            for place, answer in zip(places, some, strict=True):
                answers[place] = answer
        return answers

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script; a server that does not have it (new, restarted, flushed) is given its text."""
        try:
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *args)
        except NoScriptError:
            return await self.call("EVAL", script.text, len(keys), *keys, *args)

    async def run_each(self, script: Script, calls: list[tuple[list[str], list[Any]]]) -> list[Any]:
        """Run a script several times in one go; as every script, each may run more than once and answers as the first time."""
        try:
            return await self.many([("EVALSHA", script.sha, len(keys), *keys, *args) for keys, args in calls])
        except NoScriptError:
            return [await self.run(script, keys, args) for keys, args in calls]

    async def one_each(self, names: list[str]) -> list[str]:
        """Return one of these keys for every server that has any: enough to ask each of them something."""
        return [names[places[0]] for places in await self._by_server([("GET", name) for name in names])]

    async def everywhere(self, *command: Any) -> list[Any]:
        """Run a command on every server that keeps data; raises StoreDown when one of them does not do it."""
        servers = await self._retried(self._servers)
        return [(await self._ask([command], server))[0] for server in servers]

    def listener(self) -> aioredis.Redis:
        """Return a client apart from all calls, for subscriptions and blocking reads; its owner closes it."""
        return self._client.listener()

    async def close(self) -> None:
        """Finish what is under way and let the connections go."""
        for batches in self._batches.values():
            await batches.idle()
        await self._client.close()

    # --- one server ----------------------------------------

    async def _ask(self, commands: list[Command], server: ClusterNode | None = None) -> list[Any]:
        """Ask one server: the one that has the first command's key, or ``server``."""
        if self._callers + len(commands) > QUEUE:
            raise StoreDown("too many calls wait for redis")
        self._callers += len(commands)
        try:
            return await self._retried(lambda: self._once(commands, server))
        finally:
            self._callers -= len(commands)

    async def _retried(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do something, again where the trouble passes; raises StoreDown."""
        try:
            async with asyncio.timeout(BOUND):
                return await self._retry.call_with_retry(work, self._let_go)
        except TimeoutError:
            raise StoreDown("redis did not answer in time") from None
        except _Passing as passing:
            raise StoreDown(str(passing)) from passing.__cause__

    async def _once(self, commands: list[Command], server: ClusterNode | None) -> list[Any]:
        with _told():
            server = server or await self._client.server_of(_key(commands[0]))
            return await self._to(server).ask(commands)

    def _to(self, server: ClusterNode | None) -> Batches:
        name = server.name if server else ""
        found = self._batches.get(name)
        if found is None or found.server is not server:
            found = self._batches[name] = Batches(self._client, server, self._replicas)
        return found

    async def _let_go(self, error: Exception | None = None) -> None:
        try:
            await self._client.let_go()
        except (RedisError, RedisClusterException, OSError):
            pass  # The next attempt says what ails the server.

    async def _servers(self) -> list[ClusterNode | None]:
        with _told():
            return await self._client.servers()

    async def _by_server(self, commands: list[Command]) -> list[list[int]]:
        """Return the places of commands in the list, for each server those that it has the keys of."""

        async def look() -> list[list[int]]:
            parts: dict[str, list[int]] = defaultdict(list)
            with _told():
                for place, command in enumerate(commands):
                    server = await self._client.server_of(_key(command))
                    parts[server.name if server else ""].append(place)
            return list(parts.values())

        return await self._retried(look)


class _Passing(RedisError):
    """A trouble that may be over in a moment, perhaps at another server."""


@contextmanager
def _told() -> Iterator[None]:
    """Give an error its name: _Passing, StoreDown, or as it is where the call was wrong."""
    try:
        yield
    except (RedisError, RedisClusterException, OSError) as error:
        what = fate(error)
        if what is Fate.OURS:
            raise
        raise (_Passing if what is Fate.SOON else StoreDown)(reason(error)) from error


def _key(command: Command) -> str:
    """Return a command's first key; all its keys are in the same slot. A command without a key may go anywhere."""
    place = 3 if command[0] in WRITES else 1
    return str(command[place]) if len(command) > place else ""
