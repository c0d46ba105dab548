"""Pengaturan, members: who may sign in; adding and disabling by one person, roles and authenticators by two."""

from __future__ import annotations

from aiohttp import web

from handlers.console import second
from handlers.console.faults import Fault, changed, missing
from handlers.console.passwords import fresh_password
from handlers.console.rights import RIGHTS, Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.staff import LONGEST, Member, Role, Staff, right_name

routes = Routes()
PATH = "/care/settings/staff"
ALONE = (Role.AGENT, Role.VIEWER)  # roles that one admin gives to a newcomer; any other takes a second person


@routes.get("/settings/staff", may=Right.STAFF)
async def staff(visit: Visit) -> web.StreamResponse:
    """Show all members."""
    return await _page(visit)


@routes.post("/settings/staff", may=Right.STAFF)
async def add(visit: Visit) -> web.StreamResponse:
    """Add a member, and show once the password with which they enrol."""
    form = await visit.form()
    name = form.text("name", LONGEST)
    role = Role(form.choice("role", [role.value for role in ALONE]))
    if not right_name(name):
        return await _page(visit, 422, wrong="name", typed=name)
    book, password = visit.desk.store.staff, fresh_password()
    if await book.find(name):
        return await _page(visit, 422, wrong="taken", typed=name)
    await visit.record("staff.added", book.id(name), role=role.value)
    newcomer = Staff(name=name, role=role, password=await visit.desk.passwords.hash(password), added=visit.now)
    if not await book.add(newcomer):
        return await _page(visit, 422, wrong="taken", typed=name)
    return await _page(visit, newcomer=newcomer, password=password)


@routes.get("/settings/staff/{id}", may=Right.STAFF)
async def one(visit: Visit) -> web.StreamResponse:
    """Show one member and what can be changed about them."""
    return await _one(visit, await _member(visit))


@routes.post("/settings/staff/{id}/disable", may=Right.STAFF)
async def disable(visit: Visit) -> web.StreamResponse:
    """Let a member in no more, at once; an admin cannot lock themselves out."""
    member = await _member(visit)
    if member.id == visit.me.id:
        raise Fault(409, "faults.self")
    await visit.record("staff.disabled", member.id)
    generation = member.value.generation + 1
    if not await visit.desk.store.staff.change(member, disabled=True, generation=generation):
        raise changed()
    return visit.to(f"{PATH}/{member.id}", "disabled")


@routes.post("/settings/staff/{id}/ask", may=Right.STAFF)
async def ask(visit: Visit) -> web.StreamResponse:
    """Ask for another role, another authenticator or a return: a second person decides."""
    member, form = await _member(visit), await visit.form()
    kind = form.choice("kind", ("role", "totp", "enable"))
    details = {"role": form.choice("role", [role.value for role in Role])} if kind == "role" else {}
    await second.ask(visit, kind, member.id, form.text("reason", second.LONGEST), **details)
    return visit.to(f"{PATH}/{member.id}", "asked")


async def _member(visit: Visit) -> Member:
    member = await visit.desk.store.staff.get(visit.part("id"))
    if member is None:
        raise missing()
    return member


async def _one(visit: Visit, member: Member) -> web.Response:
    return visit.page("staff_one.html", member=member, roles=list(Role), rights=RIGHTS, all_rights=list(Right))


async def _page(
    visit: Visit,
    status: int = 200,
    wrong: str = "",
    typed: str = "",
    newcomer: Staff | None = None,
    password: str = "",
) -> web.Response:
    return visit.page(
        "staff.html",
        status,
        members=await visit.desk.store.staff.all(),
        present=await visit.desk.store.sessions.present(visit.now),
        roles=ALONE,
        wrong=wrong,
        typed=typed,
        newcomer=newcomer,
        password=password,
    )
