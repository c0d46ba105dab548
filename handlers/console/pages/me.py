"""One's own account: language, theme, keys, password, authenticator, recovery codes, and signing out everywhere."""

from __future__ import annotations

from aiohttp import web

from conversations.locales import LANGUAGES
from handlers.console import factors
from handlers.console.faults import changed
from handlers.console.passwords import LONGEST
from handlers.console.routes import Gate, Routes
from handlers.console.visit import HOME, Visit

routes = Routes()
PATH = f"{HOME}me"
THEMES = ("", "light", "dark")


@routes.get("/me", may=Gate.SIGNED)
async def me(visit: Visit) -> web.StreamResponse:
    """Show one's own account."""
    return _page(visit)


@routes.post("/me/looks", may=Gate.SIGNED)
async def looks(visit: Visit) -> web.StreamResponse:
    """Change language, theme and keys."""
    form = await visit.form()
    changes = {
        "language": form.choice("language", LANGUAGES),
        "theme": form.choice("theme", THEMES),
        "shortcuts": form.ticked("shortcuts"),
    }
    if not await visit.desk.store.staff.change(visit.me, **changes):
        raise changed()
    return visit.to(PATH, "saved")


@routes.post("/me/password", may=Gate.SIGNED)
async def password(visit: Visit) -> web.StreamResponse:
    """Change one's password; every other session of this member ends."""
    form = await visit.form()
    old, new = form.raw("old", LONGEST), form.raw("password", LONGEST)
    keeper, staff = visit.desk.doorkeeper, visit.me.value
    if not await keeper.confirms(visit.me, old):
        return _page(visit, 422, wrong="old")
    if weak := await visit.weakness(new, form.raw("again", LONGEST), visit.me):
        return _page(visit, 422, weak=weak)
    await visit.record("password.changed")
    hashed = await visit.desk.passwords.hash(new)
    return await _renewed(visit, "password_changed", password=hashed, generation=staff.generation + 1)


@routes.post("/me/recovery", may=Gate.SIGNED)
async def recovery(visit: Visit) -> web.StreamResponse:
    """Make ten new recovery codes and show them this once; the old ones end."""
    form = await visit.form()
    if not await visit.desk.doorkeeper.confirms(visit.me, form.raw("old", LONGEST)):
        return _page(visit, 422, wrong="recovery")
    codes, digests = factors.recoveries(visit.me.id, visit.desk.store.vault.purpose("staff"))
    await visit.record("recovery.made")
    if not await visit.desk.store.staff.change(visit.me, recovery=digests):
        raise changed()
    return visit.page("recovery.html", codes=codes, next=PATH, first=False)


@routes.post("/me/everywhere", may=Gate.SIGNED)
async def everywhere(visit: Visit) -> web.StreamResponse:
    """Sign out of every browser but this one."""
    await visit.record("session.ended_elsewhere")
    return await _renewed(visit, "signed_out_everywhere", generation=visit.me.value.generation + 1)


async def _renewed(visit: Visit, done: str, **changes: object) -> web.StreamResponse:
    """Change this member, and go on in a session of the new generation."""
    if not await visit.desk.store.staff.change(visit.me, **changes):
        raise changed()
    opened = await visit.desk.doorkeeper.renew(visit.me)
    if opened is None:
        raise changed()
    return visit.keep(visit.to(PATH, done), opened.id)


def _page(visit: Visit, status: int = 200, wrong: str = "", weak: str = "") -> web.Response:
    left = len(visit.me.value.recovery)
    return visit.page("me.html", status, languages=LANGUAGES, themes=THEMES, wrong=wrong, weak=weak, left=left)
