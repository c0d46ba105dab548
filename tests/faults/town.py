"""A town around an installation: replicas behind a balancer, one Redis, stand-ins, a registry, and many customers."""

from __future__ import annotations

import asyncio
import csv
import random
import time
from collections import Counter
from pathlib import Path

from aiohttp import ClientConnectorError, ClientError, ClientSession, web
from aiohttp.test_utils import TestServer

from bot.gateways.registry_csv import SAMPLE
from storage import keys
from storage.store import Store
from tests import servers
from tests.fakes.registry import SECRET, TOKEN, InsurersRegistry
from tests.faults.ledger import Ledger
from tests.faults.nursery import Forked, Nursery
from tests.faults.people import Customer
from tests.faults.proxy import Wire
from tests.faults.replica import Replica
from tests.process.world import ROOT, World
from tests.servers import Server
from tests.storage.conftest import KEYS

QUIET = 60.0  # seconds for what waits in outboxes after a crash
FOREVER = 1 << 52
APPENDS = ("--appendonly", "yes", "--appendfsync", "everysec")


class Balancer:
    """The public address: it shares requests out among the replicas and tries the next one where nobody listens."""

    def __init__(self, session: ClientSession, chance: random.Random) -> None:
        self.targets: list[str] = []
        self.answers: Counter[int] = Counter()
        self.broken: list[str] = []  # calls that a replica took and did not answer
        self.without_retry_after = 0
        self._session = session
        self._chance = chance
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._hand_on)
        self.server = TestServer(app)

    @property
    def target(self) -> str:
        """Return the only target, as a world with one process knows it."""
        return self.targets[0] if self.targets else ""

    @target.setter
    def target(self, url: str) -> None:
        self.targets = [url] if url else []

    async def _hand_on(self, request: web.Request) -> web.Response:
        status, answer, headers = await self._answer(request, await request.read())
        self.answers[status] += 1
        self.without_retry_after += status == 503 and "Retry-After" not in headers
        return web.Response(status=status, body=answer, headers=headers)

    async def _answer(self, request: web.Request, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        for target in self._chance.sample(self.targets, len(self.targets)):
            try:
                async with self._session.request(
                    request.method, target + request.path_qs, headers=request.headers, data=body
                ) as answer:
                    kept = {name: value for name, value in answer.headers.items() if name == "Retry-After"}
                    return answer.status, await answer.read(), kept
            except ClientConnectorError:
                continue  # Nobody listens there: the request has not left.
            except (ClientError, OSError) as error:
                self.broken.append(f"{target} {type(error).__name__} at {time.monotonic():.3f}")
                break  # It may have been handled: only the channel may send it again.
        return 502, b"", {}


class Town(World):
    """Use as an asynchronous context, then ``serve``. ``seed`` repeats the chances of a run."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
        self.chance = random.Random(seed)
        self.replicas: list[Replica] = []
        self.ledger = Ledger()
        for app in (self.telegram.app, self.whatsapp.app):
            self.ledger.watch(app)
        self.registry = InsurersRegistry()
        self.redis = Server(servers.newest(), folder / "redis", "--save", "", *APPENDS)
        self.redis_url = ""
        self.more: dict[str, str] = {}
        self.more_servers: list[Server] = []
        self.wire: Wire
        self._nursery: Nursery | None = None
        self._made = 0
        self._customers = 0

    async def __aenter__(self) -> Town:
        """Open everything but the replicas."""
        await super().__aenter__()
        session = await self._stack.enter_async_context(ClientSession())
        self.public = self.balancer = Balancer(session, self.chance)  # type: ignore[assignment]
        await self.balancer.server.start_server()
        self._stack.push_async_callback(self.balancer.server.close)
        await self._stack.enter_async_context(self.registry)
        await self.redis.start()
        self._stack.push_async_callback(self.redis.kill)
        self.redis_url = self.redis.url
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop the replicas and close everything."""
        await self.close_replicas()
        await super().__aexit__(*error)

    async def unready(self, replica: Replica) -> None:
        """Wait until a replica says that it is draining."""
        async with ClientSession() as session, asyncio.timeout(5):
            while True:
                async with session.get(f"{replica.url}/readyz") as answer:
                    if answer.status == 503:
                        return
                await asyncio.sleep(0.02)

    async def ready(self) -> None:
        """Wait until a replica says that it is ready."""
        public = f"http://127.0.0.1:{self.balancer.server.port}/readyz"
        async with ClientSession() as session:
            while True:
                async with session.get(public) as answer:
                    if answer.status == 200:
                        return
                await asyncio.sleep(0.1)

    async def close_replicas(self) -> None:
        """Stop all replicas, as an operator does."""
        self.balancer.targets = []
        await asyncio.gather(*(replica.stop() for replica in self.replicas))

    def settings(self) -> dict[str, str]:
        """Return the settings of every replica: both channels by webhook, mail, SMS and the insurer's registry."""
        own = {
            "REDIS_URL": self.redis_url, "SECRET_KEYS": KEYS[0], "REGISTRY_URL": self.registry.url,
            "REGISTRY_TOKEN": TOKEN, "CALLBACK_SECRET": SECRET, "LOG_LEVEL": "warning",
        }  # fmt: skip
        return self.gateways() | self.for_telegram(webhook=True) | self.for_whatsapp() | own | self.more

    async def serve(self, count: int, *, forked: bool = False) -> None:
        """Start so many replicas and let the world find them; where they are ``forked``, one that joins serves at once."""
        if forked:
            self._nursery = await self._stack.enter_async_context(Nursery())
        await asyncio.gather(*(self.join() for _ in range(count)))
        await self.whatsapp.register(f"http://127.0.0.1:{self.balancer.server.port}/webhooks/whatsapp")
        await self.telegram.called("setWebhook")

    async def join(self, tree: Path = ROOT, **more: str) -> Replica:
        """Start one replica more; ``tree`` has its code, where that is another version; ``more``: settings of its own."""
        self._made += 1
        settings = self.settings() | more
        replica = Replica(self.folder, settings, self._made, tree)
        if self._nursery:
            replica = Forked(self.folder, settings, self._made, self._nursery)
        for name, server in self.apis.items():  # doors of its own to both channels
            settings[f"{name.upper()}_API_URL"] = await self.ledger.door(server, replica)
        await replica.start()
        self.replicas.append(replica)
        self.balancer.targets.append(replica.url)
        return replica

    def leave(self, replica: Replica) -> None:
        """Let the world forget a replica."""
        self.replicas.remove(replica)
        if replica.url in self.balancer.targets:
            self.balancer.targets.remove(replica.url)

    async def kill(self, replica: Replica) -> None:
        """End a replica as a power cut does."""
        await replica.kill()
        self.leave(replica)

    def newcomer(self, kind: str = "group") -> Customer:
        """Return somebody new: a policy (group or dplk), a participant number and an inbox of their own."""
        self._customers += 1
        number = self._customers
        self.registry.add(_row(number, kind))
        stand_in, address = (
            (self.telegram, f"{7_000_000 + number}") if number % 2 else (self.whatsapp, f"62812{1_000_000 + number}")
        )
        return Customer(stand_in, address, number, self.mail, self.sms, self.chance, kind, self.ready)

    async def quiet(self) -> None:
        """Wait until no outbox holds anything, and see that nothing was given up."""
        store = await Store.open(self.redis_url, KEYS)
        try:
            async with asyncio.timeout(QUIET):
                while await store.outbox.due(keys.HOMES, FOREVER, 1):
                    await asyncio.sleep(0.05)
            assert await store.unsent.list() == []
        finally:
            await store.close()


def _row(number: int, kind: str) -> dict[str, str]:
    with SAMPLE.open(encoding="utf-8") as file:
        columns = csv.DictReader(file).fieldnames or ()
    mine = {
        "policy_type": kind.upper(), "policy_number": f"{10_000_000 + number}", "participant_number": f"{20_000_000 + number}",
        "holder_name": "JANE RAILEY", "birth_date": "1990-08-17", "email": f"c{number}@example.com", "status": "ACTIVE",
        "link_mode": "instant",
    }  # fmt: skip
    return dict.fromkeys(columns, "") | mine | ({"phone": f"+62812{1_000_000 + number}"} if kind == "dplk" else {})
