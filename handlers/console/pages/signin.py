"""The sign-in: name and password, then a code; whoever has no authenticator yet takes one on first."""

from __future__ import annotations

import segno
import structlog
from aiohttp import web

from handlers.console import factors
from handlers.console.doorkeeper import Locked, Opened, Wrong
from handlers.console.faults import Fault
from handlers.console.passwords import LONGEST
from handlers.console.places import PLACES
from handlers.console.routes import Gate, Routes
from handlers.console.visit import HOME, Visit
from storage.sessions import Stage

log = structlog.get_logger()

routes = Routes()
STEPS = {Stage.CODE: "code", Stage.ENROL: "enrol"}


@routes.get("/", may=Gate.ANYONE)
async def door(visit: Visit) -> web.StreamResponse:
    """Show the step of the sign-in that is next, or the first place of who is in."""
    if visit.member:
        return visit.to(first_place(visit))
    if visit.session:
        return visit.to(_with_next(visit, HOME + STEPS[visit.session.stage]))
    return _page(visit, ended=bool(visit.query("ended")))


@routes.post("/", may=Gate.ANYONE)
async def password(visit: Visit) -> web.StreamResponse:
    """Compare name and password; the code is next."""
    form = await visit.form()
    name, typed = form.text("name"), form.raw("password", LONGEST)
    id = visit.desk.store.staff.id(name)
    answer = await visit.desk.doorkeeper.password(id, typed, visit.source(id))
    if isinstance(answer, Opened):
        return visit.keep(visit.to(_with_next(visit, HOME + STEPS[answer.session.stage])), answer.id)
    await _record_refusal(visit, id, "password", answer)
    return _page(visit, 401 if isinstance(answer, Wrong) else 429, wrong=True, until=_until(answer), name=name)


@routes.get("/code", may=Gate.CODE)
async def ask_code(visit: Visit) -> web.StreamResponse:
    """Ask for the authenticator's code."""
    return _code_page(visit)


@routes.post("/code", may=Gate.CODE)
async def code(visit: Visit) -> web.StreamResponse:
    """Compare the code; the member is in, under a new session."""
    form = await visit.form()
    answer = await visit.desk.doorkeeper.code(visit.newcomer, form.text("code"), visit.source(visit.newcomer.id))
    if not isinstance(answer, Opened):
        await _record_refusal(visit, visit.newcomer.id, "code", answer)
        return _code_page(visit, 401 if isinstance(answer, Wrong) else 429, wrong=True, until=_until(answer))
    await _leave_behind(visit)
    how = {"by": "recovery"} if answer.recovered else {}
    await _record(visit, "session.begun", **how)
    done = "recovered" if answer.recovered else ""
    return visit.remember(visit.keep(visit.to(_next(visit), done), answer.id), visit.newcomer.id)


@routes.get("/enrol", may=Gate.ENROL)
async def ask_enrolment(visit: Visit) -> web.StreamResponse:
    """Show a fresh authenticator's QR code, and ask for an own password."""
    return _enrol_page(visit, factors.fresh_secret())


@routes.post("/enrol", may=Gate.ENROL)
async def enrol(visit: Visit) -> web.StreamResponse:
    """Take both on, and show the recovery codes this once."""
    form = await visit.form()
    secret, chosen = form.text("secret", 64), form.raw("password", LONGEST)
    if not factors.is_secret(secret) or not visit.vouches("enrol", secret, form.text("seal")):
        raise Fault(400, "faults.form")
    if weak := await visit.weakness(chosen, form.raw("again", LONGEST), visit.newcomer):
        return _enrol_page(visit, secret, 422, wrong=f"weak_{weak}")
    answer = await visit.desk.doorkeeper.enrol(visit.newcomer, secret, form.text("code"), chosen)
    if isinstance(answer, Wrong):
        return _enrol_page(visit, secret, 422, wrong="enrol_wrong_code")
    opened, codes = answer
    await _leave_behind(visit)
    await _record(visit, "staff.enrolled")
    page = visit.page("recovery.html", codes=codes, next=_next(visit), first=True)
    return visit.remember(visit.keep(page, opened.id), visit.newcomer.id)


@routes.post("/signout", may=Gate.SIGNED)
async def sign_out(visit: Visit) -> web.StreamResponse:
    """End this session."""
    await visit.record("session.ended")
    await _leave_behind(visit)
    return visit.forget(visit.to(HOME))


def first_place(visit: Visit) -> str:
    """Return the first place that this member may go to."""
    return next((place.path for place in PLACES if visit.may(place.right)), f"{HOME}me")


def _page(visit: Visit, status: int = 200, **values: object) -> web.Response:
    given = {"ended": False, "wrong": False, "until": 0, "name": "", **values}
    return visit.page("signin.html", status, next=visit.query("next"), **given)


def _code_page(visit: Visit, status: int = 200, wrong: bool = False, until: int = 0) -> web.Response:
    return visit.page("code.html", status, wrong=wrong, until=until, next=visit.query("next"))


def _enrol_page(visit: Visit, secret: str, status: int = 200, wrong: str = "") -> web.Response:
    name = visit.newcomer.value.name
    qr = segno.make(factors.address(secret, name, visit.desk.house.brand), micro=False)
    size = qr.symbol_size(border=4)[0]
    return visit.page(
        "enrol.html",
        status,
        secret=secret,
        seal=visit.vouch("enrol", secret),
        rows=[[place for place, dark in enumerate(row) if dark] for row in qr.matrix_iter(border=4)],
        size=size,
        wrong=wrong,
        next=visit.query("next"),
    )


def _until(answer: Wrong | Locked) -> int:
    return answer.until if isinstance(answer, Locked) else 0


def _next(visit: Visit) -> str:
    """Return where this browser wanted to go, if that is a place of ours."""
    wanted = visit.query("next")
    return wanted if wanted.startswith(HOME) and "//" not in wanted and "\\" not in wanted else HOME


def _with_next(visit: Visit, path: str) -> str:
    wanted = _next(visit)
    return visit.link(path, next=wanted) if wanted != HOME else path


async def _leave_behind(visit: Visit) -> None:
    if visit.session:
        await visit.desk.store.sessions.end(visit.id, visit.session)


async def _record(visit: Visit, action: str, **details: str) -> None:
    actor, address = f"staff:{visit.newcomer.value.name}", {"address": visit.address}
    await visit.desk.store.audit.record(actor, action, at=visit.now, details=details | address)


async def _record_refusal(visit: Visit, id: str, step: str, answer: Wrong | Locked) -> None:
    """Record and log who was not let in, by the blind index of the name alone: what was typed may be a password.

    A lock is told once, not at each attempt while it lasts.
    """
    if isinstance(answer, Locked) and not answer.first:
        return
    action = "session.refused" if isinstance(answer, Wrong) else "session.locked"
    details = {"step": step, "address": visit.address}
    await visit.desk.store.audit.record("nobody", action, id, at=visit.now, details=details)
    tell = log.info if isinstance(answer, Wrong) else log.warning
    tell("signin_refused" if isinstance(answer, Wrong) else "signin_locked", step=step, source=visit.address)
