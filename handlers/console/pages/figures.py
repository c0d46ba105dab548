"""Ringkasan: the funnel, codes, friction, people and trust of some days, on a page and as a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from aiohttp import web
from msgspec import structs

from handlers.console import charts
from handlers.console.faults import missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.scope import SPANS, Behind, query_of, scope_of
from handlers.console.visit import Visit
from handlers.figures.alerts import Alert, alerts_of
from handlers.figures.lines import SECTIONS
from handlers.figures.report import CHANNELS, TYPES, Report, Scope, report
from storage.figures import Counted

routes = Routes()
VIEWS = ("funnel", *SECTIONS, "providers")
MINUTES = 15  # of the providers' pulse


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
    counters = await visit.desk.store.figures.read(scope.days, today)
    found = report(counters, scope)
    beyond = await alerts_of(visit.desk.store.figures, today, visit.desk.alert_bounds, counters)
    name = f"ringkasan-{scope.first:%Y%m%d}-{scope.last:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(text=_written(found, beyond), content_type="text/csv", charset="utf-8", headers=headers)


class Sayings:
    """How numbers are said, and where they lead: shares in whole percent, durations in the unit that fits."""

    def __init__(self, visit: Visit, scope: Scope) -> None:
        self._t = visit.t
        self._point = "," if visit.language == "id" else "."
        self._visit, self._scope = visit, scope

    def behind(self, key: str, detail: str, missing: str, **where: Any) -> str:
        """Return the address of the conversations behind a number; ``where``: what its scope has of its own."""
        scope = structs.replace(self._scope, **where)
        return Behind(key, detail, missing).address(self._visit, scope, scope.last)

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


async def _alerts(visit: Visit, counters: tuple[Counted, ...], today: date) -> list[dict[str, str]]:
    say = Sayings(visit, Scope(today, today))
    return [
        {
            "key": alert.key,
            "value": say.took(alert.value) if alert.timed else f"{alert.value:.0f} %",
            "bound": say.took(alert.bound) if alert.timed else f"{alert.bound} %",
        }
        for alert in await alerts_of(visit.desk.store.figures, today, visit.desk.alert_bounds, counters)
    ]


async def _providers(visit: Visit) -> list[charts.Provider]:
    minutes = await visit.desk.store.pulses.last(visit.now, MINUTES)
    names = sorted({word.partition(":")[0] for minute in minutes for word in minute})
    return [charts.provider(name, minutes) for name in names]


def _written(found: Report, beyond: tuple[Alert, ...]) -> str:
    """Write the report and the alerts of today as comma-separated values; every text in it is ours: no cell is a formula."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(("section", "figure", "detail", "count", "share", "kept", "median_seconds", "open", "lost"))
    for stage in found.funnel:
        shares = _share(stage.share), _share(stage.kept)
        write(("funnel", stage.key, "", stage.count, *shares, _seconds(stage.median), stage.open, stage.lost))
    for section, rows in found.sections.items():
        for row in rows:
            write((section, row.key, row.detail, row.count, _share(row.share), "", _seconds(row.median)))
    for day in found.course:
        write(("day", day.day.isoformat(), "started", day.started, "", "", ""))
        write(("day", day.day.isoformat(), "linked", day.linked, "", "", ""))
    for part in found.splits:
        name = f"{part.channel} {part.type}"
        write(("split", name, "type", part.chosen, "", "", ""))
        write(("split", name, "linked", part.linked, _share(part.share), "", _seconds(part.median)))
    for alert in beyond:
        share, seconds = ("", alert.value) if alert.timed else (_share(alert.value / 100), None)
        write(("alert", alert.key, "", "", share, "", _seconds(seconds)))
    return out.getvalue()


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _seconds(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.1f}"
