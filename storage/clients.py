"""redis-py's clients for the three kinds of address: one server, the primary that Sentinels name, a Cluster."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

import redis.asyncio as aioredis
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.exceptions import AskError

from storage.address import Address, Host, written

TIMEOUT = 1.0  # seconds for a connection and for an answer
SENTINEL_TIMEOUT = 0.3  # seconds for one Sentinel, before the next is asked
HEALTH = 30  # seconds of rest after which a connection is tried before it is used
WAIT = 700  # milliseconds for replicas to follow, where they are waited for
Command = tuple[Any, ...]
Sent = tuple[list[Any], int]


class Client(Protocol):
    """The servers of an address. A server is a node of a Cluster, or None: the only one. Raises redis-py's errors."""

    async def servers(self) -> list[ClusterNode | None]:
        """Return the servers that keep data."""
        ...

    async def server_of(self, key: str) -> ClusterNode | None:
        """Return the server that has a key."""
        ...

    async def send(self, commands: list[Command], replicas: int, server: ClusterNode | None) -> Sent:
        """Send commands in one go and wait for ``replicas``; return the answers, errors among them, and how many have it."""
        ...

    async def let_go(self) -> None:
        """Use no connection again that is open now: the server may be another by now, or in another role."""
        ...

    def listener(self) -> aioredis.Redis:
        """Return a client of its own, without a time-out for answers: for subscriptions and blocking reads."""
        ...

    async def close(self) -> None:
        """Let all connections go."""
        ...


def open_client(address: Address) -> Client:
    """Return the client of an address; no server is asked before the first command."""
    match address.kind:
        case "sentinel":
            return Watched(address)
        case "cluster":
            return Cluster(address)
    return Alone(address)


class Alone:
    """One server, at an address that may come to lead to another one."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.redis = self._connect(TIMEOUT)

    async def servers(self) -> list[ClusterNode | None]:
        return [None]

    async def server_of(self, key: str) -> ClusterNode | None:
        return None

    async def send(self, commands: list[Command], replicas: int, server: ClusterNode | None) -> Sent:
        pipeline: Any = self.redis.pipeline(transaction=False)
        for command in (*commands, *_wait(replicas)):
            pipeline.execute_command(*command)
        answers = list(await pipeline.execute(raise_on_error=False))
        return answers, _have(answers.pop()) if replicas else 0

    async def let_go(self) -> None:
        pool = self.redis.connection_pool
        await pool.update_active_connections_for_reconnect()  # type: ignore[no-untyped-call]
        await pool.disconnect(inuse_connections=False)

    def listener(self) -> aioredis.Redis:
        return self._connect(None)

    async def close(self) -> None:
        await self.redis.aclose()

    def _connect(self, timeout: float | None) -> aioredis.Redis:
        return aioredis.Redis.from_url(self._address.plain, **_options(timeout))


class Watched(Alone):
    """The primary of the moment: each new connection asks the Sentinels where it is."""

    def __init__(self, address: Address) -> None:
        read = _parts(address)
        asked = {"username": read.pop("sentinel_username", None), "password": read.pop("sentinel_password", None)}
        asked["ssl"] = read["ssl"]
        self._sentinels = _Sentinels(
            address.hosts, sentinel_kwargs=_options(SENTINEL_TIMEOUT) | asked, **read, **_options(TIMEOUT)
        )
        super().__init__(address)

    async def close(self) -> None:
        await super().close()
        await self._sentinels.aclose()

    def _connect(self, timeout: float | None) -> aioredis.Redis:
        client: aioredis.Redis = self._sentinels.master_for(self._address.service, socket_timeout=timeout)
        return client


class _Sentinels(Sentinel):
    """Sentinels that are asked by one caller at a time.

    redis-py puts whoever answered first in its list. Two at once get that wrong: one Sentinel is there twice and another not
    at all, never asked again, its connections never closed.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]
        self._asking = asyncio.Lock()

    async def discover_master(self, service_name: str) -> Host:
        """Return where the primary is; raises MasterNotFoundError."""
        async with self._asking:
            found: Host = await super().discover_master(service_name)
            return found


class Cluster:
    """The nodes of a Cluster, and redis-py's map of who has what."""

    def __init__(self, address: Address) -> None:
        self._address = address
        read = _parts(address)
        read.pop("db", None)
        nodes = [ClusterNode(*host) for host in address.hosts]
        self._redis = RedisCluster(startup_nodes=nodes, **read, **_options(TIMEOUT))

    async def servers(self) -> list[ClusterNode | None]:
        await self._redis.initialize()
        return [*self._redis.get_primaries()]

    async def server_of(self, key: str) -> ClusterNode | None:
        await self._redis.initialize()
        return self._redis.get_node_from_key(key)

    async def send(self, commands: list[Command], replicas: int, server: ClusterNode | None) -> Sent:
        wait = _wait(replicas)
        answers = await self._send_to(server, [*commands, *wait])
        have = _have(answers.pop()) if wait else 0
        for place, answer in enumerate(answers):
            other = self._redis.get_node(answer.host, answer.port) if type(answer) is AskError else None
            if other is not None:
                # A slot that moves. By redis-py's own way ASKING may leave by another connection than what it is meant for.
                _, answers[place], *counted = await self._send_to(other, [("ASKING",), commands[place], *wait])
                have = min([have, *map(_have, counted)])
        return answers, have

    async def let_go(self) -> None:
        # The hosts of the URL are asked as well: all nodes that were known may have moved.
        named = [host for host in self._address.hosts if not self._redis.get_node(*host)]
        await self._redis.nodes_manager.initialize(additional_startup_nodes_info=named)

    def listener(self) -> aioredis.Redis:
        nodes = self._redis.get_primaries()  # any node hears what is published at another
        host = (nodes[0].host, int(nodes[0].port)) if nodes else self._address.hosts[0]
        return aioredis.Redis.from_url(self._address.plain.format(written(host)), **_options(None))

    async def close(self) -> None:
        await self._redis.aclose()

    async def _send_to(self, node: ClusterNode | None, commands: list[Command]) -> list[Any]:
        pipeline: Any = self._redis.pipeline()
        for command in commands:
            pipeline.execute_command(*command, target_nodes=node)
        return list(await pipeline.execute(raise_on_error=False, allow_redirections=False))


def _wait(replicas: int) -> list[Command]:
    return [("WAIT", replicas, WAIT)] if replicas else []


def _have(answer: Any) -> int:
    """Return how many replicas WAIT counted; none where it failed."""
    return answer if isinstance(answer, int) else 0


def _parts(address: Address) -> dict[str, Any]:
    """Return what the URL says of every server: user, password, database, options."""
    read: dict[str, Any] = {**parse_url(address.plain.format("host"))}
    for name in ("host", "port", "connection_class"):
        read.pop(name, None)
    return {**read, "ssl": address.plain.startswith("rediss")}


def _options(timeout: float | None) -> dict[str, Any]:
    """Return what every client is made with: retries are ours, because the right server may be another by then."""
    return {
        "socket_timeout": timeout,
        "socket_connect_timeout": TIMEOUT if timeout is None else timeout,
        "retry": Retry(NoBackoff(), 0),
        "health_check_interval": HEALTH,
    }
