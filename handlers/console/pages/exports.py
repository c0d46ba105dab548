"""Exports: asked for with a reason, written in the background, masked; whole or large ones take a second person."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from aiohttp import web
from msgspec import structs

from handlers.console import second
from handlers.console.exporting import BULK, KINDS, TRANSCRIPT
from handlers.console.faults import Fault, changed, missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.exports import Export
from storage.tables import Kept

routes = Routes()
PATH = "/care/exports"
LONGEST = 300  # characters of a reason


@routes.get("/exports", may=Right.EXPORT)
async def exports(visit: Visit) -> web.StreamResponse:
    """Show one's own exports and how far they are."""
    mine = await visit.desk.store.exports.of(visit.me.id, visit.now)
    today = visit.desk.terms.today(visit.now)
    return visit.page("exports.html", exports=mine, kinds=KINDS, first=today - timedelta(days=6), last=today, bulk=BULK)


@routes.post("/exports", may=Right.EXPORT)
async def ask(visit: Visit) -> web.StreamResponse:
    """Ask for a file; what is whole or large waits for a second person."""
    form = await visit.form()
    first, last = _day(form.text("first")), _day(form.text("last"))
    export = Export(
        kind=form.choice("kind", KINDS),
        first=first.isoformat(),
        last=last.isoformat(),
        reason=form.text("reason", LONGEST),
        asked_by=visit.me.id,
        asked_name=visit.me.value.name,
        asked_at=visit.now,
        whole=form.ticked("whole"),
        at=visit.now,
    )
    alone = not export.whole and await visit.desk.exporter.count() <= BULK
    return await _begin(visit, export, alone=alone, first=export.first, last=export.last)


async def _begin(visit: Visit, export: Export, *, alone: bool, **details: str) -> web.StreamResponse:
    """Record who wants what and why, and write it; or let a second person know."""
    if not export.reason:
        raise Fault(422, "faults.reason")
    id = secrets.token_hex(8)
    await visit.record("export_asked", id, export.reason, kind=export.kind, **details)
    if not await visit.desk.store.exports.table.put(id, 0, export):
        raise changed()
    if not alone:
        whole = "whole" if export.whole else "masked"
        await second.ask(visit, "export", id, export.reason, content=export.kind, masks=whole)
        return visit.to(PATH, "export_second")
    visit.desk.exporter.start(Kept(id, 1, export))
    return visit.to(PATH, "export_started")


@routes.post("/exports/transcript/{account}", may=Right.EXPORT)
async def transcript(visit: Visit) -> web.StreamResponse:
    """Ask for the transcript of one conversation; without masks it waits for a second person."""
    form, account, store = await visit.form(), visit.part("account"), visit.desk.store
    if not await store.chats.exists(account):
        raise missing()
    export = Export(
        kind=TRANSCRIPT,
        first="",
        last="",
        account=account,
        total=len(await store.chats.transcript(account)),
        reason=form.text("reason", LONGEST),
        asked_by=visit.me.id,
        asked_name=visit.me.value.name,
        asked_at=visit.now,
        whole=form.ticked("whole"),
        at=visit.now,
    )
    return await _begin(visit, export, alone=not export.whole, conversation=account)


@routes.post("/exports/{id}/again", may=Right.EXPORT)
async def again(visit: Visit) -> web.StreamResponse:
    """Start a file again whose process died."""
    kept = await _mine(visit)
    if kept.value.standing(visit.now) != "failed":
        raise changed()
    await visit.record("export_again", kept.id)
    visit.desk.exporter.start(Kept(kept.id, kept.version, structs.replace(kept.value, done=0)))
    return visit.to(PATH, "export_started")


@routes.get("/exports/{id}/file", may=Right.EXPORT)
async def file(visit: Visit) -> web.StreamResponse:
    """Send a file, to who asked for it alone."""
    kept = await _mine(visit)
    export = kept.value
    if export.standing(visit.now) != "ready":
        raise missing()
    await visit.record("export_fetched", kept.id, export.reason, kind=export.kind)
    name = f"{export.kind}-{export.account or f'{export.first}-{export.last}'}.csv"
    pieces = [piece async for piece in visit.desk.store.exports.pieces(kept.id)]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=b"".join(pieces), content_type="text/csv", charset="utf-8", headers=headers)


async def _mine(visit: Visit) -> Kept[Export]:
    kept = await visit.desk.store.exports.table.get(visit.part("id"))
    if kept is None or kept.value.asked_by != visit.me.id:
        raise missing()
    return kept


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault(400, "faults.form") from None
