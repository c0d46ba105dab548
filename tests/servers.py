"""Real Redis servers for tests: one at a port of its own, a pair watched by Sentinels, a Cluster of three with replicas."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import redis.asyncio as aioredis
from redis.exceptions import RedisError

from storage.embedded import bundled_server, die_with_parent

PATIENCE = 30.0  # seconds for servers to find each other on a busy machine
LOOK = 0.05  # seconds between two looks
ANSWER = 2.0  # seconds for one answer where it is asked for again and again
DEAD = 5_000  # milliseconds after which a server is taken for dead: a busy machine stands still for less
SLOTS = 16_384
SERVICE = "polis"
BUS = 10_000
STOP, CONTINUE = signal.SIGSTOP, signal.SIGCONT


def newest() -> str:
    """Return the server on the path, else the bundled one."""
    found = shutil.which("redis-server") or bundled_server()
    assert found, "no redis-server here: install Debian's redis-server"
    return found


class Server:
    """A redis-server on loopback, in a folder of its own."""

    def __init__(self, binary: str, folder: Path, *more: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self._binary = binary
        self._more = more
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Say where it is."""
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> Server:
        """Start it (again) and return when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [
            self._binary,
            *self._more,
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
        ]
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=log, stderr=log, preexec_fn=die_with_parent
            )
        await self.until("PING", says="PONG")
        return self

    def signal(self, number: signal.Signals) -> None:
        """Stop it (SIGSTOP), let it go on (SIGCONT), ..."""
        assert self._process is not None
        self._process.send_signal(number)

    async def kill(self) -> None:
        """End it as a power cut does."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """End it as an operator does."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def ask(self, *command: str | int, seconds: float = PATIENCE) -> object:
        """Ask it something."""
        async with aioredis.Redis.from_url(
            self.url, decode_responses=True, socket_timeout=seconds, protocol=2
        ) as client:
            client.response_callbacks.clear()  # the answer as it is
            answer: object = await client.execute_command(*command)  # type: ignore[no-untyped-call]
            return answer

    async def until(self, *command: str | int, says: str) -> None:
        """Ask until the answer has ``says`` in it."""
        answer: object = None
        try:
            async with asyncio.timeout(PATIENCE):
                while says not in str(answer):
                    if self._process and self._process.returncode is not None:
                        raise AssertionError(f"it ended: {(self.folder / 'log').read_text(encoding='utf-8')[-500:]}")
                    try:
                        answer = await self.ask(*command, seconds=ANSWER)
                    except (RedisError, OSError) as error:
                        answer = error
                    if says not in str(answer):
                        await asyncio.sleep(LOOK)
        except TimeoutError:
            raise AssertionError(f"{command} never said {says!r} but {answer!r}") from None


class Servers:
    """Several servers that belong together; ``url`` leads to them, ``primaries`` have the data."""

    def __init__(
        self, url: str, primaries: list[Server], replicas: list[Server], watchers: list[Server] | None = None
    ) -> None:
        self.url = url
        self.primaries = primaries
        self.replicas = replicas
        self.watchers = watchers or []

    async def settled(self) -> None:
        """Wait until all who are left agree on who has what."""
        for watcher in self.watchers:
            await watcher.until("SENTINEL", "GET-MASTER-ADDR-BY-NAME", SERVICE, says=str(self.replicas[0].port))
        if not self.watchers:
            for node in [*self.primaries[1:], *self.replicas]:
                await node.until("CLUSTER", "INFO", says="cluster_state:ok")


@asynccontextmanager
async def alone(binary: str, folder: Path, *more: str) -> AsyncIterator[Server]:
    """Run one server, without a file unless ``more`` says so."""
    server = Server(binary, folder, "--save", "", *more)
    try:
        yield await server.start()
    finally:
        await server.kill()


@asynccontextmanager
async def sentinels(binary: str, folder: Path) -> AsyncIterator[Servers]:
    """Run a primary, its replica, and two Sentinels that agree within some seconds."""
    async with AsyncExitStack() as stack:
        primary = await _opened(stack, binary, folder / "one", *APPENDS)
        replica = await _opened(stack, binary, folder / "two", *APPENDS, "--replicaof", "127.0.0.1", str(primary.port))
        await replica.until("INFO", "replication", says="master_link_status:up")
        watchers = [await _watcher(stack, binary, folder / f"sentinel{number}", primary) for number in (1, 2)]
        for watcher in watchers:
            await watcher.until("SENTINEL", "MASTERS", says="'num-other-sentinels', '1'")
            await watcher.until("SENTINEL", "MASTERS", says="'num-slaves', '1'")
        places = ",".join(f"127.0.0.1:{watcher.port}" for watcher in watchers)
        yield Servers(f"redis+sentinel://{places}/{SERVICE}", [primary], [replica], watchers)


@asynccontextmanager
async def cluster(binary: str, folder: Path) -> AsyncIterator[Servers]:
    """Run a Cluster of three primaries with a replica each, which takes over within some seconds."""
    more = (*APPENDS, "--cluster-enabled", "yes", "--cluster-node-timeout", str(DEAD))
    async with AsyncExitStack() as stack:
        nodes = [await _opened(stack, binary, folder / f"node{number}", *more) for number in range(6)]
        primaries, replicas = nodes[:3], nodes[3:]
        for number, node in enumerate(primaries):
            await node.ask("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
            await node.ask("CLUSTER", "ADDSLOTS", *range(number * SLOTS // 3, (number + 1) * SLOTS // 3))
        for node in nodes[1:]:
            await node.ask("CLUSTER", "MEET", "127.0.0.1", nodes[0].port)
        for node in nodes:
            await node.until("CLUSTER", "INFO", says="cluster_known_nodes:6")
        for primary, replica in zip(primaries, replicas, strict=True):
            await replica.until("CLUSTER", "REPLICATE", str(await primary.ask("CLUSTER", "MYID")), says="OK")
        for node in nodes:
            await node.until("CLUSTER", "INFO", says="cluster_state:ok")
        for replica in replicas:
            await replica.until("INFO", "replication", says="master_link_status:up")
        places = ",".join(f"127.0.0.1:{node.port}" for node in primaries[:2])
        made = Servers(f"redis+cluster://{places}", primaries, replicas)
        await agree(made)
        yield made


async def agree(made: Servers) -> None:
    """Wait until all nodes of a Cluster tell the same of its primaries: their epochs, each another one, and their slots.

    A primary whose newest epoch its replica has not heard of is succeeded by nobody: the others deny their votes.
    """
    told: set[frozenset[tuple[str, ...]]] = set()
    async with asyncio.timeout(PATIENCE):
        while True:
            told = {_primaries(str(await node.ask("CLUSTER", "NODES"))) for node in (*made.primaries, *made.replicas)}
            [first, *others] = told
            if not others and len({epoch for _, epoch, *_ in first}) == len(made.primaries):
                return
            await asyncio.sleep(LOOK)


def _primaries(nodes: str) -> frozenset[tuple[str, ...]]:
    """Read ``CLUSTER NODES`` (https://redis.io/docs/latest/commands/cluster-nodes/): id, epoch and slots of each primary."""
    fields = [line.split() for line in nodes.splitlines()]
    return frozenset((words[0], *words[6:7], *words[8:]) for words in fields if "master" in words[2].split(","))


APPENDS = ("--save", "", "--appendonly", "yes", "--repl-diskless-sync-delay", "0")


async def _opened(stack: AsyncExitStack, binary: str, folder: Path, *more: str) -> Server:
    server = Server(binary, folder, *more)
    stack.push_async_callback(server.kill)
    return await server.start()


async def _watcher(stack: AsyncExitStack, binary: str, folder: Path, primary: Server) -> Server:
    folder.mkdir(parents=True)
    told = (
        f"sentinel monitor {SERVICE} 127.0.0.1 {primary.port} 2\n"
        f"sentinel down-after-milliseconds {SERVICE} {DEAD}\n"
        f"sentinel failover-timeout {SERVICE} 4000\n"
    )
    (folder / "sentinel.conf").write_text(told, encoding="ascii")
    return await _opened(stack, binary, folder, str(folder / "sentinel.conf"), "--sentinel")


def _free_port() -> int:
    """Return a port whose Cluster bus, 10,000 above, is free as well; both below those that the kernel gives to clients."""
    while True:
        port = secrets.choice(range(11_000, 22_000))
        try:
            for number in (port, port + BUS):
                socket.create_server(("127.0.0.1", number)).close()
        except OSError:
            continue
        return port
