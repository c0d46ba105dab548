"""Our clock beside those of the outside: each answer's ``Date`` is compared, measured, and told when it is far off."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import structlog
from prometheus_client import CollectorRegistry, Gauge
from yarl import URL

from bot.findings import Finding, good, warning
from bot.settings import CsvRegistry, HttpRegistry, Telegram, WhatsApp
from handlers.channels.channel_clock import ChannelClock, channel_clocks
from handlers.ports import Clock
from handlers.seldom import Seldom

log = structlog.get_logger()

FAR = 30.0  # seconds from which on a difference is told
_HALF = 500  # milliseconds: a Date tells the second that had begun


class ClockWatch:
    """Hears of each answer of the session's and tells by how much our clock is ahead of its sender's."""

    def __init__(self, clock: Clock, registry: CollectorRegistry) -> None:
        self._clock = clock
        self._parties: list[tuple[str, str, ChannelClock | None]] = []
        says = "By how many seconds our clock is ahead of an outside party's, by the Date of its last answer"
        self._skew = Gauge("polisbot_clock_skew_seconds", says, ("party",), registry=registry)
        self._told = Seldom()

    def compare(
        self, registry: CsvRegistry | HttpRegistry, *, telegram: Telegram | None, whatsapp: WhatsApp | None
    ) -> dict[str, ChannelClock]:
        """Compare with the answers of these parties; return the channels' clocks, which learn from them."""
        clocks = channel_clocks(self._clock)
        for name, channel in (("telegram", telegram), ("whatsapp", whatsapp)):
            if channel:
                self._parties.append((channel.api_url, name, clocks[name]))
        if isinstance(registry, HttpRegistry):
            self._parties.append((registry.url, "registry", None))
        return clocks

    def observe(self, url: URL, headers: Mapping[str, str]) -> None:
        """Take in one answer's address and headers, at the moment it arrives."""
        ahead = ahead_of(headers, self._clock.now())
        asked = str(url)
        found = next(((party, clock) for prefix, party, clock in self._parties if asked.startswith(prefix)), None)
        if ahead is None or found is None:
            return
        party, clock = found
        if clock:
            clock.answered(ahead)
        seconds = -ahead / 1000
        self._skew.labels(party).set(seconds)
        if abs(seconds) > FAR and self._told.due():
            log.warning("clock_differs", kind=party, seconds=round(seconds), why="our clock against its answers' Date")


class Dates:
    """The dates of the answers that a check gets."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead: dict[str, int] = {}

    def observe(self, url: URL, headers: Mapping[str, str]) -> None:
        """Take in one answer's address and headers, at the moment it arrives."""
        if (ahead := ahead_of(headers, self._clock.now())) is not None:
            self._ahead[url.host or ""] = ahead

    def findings(self) -> list[Finding]:
        """Tell how our clock stands against the answer that differs most; nothing where none told a time."""
        if not self._ahead:
            return []
        host, ahead = max(self._ahead.items(), key=lambda item: abs(item[1]))
        seconds = round(abs(ahead) / 1000)
        if seconds <= FAR:
            return [good("Clock", "agrees with those outside")]
        says = f"{seconds} s {'behind' if ahead > 0 else 'ahead of'} that of {host}"
        return [warning("Clock", says, "let this machine follow time servers (NTP)")]


def ahead_of(headers: Mapping[str, str], now: int) -> int | None:
    """Return by how many milliseconds an answer's clock is ahead of ``now``, None where it tells no time."""
    try:
        told = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
    return round(told.timestamp() * 1000) + _HALF - now
