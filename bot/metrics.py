"""This process's counters for Prometheus: its turns' marks, its server's answers. Words of ours alone are labels."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

from conversations.marks import Mark
from storage.counts import BOUNDS

ASKING = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 8.0)  # seconds
_LABELS = ("mark", "channel", "type", "detail")


class Metrics:
    """Counts the marks of the turns that this process committed, and the answers that it gave."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._marks = Counter("polisbot_marks", "What happened in conversations", _LABELS, registry=registry)
        self._took = Histogram(
            "polisbot_mark_seconds",
            "How long what happened took",
            ("mark", "channel"),
            buckets=[bound / 1000 for bound in BOUNDS],
            registry=registry,
        )

        self._answers = Counter("polisbot_answers", "Answers of the server", ("route", "status"), registry=registry)
        says = "Calls to outside parties by how they ended: good, bad (refused) or unsure (no answer, or not now)"
        self._asked = Counter("polisbot_outgoing_requests", says, ("party", "outcome"), registry=registry)
        says = "How long calls to outside parties took, retries included"
        self._asking = Histogram(
            "polisbot_outgoing_request_duration_seconds", says, ("party",), buckets=ASKING, registry=registry
        )
        self._durations: dict[tuple[str, ...], Histogram] = {}
        self._known: dict[tuple[Counter, tuple[str, ...]], Counter] = {}
        says = "Updates, and parts of signed bodies, that could not be read: a channel changed, or we are wrong"
        self._unreadable = Counter("polisbot_unreadable", says, ("route",), registry=registry)

    def answered(self, route: str, status: int, unreadable: int) -> None:
        """Count one answer; a route is a path of ours, as it was registered."""
        self._counter(self._answers, route, str(status)).inc()
        if unreadable:
            self.unread(route, unreadable)

    def asked(self, party: str, outcome: str, seconds: float) -> None:
        """Count one call to an outside party."""
        self._counter(self._asked, party, outcome).inc()
        self._asking.labels(party).observe(seconds)

    def unread(self, way: str, count: int = 1) -> None:
        """Count what came by a way in (a route, or what polls) and could not be read."""
        self._unreadable.labels(way).inc(count)

    def tally(self, marks: tuple[Mark, ...], channel: str) -> None:
        """Count one turn's marks."""
        for mark in marks:
            self._counter(self._marks, mark.name, channel, mark.type, mark.detail).inc()
            if mark.took is not None:
                self._duration(mark.name, channel).observe(mark.took / 1000)

    def _duration(self, *labels: str) -> Histogram:
        if (known := self._durations.get(labels)) is None:
            known = self._durations[labels] = self._took.labels(*labels)
        return known

    def _counter(self, family: Counter, *labels: str) -> Counter:
        # The library takes a lock and makes every label a text each time it is asked for a counter.
        if (known := self._known.get((family, labels))) is None:
            known = self._known[family, labels] = family.labels(*labels)
        return known
