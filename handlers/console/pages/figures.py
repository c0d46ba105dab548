"""Ringkasan: the funnel, codes, friction, people and trust of some days; a file of them; the conversations behind a number."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from aiohttp import web

from conversations.marks import STAGES
from handlers.console import charts
from handlers.console.faults import missing
from handlers.console.found import found_rows
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from handlers.figures.alerts import alerts
from handlers.figures.lines import LINES, SECTIONS
from handlers.figures.report import CHANNELS, TYPES, Report, Scope, report
from storage.figures import Counted

routes = Routes()
PATH = "/care/figures"
VIEWS = ("funnel", *SECTIONS, "providers")
MINUTES = 15  # of the providers' pulse
SPANS = (1, 7, 30, 90)
LONGEST = 400  # days at once
SHOWN = 200  # conversations behind a number
STAGE_KEYS = tuple(stage.value for stage in STAGES)


@routes.get("/figures", may=Right.FIGURES)
async def figures(visit: Visit) -> web.StreamResponse:
    """Show one view of the figures."""
    scope, view = scope_of(visit), visit.query("view") or "funnel"
    if view not in VIEWS:
        raise missing()
    today = visit.desk.terms.today(visit.now)
    counters = await visit.desk.store.figures.read(scope.days, today)
    found = report(counters, scope)
    return visit.page(
        "figures.html",
        view=view,
        views=VIEWS,
        scope=scope,
        spans=SPANS,
        span=(scope.last - scope.first).days + 1 if scope.last == today else 0,
        channels=CHANNELS,
        types=TYPES,
        report=found,
        columns=charts.columns([(f"{day.day:%d/%m}", day.started, day.linked) for day in found.course]),
        alerts=await _alerts(visit, counters, today),
        providers=await _providers(visit) if view == "providers" else (),
        minutes=MINUTES,
        query=query_of(scope),
        say=Sayings(visit, scope),
    )


@routes.get("/figures.csv", may=Right.FIGURES)
async def file(visit: Visit) -> web.StreamResponse:
    """Send the figures as a file: the same numbers by the same definitions."""
    scope = scope_of(visit)
    today = visit.desk.terms.today(visit.now)
    found = report(await visit.desk.store.figures.read(scope.days, today), scope)
    name = f"ringkasan-{scope.first:%Y%m%d}-{scope.last:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=_written(found), content_type="text/csv", charset="utf-8", headers=headers)


@routes.get("/figures/behind/{key}", may=Right.WATCH)
async def behind(visit: Visit) -> web.StreamResponse:
    """List the conversations behind a number, those of the latest day first."""
    scope, wanted = scope_of(visit), Behind(visit.part("key"), visit.query("detail"), visit.query("lost") == "1")
    if not wanted.known:
        raise missing()
    accounts: dict[str, None] = {}
    for day in reversed(scope.days):
        for account, marks in (await visit.desk.store.figures.behind(day)).items():
            if wanted.is_behind(_within(marks, scope)):
                accounts[account] = None
        if len(accounts) > SHOWN:
            break
    return visit.page(
        "figures_behind.html",
        scope=scope,
        wanted=wanted,
        count=min(len(accounts), SHOWN),
        more=len(accounts) > SHOWN,
        rows=await found_rows(visit, list(accounts)[:SHOWN]),
        query=query_of(scope),
        say=Sayings(visit, scope),
    )


class Behind:
    """Which conversations are behind a number: of a stage, of what a stage lost, or of a line and its detail."""

    def __init__(self, key: str, detail: str, lost: bool) -> None:
        self.key = key
        self.detail = detail
        self.lost = lost and key in STAGE_KEYS[1:]
        self.known = key in STAGE_KEYS or key in LINES
        self.title = f"figures.stage_{key}" if key in STAGE_KEYS else f"figures.line_{key}"

    def is_behind(self, marks: frozenset[tuple[str, str]]) -> bool:
        """Tell whether a conversation with these marks (name and detail) is."""
        names = {name for name, _ in marks}
        if self.lost:
            return STAGE_KEYS[STAGE_KEYS.index(self.key) - 1] in names and self.key not in names
        if self.key in STAGE_KEYS:
            return self.key in names
        line = LINES[self.key]
        details = (self.detail,) if self.detail else line.details
        return any(name == line.name and (not details or detail in details) for name, detail in marks)


class Sayings:
    """How numbers are said, and where they lead: shares in whole percent, durations in the unit that fits."""

    def __init__(self, visit: Visit, scope: Scope) -> None:
        self._t = visit.t
        self._point = "," if visit.language == "id" else "."
        self._link = visit.link
        self._query = query_of(scope)

    def behind(self, key: str, detail: str, lost: bool) -> str:
        """Return the address of the conversations behind a number."""
        more = {"detail": detail, "lost": "1" if lost else ""}
        return self._link(f"{PATH}/behind/{key}", **self._query, **{name: on for name, on in more.items() if on})

    def share(self, value: float | None) -> str:
        """Say a share."""
        return "–" if value is None else f"{value * 100:.0f} %"

    def took(self, milliseconds: float | None) -> str:
        """Say a duration."""
        if milliseconds is None:
            return "–"
        seconds = milliseconds / 1000
        for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
            if seconds >= 2 * length or (unit == "minutes" and seconds >= 90):
                return self._t(f"figures.{unit}", n=self._decimal(seconds / length).removesuffix(f"{self._point}0"))
        return self._t("figures.seconds", n=f"{seconds:.0f}" if seconds >= 10 else self._decimal(seconds))

    def _decimal(self, value: float) -> str:
        return f"{value:.1f}".replace(".", self._point)


def scope_of(visit: Visit) -> Scope:
    """Read the scope from the address; what makes no sense there is the last seven days of everything."""
    today = visit.desk.terms.today(visit.now)
    span = visit.query("days")
    last = _day(visit.query("to")) or today
    first = _day(visit.query("from")) or last - timedelta(days=6)
    if span.isdecimal() and int(span) in SPANS:
        last, first = today, today - timedelta(days=int(span) - 1)
    if not 0 <= (last - first).days < LONGEST:
        first = last - timedelta(days=6)
    channel, kind = visit.query("channel"), visit.query("type")
    return Scope(first, last, channel if channel in CHANNELS else "", kind if kind in TYPES else "")


def query_of(scope: Scope) -> dict[str, str]:
    """Return a scope as an address bears it."""
    given = {
        "from": scope.first.isoformat(),
        "to": scope.last.isoformat(),
        "channel": scope.channel,
        "type": scope.type,
    }
    return {name: value for name, value in given.items() if value}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


async def _alerts(visit: Visit, counters: tuple[Counted, ...], today: date) -> list[dict[str, str]]:
    if all(counted.day != today for counted in counters):
        counters = await visit.desk.store.figures.read([today])
    say = Sayings(visit, Scope(today, today))
    return [
        {
            "key": alert.key,
            "value": say.took(alert.value) if alert.timed else f"{alert.value:.0f} %",
            "bound": say.took(alert.bound) if alert.timed else f"{alert.bound} %",
        }
        for alert in alerts(report(counters, Scope(today, today)), visit.desk.alert_bounds)
    ]


async def _providers(visit: Visit) -> list[charts.Provider]:
    minutes = await visit.desk.store.pulses.last(visit.now, MINUTES)
    names = sorted({word.partition(":")[0] for minute in minutes for word in minute})
    return [charts.provider(name, minutes) for name in names]


def _within(marks: frozenset[str], scope: Scope) -> frozenset[tuple[str, str]]:
    parts = (mark.split(":", 3) for mark in marks)
    return frozenset(
        (name, detail)
        for name, channel, kind, detail in parts
        if scope.channel in ("", channel) and scope.type in ("", kind)
    )


def _written(found: Report) -> str:
    """Write the report as comma-separated values; every text in it is ours, so no cell can be a formula."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(("section", "figure", "detail", "count", "share", "kept", "median_seconds"))
    for stage in found.funnel:
        write(("funnel", stage.key, "", stage.count, _share(stage.share), _share(stage.kept), _seconds(stage.median)))
    for section, rows in found.sections.items():
        for row in rows:
            write((section, row.key, row.detail, row.count, _share(row.share), "", _seconds(row.median)))
    for day in found.course:
        write(("day", day.day.isoformat(), "started", day.started, "", "", ""))
        write(("day", day.day.isoformat(), "linked", day.linked, "", "", ""))
    return out.getvalue()


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _seconds(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.1f}"
