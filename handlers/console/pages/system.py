"""Pengaturan, system: how long things are kept (as the settings say), and who outside is told what happens here."""

from __future__ import annotations

import secrets

from aiohttp import web
from yarl import URL

from conversations.news import EVENTS
from handlers.console.faults import changed, missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import HOME, Visit
from handlers.public_addresses import is_inside
from storage.care import Hook

routes = Routes()
PATH = f"{HOME}settings/system"

MOST = 10  # webhooks


@routes.get("/settings/system", may=Right.SYSTEM)
async def system(visit: Visit) -> web.StreamResponse:
    """Show retentions and webhooks."""
    return await _page(visit)


@routes.post("/settings/hooks", may=Right.SYSTEM)
async def add(visit: Visit) -> web.StreamResponse:
    """Add a webhook; its secret is shown this once."""
    form, table = await visit.form(), visit.desk.store.hooks
    url, events = form.text("url", 300), tuple(event for event in EVENTS if form.ticked(event))
    if not _is_right(url) or not events or len(await table.all()) >= MOST:
        return await _page(visit, 422, wrong="hook", typed=url)
    if not visit.desk.hooks_inside and is_inside(URL(url).host or ""):
        return await _page(visit, 422, wrong="inside", typed=url)
    hook = Hook(url=url, secret=secrets.token_urlsafe(32), events=events, added=visit.now)
    await visit.record("webhook.added", URL(url).host or "", events=" ".join(events))
    await table.put(secrets.token_hex(6), 0, hook)
    return await _page(visit, fresh=hook)


@routes.post("/settings/hooks/{id}/drop", may=Right.SYSTEM)
async def drop(visit: Visit) -> web.StreamResponse:
    """Take a webhook out."""
    kept = await visit.desk.store.hooks.get(visit.part("id"))
    if kept is None:
        raise missing()
    await visit.record("webhook.dropped", URL(kept.value.url).host or "")
    if not await visit.desk.store.hooks.drop(kept.id, kept.version):
        raise changed()
    return visit.to(PATH, "dropped")


def _is_right(url: str) -> bool:
    """Tell whether a webhook may go there: by https, without a name and a password in the address."""
    try:
        parsed = URL(url)
    except ValueError:
        return False
    return parsed.scheme == "https" and bool(parsed.host) and parsed.user is None and not parsed.fragment


async def _page(
    visit: Visit, status: int = 200, wrong: str = "", typed: str = "", fresh: Hook | None = None
) -> web.Response:
    hooks = sorted(await visit.desk.store.hooks.all(), key=lambda kept: kept.value.added)
    return visit.page("system.html", status, hooks=hooks, events=EVENTS, wrong=wrong, typed=typed, fresh=fresh)
