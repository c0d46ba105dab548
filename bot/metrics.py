"""This process's counters for Prometheus: what its turns were marked with. Words of ours alone are labels."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

from conversations.marks import Mark
from storage.counts import BOUNDS

_LABELS = ("mark", "channel", "type", "detail")


class Metrics:
    """Counts the marks of the turns that this process committed."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._marks = Counter("polisbot_marks", "What happened in conversations", _LABELS, registry=registry)
        self._took = Histogram(
            "polisbot_mark_seconds",
            "How long what happened took",
            ("mark", "channel"),
            buckets=[bound / 1000 for bound in BOUNDS],
            registry=registry,
        )

    def tally(self, marks: tuple[Mark, ...], channel: str) -> None:
        """Count one turn's marks."""
        for mark in marks:
            self._marks.labels(mark.name, channel, mark.type, mark.detail).inc()
            if mark.took is not None:
                self._took.labels(mark.name, channel).observe(mark.took / 1000)
