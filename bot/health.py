"""Whether the process lives, is ready, and how it fares: for probes and for Prometheus. Nothing personal is in it."""

from __future__ import annotations

import msgspec
from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from storage.errors import StorageProblem
from storage.store import Store

RETRY_AFTER = {"Retry-After": "2"}


class Health:
    """The three addresses. ``draining`` makes the process unready before it ends."""

    def __init__(self, store: Store, parties: dict[str, str], metrics: CollectorRegistry) -> None:
        self.draining = False
        self._store = store
        self._parties = parties
        self._metrics = metrics
        self._up = Gauge("polisbot_redis_up", "Whether Redis answered the last probe", registry=metrics)

    def add_routes(self, app: web.Application) -> None:
        """Add ``/healthz`` and ``/readyz``."""
        app.router.add_get("/healthz", self._alive)
        app.router.add_get("/readyz", self._ready)

    def add_metrics(self, app: web.Application) -> None:
        """Add ``/metrics``."""
        app.router.add_get("/metrics", self._tell)

    async def _alive(self, request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, request: web.Request) -> web.Response:
        why = "draining" if self.draining else await self._redis()
        body = msgspec.json.encode({"ready": not why, "why": why, "parties": self._parties})
        status, headers = (503, RETRY_AFTER) if why else (200, {})
        return web.Response(status=status, headers=headers, body=body, content_type="application/json")

    async def _redis(self) -> str:
        try:
            await self._store.probe()
        except StorageProblem as problem:
            self._up.set(0)
            return str(problem)
        self._up.set(1)
        return ""

    async def _tell(self, request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(self._metrics), headers={"Content-Type": CONTENT_TYPE_LATEST})
