"""Who may go where: the matrix of routes and roles, made from the router itself."""

from __future__ import annotations

import pytest
from aiohttp import web

from handlers.console.app import RULES, console
from handlers.console.index import all_routes
from handlers.console.rights import RIGHTS, Right
from handlers.console.routes import Gate, Route
from storage.staff import Role
from tests.console.team import Browser, Team

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROUTES = all_routes()
UNSIGNED = [route for route in ROUTES if route.may is not Gate.ANYONE]
PARTS = {
    "{reference}": "PL-00000000",
    "{id}": "nobody",
    "{account}": "nobody",
    "{version}": "0",
    "{name}": "none.css",
    "{key}": "none",
    "{kind}": "none",
    "{wish}": "none",
}


def _path(route: Route) -> str:
    path = f"/care{route.path}"
    for part, value in PARTS.items():
        path = path.replace(part, value)
    assert "{" not in path, f"{path}: give PARTS an example for it"
    return path


async def _ask(browser: Browser, route: Route) -> tuple[int, str]:
    answer = await (browser.get(_path(route)) if route.method == "GET" else browser.post(_path(route)))
    return answer.status, answer.location


async def test_every_address_of_the_router_has_a_rule(team: Team) -> None:
    """The application serves what the pages declare, each with its rule, and nothing else."""
    app = console(team.serving.console.desk)
    assert len(app.router.routes()) == len(ROUTES)
    assert _without_rule(app) == []


async def test_a_route_without_a_rule_is_found(team: Team) -> None:
    """An address that is added past the pages' own way fails the test above."""
    app = console(team.serving.console.desk)

    async def stray(request: web.Request) -> web.StreamResponse:
        return web.Response()

    app.router.add_get("/stray", stray)
    assert _without_rule(app) == ["/stray", "/stray"]


def _without_rule(app: web.Application) -> list[str]:
    rules = {handler: route.may for handler, route in app[RULES].items()}
    stray = [route for route in app.router.routes() if not isinstance(rules.get(route.handler), Gate | Right)]
    return [route.resource.canonical for route in stray if route.resource]


@pytest.mark.parametrize("route", UNSIGNED, ids=lambda route: f"{route.method} {route.path}")
async def test_nobody_goes_anywhere_unsigned(team: Team, route: Route) -> None:
    """A page sends to the sign-in, a deed is refused, a stream ends; nothing is told."""
    browser = team.browser()
    await browser.get("/care/")
    status, location = await _ask(browser, route)
    if route.method == "GET" and not route.idle:
        assert status == 303
        assert location.startswith("/care/?next=")
    else:
        assert status == 401


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_goes_where_its_rights_reach(team: Team, role: Role) -> None:
    """What a role has no right to is 404, like what is not there; what it has a right to never is for want of one."""
    browser = await team.signed_in(f"m {role.value}", role)
    for route in ROUTES:
        if isinstance(route.may, Right) and route.may not in RIGHTS[role]:
            assert await _ask(browser, route) == (404, ""), route.path
        elif isinstance(route.may, Right) and route.method == "GET" and "{" not in route.path and not route.idle:
            assert (await _ask(browser, route))[0] in (200, 303), route.path


async def test_no_role_can_do_everything_alone() -> None:
    """Only who also answers for it sees the audit, and who decides about members is the admin alone."""
    assert [role for role in Role if Right.STAFF in RIGHTS[role]] == [Role.ADMIN]
    assert Right.DECIDE not in RIGHTS[Role.AUDITOR] | RIGHTS[Role.VIEWER]
    assert Right.REVEAL not in RIGHTS[Role.VIEWER]
