"""The alerts of Ringkasan as Prometheus reads them: the same figures, the same bounds, asked at each reading."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from prometheus_client import CollectorRegistry, Gauge

from conversations.terms import Terms
from handlers.figures.alerts import KEYS, Bounds, alerts_of
from handlers.ports import Clock
from storage.errors import StorageProblem
from storage.figures import Figures

log = structlog.get_logger()


class Alerting:
    """Gauges of what is beyond its bound today: ``figure`` is the key that Ringkasan and its file name it by."""

    def __init__(
        self,
        registry: CollectorRegistry,
        figures: Figures,
        bounds: Bounds,
        terms: Terms,
        clock: Clock,
        refused: Callable[[], str] = str,
    ) -> None:
        self._refused = refused
        says = "Whether the policies file is damaged or smaller, so that the last good reading of it is served"
        self._held = Gauge("polisbot_policies_refused", says, registry=registry, multiprocess_mode="livemax")
        self._figures = figures
        self._bounds = bounds
        self._terms = terms
        self._clock = clock
        says = "Whether a figure of today is beyond its bound (POLISBOT_ALERT_...), as Ringkasan shows it"
        self._on = Gauge("polisbot_alert", says, ("figure",), registry=registry, multiprocess_mode="livemax")
        says = "The value of a figure that is beyond its bound: per cent, or seconds; 0 while it is not"
        self._value = Gauge("polisbot_alert_value", says, ("figure",), registry=registry, multiprocess_mode="livemax")

    async def measure(self) -> None:
        """Read today's figures; while Redis is away, what was measured last stands."""
        self._held.set(bool(self._refused()))
        try:
            found = await alerts_of(self._figures, self._terms.today(self._clock.now()), self._bounds)
        except StorageProblem:
            log.warning("alerts_not_asked", why="redis did not answer")
            return
        values = {alert.key: alert.value / 1000 if alert.timed else alert.value for alert in found}
        for key in KEYS:
            self._on.labels(key).set(key in values)
            self._value.labels(key).set(values.get(key, 0))
