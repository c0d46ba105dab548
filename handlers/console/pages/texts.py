"""Pengaturan, texts: replies that are ready for agents to send, and the labels that conversations may bear."""

from __future__ import annotations

import secrets

from aiohttp import web

from conversations.guard import asks_for_code
from conversations.locales import LANGUAGES
from handlers.console.faults import changed, missing
from handlers.console.forms import Form
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import HOME, Visit
from storage.care import Canned, Label

routes = Routes()
PATH = f"{HOME}settings/texts"
LONGEST = 1_000  # characters of a ready reply
MOST = 200  # ready replies, and labels


@routes.get("/settings", may=Right.TEXTS)
async def settings(visit: Visit) -> web.StreamResponse:
    """Go to the first part of the settings."""
    return visit.to(PATH)


@routes.get("/settings/texts", may=Right.TEXTS)
async def texts(visit: Visit) -> web.StreamResponse:
    """Show ready replies and labels."""
    return await _page(visit)


@routes.post("/settings/texts", may=Right.TEXTS)
async def put(visit: Visit) -> web.StreamResponse:
    """Add or change a ready reply; one that asks for a code is refused, like an agent's own words."""
    form, table = await visit.form(), visit.desk.store.canned
    id, version, canned = form.text("id", 32), form.whole("version"), _read(form)
    if not canned.title or not all(canned.texts.values()):
        return await _page(visit, 422, "empty", canned, id, version)
    if any(asks_for_code(text) for text in canned.texts.values()):
        await visit.record("reply.refused", id)
        return await _page(visit, 422, "code", canned, id, version)
    if not id and len(await table.all()) >= MOST:
        return await _page(visit, 422, "many", canned, id, version)
    await visit.record("reply.saved", id)
    if not await table.put(id or secrets.token_hex(6), version, canned):
        raise changed()
    return visit.to(PATH, "saved")


@routes.post("/settings/texts/{id}/drop", may=Right.TEXTS)
async def drop(visit: Visit) -> web.StreamResponse:
    """Take a ready reply out."""
    id, version = visit.part("id"), (await visit.form()).whole("version")
    await visit.record("reply.dropped", id)
    if not await visit.desk.store.canned.drop(id, version):
        raise changed()
    return visit.to(PATH, "dropped")


@routes.post("/settings/labels", may=Right.TEXTS)
async def label(visit: Visit) -> web.StreamResponse:
    """Add a label; a name that is there already is none more."""
    name, table = (await visit.form()).text("name", 24), visit.desk.store.labels
    known = await table.all()
    if not name or len(known) >= MOST:
        return await _page(visit, 422, "label")
    if name.casefold() not in {kept.value.name.casefold() for kept in known}:
        await visit.record("label.added", name)
        await table.put(secrets.token_hex(6), 0, Label(name=name))
    return visit.to(PATH, "saved")


@routes.post("/settings/labels/{id}/drop", may=Right.TEXTS)
async def drop_label(visit: Visit) -> web.StreamResponse:
    """Take a label out: of the choice, and of what conversations show."""
    kept = await visit.desk.store.labels.get(visit.part("id"))
    if kept is None:
        raise missing()
    await visit.record("label.dropped", kept.value.name)
    if not await visit.desk.store.labels.drop(kept.id, kept.version):
        raise changed()
    return visit.to(PATH, "dropped")


def _read(form: Form) -> Canned:
    texts = {language: form.raw(f"text_{language}", LONGEST).replace("\r\n", "\n").strip() for language in LANGUAGES}
    return Canned(title=form.text("title", 40), texts=texts)


async def _page(
    visit: Visit, status: int = 200, wrong: str = "", canned: Canned | None = None, id: str = "", version: int = 0
) -> web.Response:
    if not wrong and (kept := await visit.desk.store.canned.get(visit.query("edit"))):
        canned, id, version = kept.value, kept.id, kept.version
    return visit.page(
        "texts.html",
        status,
        canned=sorted(await visit.desk.store.canned.all(), key=lambda kept: kept.value.title.casefold()),
        labels=sorted(await visit.desk.store.labels.all(), key=lambda kept: kept.value.name.casefold()),
        languages=LANGUAGES,
        wrong=wrong,
        edited=canned or Canned(title="", texts=dict.fromkeys(LANGUAGES, "")),
        id=id,
        version=version,
        longest=LONGEST,
    )
