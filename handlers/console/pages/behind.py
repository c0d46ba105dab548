"""The conversations behind a number of Ringkasan, those of the latest day first."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from aiohttp import web
from msgspec import Struct, structs

from handlers.console.faults import missing
from handlers.console.found import found_rows
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.scope import Behind, query_of, scope_of, within
from handlers.console.visit import Visit
from handlers.figures.report import Scope

routes = Routes()
ENOUGH = 200  # conversations after which no earlier day is looked into
MOST = 400  # conversations that a page shows, of days on which there were that many
STEP = 0.1  # seconds that one look for them may take, so that a page stays within its budget


@routes.get("/figures/behind/{key}", may=Right.WATCH)
async def behind(visit: Visit) -> web.StreamResponse:
    """List the conversations behind a number, those of the latest day first."""
    scope, wanted = scope_of(visit), Behind(visit.part("key"), visit.query("detail"), visit.query("missing"))
    if not wanted.known:
        raise missing()
    found = await _behind(visit, wanted, scope)
    return visit.page(
        "figures_behind.html",
        scope=structs.replace(scope, first=found.first),
        wanted=wanted,
        count=len(found.accounts),
        more=found.more,
        earlier=wanted.address(visit, scope, found.first - timedelta(days=1)) if found.first > scope.first else "",
        rows=await found_rows(visit, found.accounts),
        query=query_of(scope),
    )


class FoundBehind(Struct, frozen=True):
    """The conversations behind a number, the latest day's first, looked for back to ``first``; ``more``: not all of them."""

    accounts: tuple[str, ...]
    first: date
    more: bool


async def _behind(visit: Visit, wanted: Behind, scope: Scope) -> FoundBehind:
    """Look through the days, the latest first, until enough were found or the page's time is over."""
    until = asyncio.get_running_loop().time() + STEP
    accounts: dict[str, None] = {}
    day = scope.last
    for day in reversed(scope.days):
        for account, marks in (await visit.desk.store.figures.behind(day, wanted.bears)).items():
            if wanted.is_behind(within(marks, scope)):
                accounts[account] = None
        if len(accounts) >= ENOUGH or asyncio.get_running_loop().time() > until:
            break
    return FoundBehind(tuple(accounts)[:MOST], day, len(accounts) > MOST)
