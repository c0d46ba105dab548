"""Which server has a key: the only one, the one that Sentinels name, or the one that a Cluster's map tells."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

import redis.asyncio as aioredis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.crc import key_slot
from redis.exceptions import RedisError

from storage.address import Address, Host, written
from storage.errors import StoreDown
from storage.lane import TIMEOUT, Call, Lane

SENTINEL_TIMEOUT = 0.3  # seconds for one Sentinel, before the next is asked
PAUSE = 0.1  # seconds before a Cluster's map is looked at again: many calls fail at once
SLOTS = 16_384
Failed = Callable[[Lane, Call, Exception], None]


class Routes(Protocol):
    """The lanes of an installation."""

    @property
    def known(self) -> bool:
        """Tell whether the way is known: then ``ready`` has nothing to wait for."""
        ...

    async def ready(self) -> None:
        """Know the way; raises StoreDown."""
        ...

    def lane(self, command: tuple[Any, ...]) -> Lane:
        """Return the lane to the server that has the command's key."""
        ...

    def redirect(self, slot: int, host: Host, lasting: bool) -> Lane:
        """Return the lane to the server that another one named; ``lasting``: for all that follows."""
        ...

    def doubt(self, lane: Lane) -> None:
        """Hear that a server failed: it may not be the right one any more."""
        ...

    def lanes(self) -> list[Lane]:
        """Return the lanes to all servers that keep data of their own."""
        ...

    def apart(self) -> aioredis.Redis:
        """Return a client of its own, without a time-out, for who listens; to be closed by its owner."""
        ...

    async def close(self) -> None:
        """Let the connections go."""
        ...


def open_routes(address: Address, replicas: int, failed: Failed) -> Routes:
    """Return the routes of this address; no server is asked yet."""
    if address.kind == "cluster":
        return _Cluster(address, replicas, failed)
    return _One(address, replicas, failed)


class _One:
    """One server at a time: always the same, or the primary of the moment."""

    def __init__(self, address: Address, replicas: int, failed: Failed) -> None:
        self._address = address
        self._sentinels: list[Sentinel] = []
        self._lane = Lane(self._client(TIMEOUT), replicas, failed)
        self._doubts: set[asyncio.Task[None]] = set()

    @property
    def known(self) -> bool:
        return True

    async def ready(self) -> None:
        """Nothing is to be learned."""

    def lane(self, command: tuple[Any, ...]) -> Lane:
        return self._lane

    def redirect(self, slot: int, host: Host, lasting: bool) -> Lane:
        raise StoreDown("a server of a redis cluster was addressed as one that stands alone")

    def doubt(self, lane: Lane) -> None:
        if self._sentinels and not self._doubts:
            task = asyncio.ensure_future(lane.renew())  # a new connection asks the Sentinels
            self._doubts.add(task)
            task.add_done_callback(self._doubts.discard)

    def lanes(self) -> list[Lane]:
        return [self._lane]

    def apart(self) -> aioredis.Redis:
        return self._client(None)

    async def close(self) -> None:
        await self._lane.close()
        for sentinel in self._sentinels:
            await sentinel.aclose()

    def _client(self, timeout: float | None) -> aioredis.Redis:
        if self._address.kind == "alone":
            return aioredis.Redis.from_url(self._address.plain, **_options(timeout))
        read: dict[str, Any] = {**parse_url(self._address.plain.format("sentinels"))}
        asked = {"username": read.pop("sentinel_username", None), "password": read.pop("sentinel_password", None)}
        secure = self._address.plain.startswith("rediss")
        options = {name: value for name, value in read.items() if name not in ("host", "port", "connection_class")}
        sentinel = _Sentinels(
            self._address.hosts,
            sentinel_kwargs={**_options(SENTINEL_TIMEOUT), **asked, "ssl": secure},
            **options,
            **_options(timeout),
            ssl=secure,
        )
        self._sentinels.append(sentinel)
        client: aioredis.Redis = sentinel.master_for(self._address.service)
        return client


class _Sentinels(Sentinel):
    """Sentinels that are asked once for all who want to know at the same time.

    redis-py puts whoever answered first in its list. Two at once get that wrong: one Sentinel is there twice and another not
    at all, never asked again, its connections never closed.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]
        self._asking: asyncio.Future[Host] | None = None

    async def discover_master(self, service_name: str) -> Host:
        """Return where the primary is; raises MasterNotFoundError."""
        if self._asking is None:
            self._asking = asyncio.ensure_future(super().discover_master(service_name))
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    def _asked(self, asking: asyncio.Future[Host]) -> None:
        self._asking = None
        if not asking.cancelled():
            asking.exception()  # whoever asked may have gone


class _Cluster:
    """A map of slots, learned from any node and mended by what the nodes answer."""

    def __init__(self, address: Address, replicas: int, failed: Failed) -> None:
        self._address = address
        self._replicas = replicas
        self._failed = failed
        self._owners: list[Lane] = []
        self._lanes: dict[Host, Lane] = {}
        self._ask = list(address.hosts)
        self._learning: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def known(self) -> bool:
        return bool(self._owners)

    async def ready(self) -> None:
        if not self._owners:
            self._learning = self._learning or self._spawn()
            await asyncio.shield(self._learning)
        if not self._owners:
            raise StoreDown("no node of the redis cluster tells who has what")

    def lane(self, command: tuple[Any, ...]) -> Lane:
        return self._owners[slot_of(command)]

    def redirect(self, slot: int, host: Host, lasting: bool) -> Lane:
        lane = self._to(host)
        if lasting:
            self._owners[slot] = lane
            self.doubt(lane)
        return lane

    def doubt(self, lane: Lane) -> None:
        self._learning = self._learning or self._spawn()

    def lanes(self) -> list[Lane]:
        return list(dict.fromkeys(self._owners))

    def apart(self) -> aioredis.Redis:
        here = next(iter(self._lanes), self._ask[0])
        return aioredis.Redis.from_url(self._address.plain.format(written(here)), **_options(None))

    async def close(self) -> None:
        if self._learning:
            await asyncio.wait({self._learning})
        for lane in self._lanes.values():
            await lane.close()
        if self._closing:
            await asyncio.wait(set(self._closing))

    def _to(self, host: Host) -> Lane:
        if host not in self._lanes:
            client = aioredis.Redis.from_url(self._address.plain.format(written(host)), **_options(TIMEOUT))
            self._lanes[host] = Lane(client, self._replicas, self._failed)
        return self._lanes[host]

    def _spawn(self) -> asyncio.Task[None]:
        task = asyncio.ensure_future(self._learn())
        task.add_done_callback(self._learned)
        return task

    def _learned(self, task: asyncio.Task[None]) -> None:
        self._learning = None

    async def _learn(self) -> None:
        """Ask one node after the other who has what, until one answers, which is asked last next time."""
        if self._owners:
            await asyncio.sleep(PAUSE)
        for host in [*self._ask, *(known for known in self._lanes if known not in self._ask)]:
            try:
                client = self._to(host).client
                spans = await client.execute_command("CLUSTER SLOTS")  # type: ignore[no-untyped-call]
            except (RedisError, OSError, TimeoutError):
                continue
            self._remember(host, spans)
            return

    def _remember(self, asked: Host, spans: list[list[Any]]) -> None:
        owners: list[Lane | None] = [None] * SLOTS
        known: set[Host] = set()
        for first, last, *nodes in spans:
            hosts = [(_text(name) or asked[0], int(port)) for name, port, *_ in nodes]
            known.update(hosts)
            owners[first : last + 1] = [self._to(hosts[0])] * (last + 1 - first)
        if None in owners:
            return  # A cluster that is being made or repaired: what was known is as good.
        self._owners = [lane for lane in owners if lane]
        self._ask = [*sorted(known - {asked}), asked]
        for host in [host for host in self._lanes if host not in known]:
            task = asyncio.ensure_future(self._lanes.pop(host).close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)


def slot_of(command: tuple[Any, ...]) -> int:
    """Return the slot of a command's first key; all its keys are in it. A command without a key may go anywhere."""
    place = 3 if command[0] in ("EVALSHA", "EVAL") else 1
    return _slot(command[place]) if len(command) > place else 0


@lru_cache(maxsize=4096)
def _slot(key: str | bytes) -> int:
    return int(key_slot(key.encode() if isinstance(key, str) else key))


def _text(name: str | bytes | None) -> str:
    text = name.decode() if isinstance(name, bytes) else name or ""
    return "" if text == "?" else text


def _options(timeout: float | None) -> dict[str, Any]:
    """Return what every client is made with: retries are ours, because the right server may be another by then."""
    return {
        "socket_timeout": timeout,
        "socket_connect_timeout": TIMEOUT if timeout is None else timeout,
        "retry": Retry(NoBackoff(), 0),
        "health_check_interval": 30,
    }
