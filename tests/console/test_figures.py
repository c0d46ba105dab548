"""Ringkasan: the numbers of the counters on screen and in the file, the conversations behind them, and how it looks."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import aiohttp
import pytest
import pytest_asyncio
from msgspec import structs

from conversations import states
from conversations.limits import DAY, MINUTE
from conversations.marks import STAGES, Mark, Name
from conversations.terms import Terms
from handlers.console.words import WORDS
from handlers.figures.alerts import KEYS, Bounds, alerts
from handlers.figures.lines import LINES, SECTIONS
from handlers.figures.report import Scope, report
from storage.counts import counts_of
from storage.figures import Counted
from storage.staff import Role
from tests.console.figures import fill
from tests.console.team import Browser, Team, serve
from tests.storage.test_chats import write

pytestmark = pytest.mark.asyncio(loop_scope="module")
PICTURES = os.environ.get("PICTURES")


class Filled(Team):
    """A console over a month of figures; ``marks`` are what was counted of each account."""

    marks: dict[str, tuple[Mark, ...]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Filled]:
    """Serve a console over a month of figures."""
    async with serve(tmp_path_factory.mktemp("figures")) as served:
        team = Filled(served.serving, served.clock)
        team.marks = await fill(team.store, 300, team.clock.now())
        for back in range(12):
            ended = {"email:good": 20 + back, "sms:good": 9, "sms:bad": back % 3, "registry:good": 30}
            await team.store.pulses.add(team.clock.now() - back * MINUTE, ended)
        yield team
        await team.close()


async def test_screen_file_and_counters_agree(filled: Team) -> None:
    """Each number of the funnel is the same on the page, in the file, and in what was counted."""
    viewer = await filled.signed_in("figures viewer", Role.VIEWER)
    scope = await _scope(filled, 29)
    found = report(await filled.store.figures.read(scope.days), scope)
    address = f"?from={scope.first}&to={scope.last}"
    page = (await viewer.get(f"/care/figures{address}")).text
    rows = list(csv.DictReader(io.StringIO((await viewer.get(f"/care/figures.csv{address}")).text)))
    funnel = [row for row in rows if row["section"] == "funnel"]
    written = {row["figure"]: tuple(int(row[name]) for name in ("count", "open", "lost")) for row in funnel}
    assert written == {stage.key: (stage.count, stage.open, stage.lost) for stage in found.funnel}
    shown = re.findall(r'aria-label="(\d+): ', page)
    for stage in found.funnel:
        assert str(stage.count) in shown
    assert found.funnel[0].count == 300


async def test_a_funnel_only_narrows_and_names_its_worst_drop(filled: Team) -> None:
    """No stage has more than the one before, and before the worst one most was lost, whatever is still under way."""
    scope = await _scope(filled, 29)
    found = report(await filled.store.figures.read(scope.days), scope)
    counts = [stage.count for stage in found.funnel]
    assert counts == sorted(counts, reverse=True)
    lost = {stage.key: stage.lost / counts[place] for place, stage in enumerate(found.funnel[1:])}
    assert lost[found.worst] == max(lost.values())


async def test_what_is_under_way_or_waits_for_a_decision_is_not_lost(filled: Team) -> None:
    """Whoever may still come to a stage is apart from who is lost, and no warning names what was not lost."""
    day = Terms().today(filled.clock.now())
    began = [("started", 10), ("type", 4), ("details", 4), ("matched", 4), ("code_sent", 4), ("delivered", 4)]
    began += [("entered", 4), ("right", 4), ("linked", 4)]
    passed = tuple(Counted(day, name, "telegram", "", "", count) for name, count in began)
    found = report(passed, Scope(day, day))
    assert [(stage.key, stage.open, stage.lost) for stage in found.funnel if stage.open or stage.lost] == [
        ("type", 6, 0),
        ("decided", 4, 0),
    ]
    assert found.worst == ""
    ended = report((*passed, Counted(day, "left", "telegram", "", "linked", 1)), Scope(day, day))
    assert (ended.worst, ended.funnel[-1].open, ended.funnel[-1].lost) == ("decided", 3, 1)


async def test_channels_and_types_add_up(filled: Team) -> None:
    """The parts by channel and type are the whole."""
    scope = await _scope(filled, 29)
    counters = await filled.store.figures.read(scope.days)
    whole = report(counters, scope)
    linked = next(stage.count for stage in whole.funnel if stage.key == "linked")
    assert sum(one.linked for one in whole.splits) == linked == sum(day.linked for day in whole.course)
    parts = [report(counters, Scope(scope.first, scope.last, channel, "")) for channel in ("telegram", "whatsapp")]
    for place, stage in enumerate(whole.funnel):
        assert sum(part.funnel[place].count for part in parts) == stage.count


async def test_a_number_opens_the_conversations_behind_it(filled: Filled) -> None:
    """Behind each number of each view are the very conversations that it counts, and behind what a stage lost, those."""
    viewer = await filled.signed_in("figures viewer 2", Role.VIEWER)
    scope = await _scope(filled, 29)
    found = report(await filled.store.figures.read(scope.days), scope)
    address = f"&from={scope.first}&to={scope.last}"
    for stage, before in zip(found.funnel[1:], found.funnel, strict=False):
        reached, passed = _who(filled, Name(stage.key)), _who(filled, Name(before.key))
        assert await _behind(viewer, f"/care/figures/behind/{stage.key}?{address}") == reached
        assert len(reached) == stage.count
        lost = _who(filled, Name.LEFT, (before.key,))
        path = f"/care/figures/behind/{stage.key}?missing="
        assert await _behind(viewer, f"{path}lost{address}") == lost
        assert await _behind(viewer, f"{path}open{address}") == passed - reached - lost
        assert (len(lost), len(passed - reached - lost)) == (stage.lost, stage.open)
    for one in [one for section in found.sections.values() for one in section if one.count]:
        line = LINES[one.key]
        details = (one.detail,) if one.detail else line.details
        path = f"/care/figures/behind/{one.key}?detail={one.detail}{address}"
        assert await _behind(viewer, path) == _who(filled, line.name, details), (one.key, one.detail)
        marks = [mark for each in filled.marks.values() for mark in each if mark.name is line.name]
        assert one.count == sum(not details or mark.detail in details for mark in marks), (one.key, one.detail)
    assert (await viewer.get("/care/figures/behind/nothing")).status == 404


async def test_file_and_screen_show_the_same(filled: Filled) -> None:
    """Row by row of every view: the count, the share, and the median, said on the screen as the file's number."""
    viewer = await filled.signed_in("figures viewer 5", Role.VIEWER)
    text = (await viewer.get("/care/figures.csv?days=30")).text
    rows = list(csv.DictReader(io.StringIO(text)))
    for view in ("funnel", *SECTIONS):
        shown = _table(
            (await viewer.get(f"/care/figures?days=30&view={view}")).text, view if view == "funnel" else "lines"
        )
        written = [row for row in rows if row["section"] == view]
        assert [cells[0] for cells in shown] == [row["count"] for row in written], view
        assert [cells[1] for cells in shown] == [_percent(row["share"]) for row in written], view
        assert [cells[-1] for cells in shown] == [_said(row["median_seconds"]) for row in written], view
        if view == "funnel":
            assert [cells[2] for cells in shown] == [_percent(row["kept"]) for row in written]
            assert [cells[3:5] for cells in shown[1:]] == [[row["open"], row["lost"]] for row in written[1:]]
    page = (await viewer.get("/care/figures?days=30")).text
    days = [row["count"] for row in rows if row["section"] == "day"]
    assert [cell for cells in _table(page, "days") for cell in cells] == days
    parts = [row for row in rows if row["section"] == "split"]
    assert [cells[:2] for cells in _table(page, "splits")] == [
        [one["count"], other["count"]] for one, other in zip(parts[::2], parts[1::2], strict=True)
    ]
    assert [cells[2:] for cells in _table(page, "splits")] == [
        [_percent(row["share"]), _said(row["median_seconds"])] for row in parts[1::2]
    ]


async def test_a_number_of_a_day_or_of_a_part_opens_its_own(filled: Filled) -> None:
    """Each number by day, and by channel and type, leads to as many conversations as it says."""
    viewer = await filled.signed_in("figures viewer 7", Role.VIEWER)
    page = (await viewer.get("/care/figures?days=30")).text
    numbers = re.findall(
        r'<a href="(/care/figures/behind/[^"]+)"[^>]*>(\d+)</a>', page.partition('<table class="days">')[2]
    )
    assert len(numbers) > 30
    for address, count in numbers:
        assert len(await _behind(viewer, address.replace("&amp;", "&"))) == int(count), address


async def test_the_worst_drop_is_said_where_it_is(filled: Filled) -> None:
    """The stage before which most of the one before was lost is named above the funnel and marked in its row, and no other."""
    viewer = await filled.signed_in("figures viewer 6", Role.VIEWER)
    reached = [len(_who(filled, stage)) for stage in STAGES]
    ended = [len(_who(filled, Name.LEFT, (stage,))) for stage in STAGES]
    lost = {STAGES[place + 1]: ended[place] / reached[place] for place in range(len(STAGES) - 1)}
    name = WORDS[f"figures.stage_{max(lost, key=lambda stage: lost[stage])}"][0]
    page = (await viewer.get("/care/figures?days=30")).text
    assert re.findall(r'<tr class="worst">\s*<th scope="row">([^<]+?) *<', page) == [name]
    assert f"sebelum tahap &#34;{name}&#34;" in page


async def test_what_no_address_means_is_the_last_week(filled: Team) -> None:
    """Senseless days, channels and types are not believed, and never an error."""
    viewer = await filled.signed_in("figures viewer 3", Role.VIEWER)
    for address in ("?from=x&to=2026-13-40", "?from=1900-01-01", "?days=99999", "?channel=fax&type=kasko", "?days=²"):
        assert (await viewer.get(f"/care/figures{address}")).status == 200, address
    assert (await viewer.get("/care/figures?view=none")).status == 404


async def test_alerts_speak_of_today_and_of_enough(filled: Team) -> None:
    """What is beyond its bound is told; too few say nothing."""
    scope = await _scope(filled, 29)
    found = report(await filled.store.figures.read(scope.days), scope)
    assert alerts(found, Bounds(least=1, right_percent=100, no_match_percent=1, delivery=1)) != ()
    assert alerts(found, Bounds(least=100_000, right_percent=100, no_match_percent=1, delivery=1)) == ()
    [told] = alerts(found, Bounds(least=1, right_percent=100, no_match_percent=99, unsent_percent=99))
    assert (told.key, told.bound) == ("right", 100)


async def test_screen_file_and_metrics_tell_the_same_alerts(tmp_path: Path) -> None:
    """A figure of today beyond its bound is told in all three, with the same value; one within it in none."""
    async with serve(tmp_path, ALERT_LEAST="5", ALERT_NO_MATCH_PERCENT="10") as team:
        now = team.clock.now()
        marks = (*(Mark(Name.LOOKED_UP, "no_match", "group", 900) for _ in range(3)),)
        marks = (*marks, *(Mark(Name.LOOKED_UP, "matched", "group", 700) for _ in range(3)))
        chats, account = team.store.chats, team.store.aliases.telegram("alerts")
        counts = counts_of(marks, "telegram", now, Terms().today)
        turn = structs.replace(write(account, "alerts", now=now), counts=counts)
        viewer = await team.signed_in("Tamu", Role.VIEWER)

        async def gauges() -> dict[str, str]:
            async with aiohttp.ClientSession() as session, session.get(f"{team.url}/metrics") as answer:
                lines = (await answer.text()).splitlines()
            return dict(line.rsplit(" ", 1) for line in lines if line.startswith("polisbot_alert"))

        before = await gauges()
        assert {value for name, value in before.items() if name.startswith("polisbot_alert{")} == {"0.0"}
        assert len(before) == 2 * len(KEYS)
        await chats.commit(await chats.load(account), turn)
        told = await gauges()
        assert told['polisbot_alert{figure="no_match"}'] == "1.0"
        assert told['polisbot_alert_value{figure="no_match"}'] == "50.0"
        assert sum(value == "1.0" for name, value in told.items() if name.startswith("polisbot_alert{")) == 1
        page = (await viewer.get("/care/figures")).text
        assert "50 % pengecekan tidak cocok; batasnya 10 %" in page
        rows = list(csv.DictReader(io.StringIO((await viewer.get("/care/figures.csv")).text)))
        assert [(row["figure"], row["share"]) for row in rows if row["section"] == "alert"] == [("no_match", "0.5000")]


async def test_every_figure_has_its_words() -> None:
    """Each line, and each step by which one is divided, can be said in both languages."""
    assert [key for key in LINES if f"figures.line_{key}" not in WORDS] == []
    steps = [step.__name__ for step in get_args(states.Step)]
    assert [step for step in steps if f"detail.{step}" not in WORDS] == []
    details = {detail for line in LINES.values() if line.split for detail in line.details}
    assert [detail for detail in details if f"detail.{detail}" not in WORDS] == []


async def _behind(viewer: Browser, path: str) -> set[str]:
    """Return which conversations are behind a number, however many looks it takes to find them."""
    found: set[str] = set()
    while path:
        page = (await viewer.get(path)).text
        found.update(re.findall(r'href="/care/conversations/(\w+)"', page))
        earlier = re.search(r'class="actions"><a class="button" href="([^"]+)"', page)
        path = earlier[1].replace("&amp;", "&") if earlier else ""
    return found


def _who(filled: Filled, name: Name, details: tuple[str, ...] = ()) -> set[str]:
    """Return the accounts with a mark of this name (of these details, or of any)."""
    return {
        account
        for account, marks in filled.marks.items()
        if any(mark.name is name and (not details or mark.detail in details) for mark in marks)
    }


def _table(page: str, kind: str) -> list[list[str]]:
    """Return the numbers of a table, row by row."""
    body = page.partition(f'<table class="{kind}')[2].partition("</table>")[0]
    cells = [re.findall(r'<td class="number"[^>]*>(.*?)</td>', row, re.DOTALL) for row in body.split("<tr")[2:]]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def _percent(share: str) -> str:
    return f"{float(share) * 100:.0f} %" if share else "–"


def _said(seconds: str) -> str:
    """Say a file's median as the screen does, by a way of its own: the largest unit of which there are two."""
    if not seconds:
        return "–"
    for unit, length, least in (("hari", 86_400, 172_800), ("jam", 3_600, 7_200), ("mnt", 60, 90)):
        if float(seconds) >= least:
            return f"{float(seconds) / length:.1f} {unit}".replace(".0 ", " ").replace(".", ",")
    return f"{float(seconds):.0f} dtk" if float(seconds) >= 10 else f"{float(seconds):.1f} dtk".replace(".", ",")


async def _scope(team: Team, back: int) -> Scope:
    terms, now = team.serving.core.terms, team.clock.now()
    return Scope(terms.today(now - back * DAY), terms.today(now))
