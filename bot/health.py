"""Whether the process lives, is ready, and how it fares: for probes and for Prometheus. Nothing personal is in it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable

import msgspec
import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

from bot.alerting import Alerting
from handlers.vigil import attempt
from storage.errors import StorageProblem
from storage.store import Store

log = structlog.get_logger()

RETRY_AFTER = {"Retry-After": "2"}
MEASURE = 0.8  # seconds for what Redis is asked when metrics are read: the reader has a limit of its own
TICK = 0.5  # seconds between two measurements
PROBE = 20  # of them between two probes of Redis
LAGS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds
HEALTH, READY, METRICS = PROBES = ("/healthz", "/readyz", "/metrics")
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where processes of one parent put what they measure (see prometheus-client)


class Health:
    """The three addresses. ``draining`` makes the process unready before it ends; how the ``parties`` fare does not."""

    def __init__(
        self,
        store: Store,
        parties: Callable[[], dict[str, str]],
        metrics: CollectorRegistry,
        alarmed: Callable[[], Awaitable[bool]],
        alerting: Alerting,
    ) -> None:
        self._alarmed = alarmed
        self._alerting = alerting
        self.draining = False
        self._metrics = metrics
        self._store = store
        self._parties = parties
        says = "Whether Redis took the last probe (of several processes: of each)"
        self._up = Gauge("polisbot_redis_up", says, registry=metrics, multiprocess_mode="livemin")
        self._up.set(1)  # it was opened
        says = "Whether the alarm is on: too few codes are verified or too many are wrong, and SMS pauses"
        self._alarm = Gauge("polisbot_alarm", says, registry=metrics, multiprocess_mode="livemax")
        says = "How late the event loop was when it should have woken: above 0.1 s customers wait for this process"
        self._lag = Histogram("polisbot_loop_lag_seconds", says, registry=metrics, buckets=LAGS)

    def add_routes(self, app: web.Application) -> None:
        """Add ``/healthz`` and ``/readyz``."""
        app.router.add_get(HEALTH, self._alive)
        app.router.add_get(READY, self._ready)

    def add_metrics(self, app: web.Application) -> None:
        """Add ``/metrics``."""
        app.router.add_get(METRICS, self._tell)

    async def watch(self) -> None:
        """Measure how late the loop is, and now and then whether Redis takes writes, until cancelled."""
        looks = 0
        while True:
            due = time.monotonic() + TICK
            await asyncio.sleep(TICK)
            self._lag.observe(max(time.monotonic() - due, 0.0))
            looks += 1
            if looks % PROBE == 0:
                await attempt("redis probe", self._redis)
                await attempt("alarm", self._ask_alarm)

    async def _alive(self, request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, request: web.Request) -> web.Response:
        why = "draining" if self.draining else await self._redis()
        body = msgspec.json.encode({"ready": not why, "why": why, "parties": self._parties()})
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

    async def _ask_alarm(self) -> None:
        try:
            self._alarm.set(await self._alarmed())
        except StorageProblem:
            log.warning("alarm_not_asked", why="redis did not answer")

    async def _tell(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(MEASURE):
                await asyncio.gather(self._ask_alarm(), self._alerting.measure())
        except TimeoutError:
            log.warning("metrics_not_asked", why="redis did not answer in time")  # what was measured last stands
        return web.Response(body=generate_latest(self._all()), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _all(self) -> CollectorRegistry:
        """Return what is measured here, or by all processes of the same parent: any of them may be asked."""
        if SHARED not in os.environ:
            return self._metrics
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return together
