"""Serving: one process of an installation, from its settings to a server that answers."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType

import structlog
from aiohttp import ClientSession, web
from prometheus_client import CollectorRegistry

from bot.alerting import Alerting
from bot.clock import WallClock
from bot.clock_watch import ClockWatch
from bot.console_side import ConsoleSide
from bot.core import Core
from bot.gateways.webhooks import WebhookPoster
from bot.health import Health
from bot.http_session import open_session
from bot.keeping import keeper_of
from bot.leaving import Leaving
from bot.listeners import Listeners, listen
from bot.metrics import Metrics
from bot.outside import Outside, open_outside
from bot.sandbox_side import SandboxSide
from bot.settings import Settings
from bot.store import open_store
from bot.telegram_side import TelegramSide
from bot.whatsapp_side import WhatsAppSide
from handlers.absence import Absence
from handlers.callback import PATH as CALLBACK
from handlers.courier import Courier
from handlers.duty import Duty, Work
from handlers.http_server import LARGEST, HttpServer, room
from handlers.own_answers import PAUSE, OwnAnswers
from handlers.ports import Channel, Clock, Registry
from handlers.provider_health import (
    MonitoredChannel,
    MonitoredMailer,
    MonitoredPoster,
    MonitoredRegistry,
    MonitoredTexter,
    ProviderHealth,
)
from handlers.vigil import Vigil
from storage.posts import Post
from storage.store import Store

log = structlog.get_logger()

METRICS_MOST = 32  # connections to the metrics, where they have an address of their own
END = 9.0  # seconds in all from the signal until the process ends
REQUESTS = 4.0  # of them, for the requests under way (see also leaving.py)
LAST = 1.0  # for what waits in outboxes, when all that is over


class Serving:
    """A running process. Use as an asynchronous context; ``url`` is where it answers.

    ``sweeps`` false leaves looking for due work to the caller; ``around`` may put something around the registry.
    ``listeners``: sockets that other processes serve as well. ``outside_clock``: that of the sandbox's channels, where it
    is to differ from ours.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        *,
        sweeps: bool = True,
        around: Callable[[Registry], Registry] | None = None,
        listeners: Listeners | None = None,
        outside_clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or WallClock()
        self._outside_clock = outside_clock or self.clock
        self._sweeps = sweeps
        self._around = around or (lambda registry: registry)
        self._listeners = listeners
        self._name = secrets.token_hex(8)
        self._stack = AsyncExitStack()
        self._end = 0.0
        self.url = ""
        self.sandbox: SandboxSide | None = None
        self.console = ConsoleSide(settings, self.clock)
        self.store: Store
        self.core: Core
        self.outside: Outside

    async def __aenter__(self) -> Serving:
        """Open everything and begin to receive."""
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop receiving, finish what is under way, close everything."""
        await self._stack.aclose()

    async def _open(self) -> None:
        settings, stack = self.settings, self._stack
        listeners = self._listeners or listen(settings)
        stack.callback(listeners.close)
        self.url = listeners.url
        store = self.store = await stack.enter_async_context(open_store(settings))
        metrics = CollectorRegistry()
        self._watch = ClockWatch(self.clock, metrics)
        session = await stack.enter_async_context(open_session(settings.ca_file, observe=self._watch.observe))
        if settings.sandbox:
            self.sandbox = SandboxSide(settings, self._outside_clock, self.url)
        self.outside = await stack.enter_async_context(open_outside(settings, store, session, self.sandbox, self.clock))
        self._measures = Metrics(metrics)
        sides = self._sides(session)
        self._polled = [side for side in sides if isinstance(side, TelegramSide)]
        texter = self.outside.texter
        parties = [*(side.channel.name for side in sides), "registry", "email", *(["sms"] if texter else [])]
        providers = ProviderHealth(store.pulses, self.clock, parties, self._measures.asked)
        self.providers = providers
        channels: dict[str, Channel] = {side.channel.name: MonitoredChannel(side.channel, providers) for side in sides}
        self.core = Core(
            settings,
            store=store,
            clock=self.clock,
            channels=channels,
            clocks=self._clocks,
            registry=MonitoredRegistry(self._around(self.outside.registry), providers),
            mailer=MonitoredMailer(self.outside.mailer, providers),
            texter=MonitoredTexter(texter, providers) if texter else None,
            tally=self._measures.tally,
            silences_from=self.clock.now() + settings.limits.timers_delay,
        )
        alerting = Alerting(metrics, store.figures, settings.alerts, self.core.terms, self.clock, self.outside.refused)
        self.health = Health(store, self._parties, metrics, self._alarmed, alerting)
        await self._serve(listeners, sides)

    def _parties(self) -> dict[str, str]:
        """Say how each party fares.

        A policies file that is not taken is told before how its look-ups went, and updates that do not come before how
        sends went.
        """
        refused = {"registry": why} if (why := self.outside.refused()) else {}
        held_up = {side.channel.name: f"gives no updates: {side.held_up}" for side in self._polled if side.held_up}
        return {**self.providers.states(), **refused, **held_up}

    async def _alarmed(self) -> bool:
        return await self.core.alarm.on(self.clock.now())

    def _sides(self, session: ClientSession) -> list[TelegramSide | WhatsAppSide]:
        telegram = self.sandbox.telegram_settings if self.sandbox else self.settings.telegram
        whatsapp = self.sandbox.whatsapp_settings if self.sandbox else self.settings.whatsapp
        sides: list[TelegramSide | WhatsAppSide] = []
        self._clocks = self._watch.compare(self.settings.registry, telegram=telegram, whatsapp=whatsapp)
        if telegram:
            post = None if self.sandbox else self._post
            sides.append(TelegramSide(telegram, session, post, self._measures.unread))
        if whatsapp:
            sides.append(WhatsAppSide(whatsapp, session))
        return sides

    async def _serve(self, listeners: Listeners, sides: list[TelegramSide | WhatsAppSide]) -> None:
        app = web.Application(client_max_size=LARGEST)
        leaving = Leaving()
        app.on_response_prepare.append(leaving.let_go)
        public = self.url if self.sandbox else self.settings.public_url
        for side in sides:
            side.connect(
                app,
                self.core.turns,
                self._clocks[side.channel.name],
                self.core.voice,
                self.settings.insurer.language,
                bool(public),
            )
        if callback := self.outside.callback(self.core):
            app.router.add_post(CALLBACK, callback.handle)
        self.health.add_routes(app)
        await self._measure(app, listeners.metrics)
        if self.sandbox:
            await self.sandbox.mount(app, self.outside.inbox, self.core)
        answers = OwnAnswers(self.store.answers, self.core.voice)
        await answers.refresh()
        await self.console.mount(app, self.core, self.store, answers)
        self._stack.push_async_callback(self.console.stop)
        runner = HttpServer(
            app,
            most=room(),
            trusted=self.settings.trusted_proxies,
            count=self._measures.answered,
            secure=(self.settings.public_url or "").startswith("https:"),
            shutdown_timeout=REQUESTS,
        )
        await runner.setup()
        self._stack.push_async_callback(self._finish)
        self._stack.push_async_callback(runner.cleanup)
        await (site := web.SockSite(runner, listeners.main)).start()
        for side in sides:
            await side.start(public)
            self._stack.push_async_callback(side.stop)
        if self.sandbox:
            await self.sandbox.start()
            self._stack.push_async_callback(self.sandbox.stop)
        if self._sweeps:
            sweeping = asyncio.ensure_future(self.core.sweep.run())
            self._stack.push_async_callback(self._stop_sweep, sweeping)
            self._carry_news()
            self._stack.push_async_callback(_stop, self.providers, asyncio.ensure_future(self.providers.run()))
            self._miss_drivers()
            keeper = keeper_of(self.store, self.settings, self.clock)
            self._stack.push_async_callback(_stop, keeper, asyncio.ensure_future(keeper.run()))
        reading = Vigil("answers", answers.refresh, PAUSE)
        self._stack.push_async_callback(_stop, reading, asyncio.ensure_future(reading.run()))
        watching = asyncio.ensure_future(self.health.watch())
        self._stack.callback(watching.cancel)
        self._stack.push_async_callback(self._linger, leaving, site)

    def _carry_news(self) -> None:
        poster = WebhookPoster(self.settings.webhooks_private, self.settings.ca_file)
        told = MonitoredPoster(poster, self.providers)
        store, clock = self.store, self.clock
        duty = Duty(self._post("webhooks"), lambda: Courier(store.news, store.hooks, told, clock))
        self._stack.push_async_callback(poster.close)
        self._stack.push_async_callback(_stop, duty, asyncio.ensure_future(duty.run()))

    def _miss_drivers(self) -> None:
        store, turns, clock = self.store, self.core.turns, self.clock
        duty = Duty(self._post("absence"), lambda: Absence(store.queues, store.sessions, store.staff, turns, clock))
        self._stack.push_async_callback(_stop, duty, asyncio.ensure_future(duty.run()))

    async def _measure(self, app: web.Application, listener: socket.socket | None) -> None:
        """Tell the metrics here, or at an address of their own."""
        if listener is None:
            self.health.add_metrics(app)
            return
        apart = web.Application()
        self.health.add_metrics(apart)
        runner = HttpServer(apart, most=METRICS_MOST)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.SockSite(runner, listener).start()
        log.info("metrics", port=runner.addresses[0][1])

    async def _stop_sweep(self, sweeping: asyncio.Task[None]) -> None:
        self.core.sweep.stop()
        await asyncio.gather(sweeping, return_exceptions=True)

    def _post(self, name: str) -> Post:
        return Post(self.store.server, name, self._name)

    async def _linger(self, leaving: Leaving, site: web.BaseSite) -> None:
        self.health.draining = True
        self._end = time.monotonic() + END
        if not self.sandbox:  # whose phones live here: nobody shares out requests
            await leaving.linger(site)

    async def _finish(self) -> None:
        await self.core.drain.close(max(self._end - time.monotonic(), LAST))


async def _stop(work: Work, doing: asyncio.Task[None]) -> None:
    work.stop()
    await asyncio.gather(doing, return_exceptions=True)
