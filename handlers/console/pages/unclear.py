"""Ringkasan, Belum dipahami: messages that the bot did not understand, and what a lead says they want."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web
from msgspec import Struct

from conversations.wishes import WISHES
from handlers.console.chat import masked
from handlers.console.faults import changed, missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import HOME, Visit
from handlers.unclear import DAYS, Unclear, find_line, find_unclear
from storage.care import Assigned
from storage.tables import Kept

routes = Routes()
PATH = f"{HOME}figures/unclear"
SHOWN = 100  # messages on the page
SECONDS = 0.5  # that one look for them may take
NAMES = tuple(wish.name for wish in WISHES if wish.name not in ("greeting", "thanks"))


class Row(Struct, frozen=True):
    """Messages of the same words, as the newest of them stands. ``wish``: what it was assigned to ("": nothing)."""

    found: Unclear
    text: str
    then: str
    count: int
    wish: str
    version: int


@routes.get("/figures/unclear", may=Right.WATCH)
async def unclear(visit: Visit) -> web.StreamResponse:
    """List what was not understood, the newest first; that somebody read it is recorded."""
    await visit.record("unclear.seen")
    rows = await _rows(visit)
    return visit.page("unclear.html", rows=rows[:SHOWN], more=len(rows) > SHOWN, names=NAMES, days=DAYS)


@routes.post("/figures/unclear/{id}", may=Right.TEXTS)
async def assign(visit: Visit) -> web.StreamResponse:
    """Say what a message wants, or take that back."""
    id, form, table = visit.part("id"), await visit.form(), visit.desk.store.assigned
    wish, version = form.choice("wish", ("", *NAMES)), form.whole("version")
    found = await find_line(visit.desk.store, id)
    if found is None:
        raise missing()
    await visit.record("unclear.assigned", found.account, wish=wish)
    value = Assigned(wish=wish, by=visit.me.id, at=visit.now)
    if not await (table.put(id, version, value) if wish else table.drop(id, version)):
        raise changed()
    return visit.to(PATH, "saved")


async def _rows(visit: Visit) -> list[Row]:
    store, today = visit.desk.store, visit.desk.terms.today(visit.now)
    found = await find_unclear(store, (today - timedelta(days=back) for back in range(DAYS)), SECONDS)
    assigned = {kept.id: kept for kept in await store.assigned.all()}
    same: dict[str, list[Unclear]] = {}
    for one in found:
        if said := one.sentence:
            same.setdefault(said, []).append(one)
    return [_row(visit, group, assigned) for group in same.values()]


def _row(visit: Visit, group: list[Unclear], assigned: dict[str, Kept[Assigned]]) -> Row:
    one = next((one for one in group if one.id in assigned), group[0])
    kept, desk = assigned.get(one.id), visit.desk
    return Row(
        found=one,
        text=masked(desk, one.chat, one.line),
        then=masked(desk, one.chat, one.then) if one.then else "",
        count=len(group),
        wish=kept.value.wish if kept else "",
        version=kept.version if kept else 0,
    )
