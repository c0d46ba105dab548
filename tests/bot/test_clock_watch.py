"""Our clock beside those of the outside: measured, told once in a while, and told by `polisbot check`."""

from __future__ import annotations

import json

import pytest
from prometheus_client import CollectorRegistry
from yarl import URL

from bot.clock_watch import ClockWatch, Dates
from bot.settings import CsvRegistry, HttpRegistry, Telegram
from tests.clock import START, ManualClock, Offset
from tests.logged import logged

DATE = "Mon, 23 Nov 2026 04:00:00 GMT"  # the manual clock's start
TELEGRAM = Telegram(token="1:x", webhook_secret="", api_url="https://api.telegram.org")
CALL = URL("https://api.telegram.org/bot1:x/getMe")


@pytest.mark.parametrize("ahead, told", [(-90, True), (-20, False), (0, False), (29, False), (31, True), (3600, True)])
def test_a_difference_is_measured_and_told_from_thirty_seconds_on(ahead: int, told: bool) -> None:
    """One line, though every answer shows it; the channel's clock learns of it."""
    registry, clock = CollectorRegistry(), ManualClock()
    watch = ClockWatch(Offset(clock, ahead * 1000), registry)
    theirs = watch.compare(CsvRegistry(path=None), telegram=TELEGRAM, whatsapp=None)["telegram"]
    with logged() as stream:
        for _ in range(3):
            watch.observe(CALL, {"Date": DATE})
            clock.move(500)
            clock.move(-500)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["level"] for line in lines if line["event"] == "clock_differs"] == ["warning"] * told
    measured = registry.get_sample_value("polisbot_clock_skew_seconds", {"party": "telegram"})
    assert measured == pytest.approx(ahead, abs=0.5)
    assert abs(theirs.now() - START) <= 1000


@pytest.mark.parametrize(
    "headers", [{}, {"Date": ""}, {"Date": "yesterday"}, {"Date": "Mon, 99 Nov 2026 04:00:00 GMT"}]
)
def test_an_answer_without_a_time_tells_nothing(headers: dict[str, str]) -> None:
    """Nor does anybody who is none of our parties."""
    registry = CollectorRegistry()
    watch = ClockWatch(ManualClock(), registry)
    watch.compare(HttpRegistry(url="https://core.example", token="", callback_secret=""), telegram=None, whatsapp=None)
    watch.observe(URL("https://core.example/lookups"), headers)
    watch.observe(CALL, {"Date": DATE})
    assert registry.get_sample_value("polisbot_clock_skew_seconds", {"party": "registry"}) is None
    dates = Dates(ManualClock())
    dates.observe(CALL, headers)
    assert dates.findings() == []


@pytest.mark.parametrize(
    "ahead, says", [(0, "agrees"), (90_000, "90 s ahead of that of api.telegram.org"), (-3_600_000, "3600 s behind")]
)
def test_the_check_tells(ahead: int, says: str) -> None:
    """Which way, by how much, and against whom."""
    dates = Dates(Offset(ManualClock(), ahead))
    dates.observe(CALL, {"Date": DATE})
    [finding] = dates.findings()
    assert says in str(finding)
    assert finding.level == ("warning" if ahead else "good")
