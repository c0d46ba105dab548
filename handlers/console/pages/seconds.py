"""What waits for a second person, and what became of it."""

from __future__ import annotations

from aiohttp import web

from conversations.limits import DAY
from handlers.console import second
from handlers.console.faults import changed, missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.care import Approval
from storage.tables import Kept

routes = Routes()
PATH = "/care/seconds"
SHOWN = 30 * DAY  # how long what was decided stands here; for ever it stands in the audit


class Row(Kept[Approval], frozen=True):
    """An approval with the name of whom it is about, and whether this visitor may decide it."""

    about: str
    mine: bool


@routes.get("/seconds", may=Right.SECOND)
async def seconds(visit: Visit) -> web.StreamResponse:
    """Show what waits, the oldest first, then what was decided lately."""
    rows = [await _row(visit, kept) for kept in await _kept(visit)]
    waiting = sorted((row for row in rows if row.value.waits(visit.now)), key=lambda row: row.value.asked_at)
    past = sorted((row for row in rows if row not in waiting), key=lambda row: -row.value.asked_at)
    return visit.page("seconds.html", waiting=waiting, past=past)


@routes.post("/seconds/{id}", may=Right.SECOND)
async def decide(visit: Visit) -> web.StreamResponse:
    """Let it happen, or refuse it; what was approved and not carried out is carried out."""
    form = await visit.form()
    choice = form.choice("choice", ("approve", "refuse", "again"))
    kept = await visit.desk.store.approvals.get(visit.part("id"))
    if kept is None:
        raise missing()
    if choice == "again":
        if kept.value.state != "approved":
            raise changed()
        await second.carry_out(visit.desk, kept)
        return visit.to(PATH, "second_approved")
    if form.whole("version") != kept.version:
        raise changed()
    await second.decide(visit, kept, choice == "approve")
    return visit.to(PATH, f"second_{'approved' if choice == 'approve' else 'refused'}")


async def _kept(visit: Visit) -> list[Kept[Approval]]:
    table = visit.desk.store.approvals
    fresh: list[Kept[Approval]] = []
    for kept in await table.all():
        if kept.value.asked_at < visit.now - SHOWN:
            await table.drop(kept.id, kept.version)
        else:
            fresh.append(kept)
    return fresh


async def _row(visit: Visit, kept: Kept[Approval]) -> Row:
    member = await visit.desk.store.staff.get(kept.value.subject)
    about = member.value.name if member else kept.value.subject
    return Row(kept.id, kept.version, kept.value, about, second.may_decide(visit, kept.value))
