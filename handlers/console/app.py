"""The console's application: every request passes the door, the session, the rule of its route, then its page."""

from __future__ import annotations

import hmac

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from yarl import URL

from handlers.console.desk import Desk
from handlers.console.faults import Fault, missing
from handlers.console.index import all_routes
from handlers.console.passwords import Busy
from handlers.console.rights import Right, may
from handlers.console.routes import Gate, Route, Rule
from handlers.console.visit import HOME, Visit
from handlers.http_server import locked_down
from storage.errors import StoreDown
from storage.sessions import Session, Stage

log = structlog.get_logger()

PATH = "/care/"
LARGEST = 64 * 1024  # bytes of a form
HEADERS = locked_down("care")
NOWHERE = "http://invalid"  # under whatever name somebody came (RFC 6761), it is none of ours
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
VISIT: web.RequestKey[Visit] = web.RequestKey("visit", Visit)
RULES: web.AppKey[dict[Handler, Route]] = web.AppKey("rules", dict)
_STAGES = {Gate.CODE: Stage.CODE, Gate.ENROL: Stage.ENROL, Gate.SIGNED: Stage.IN}


def console(desk: Desk) -> web.Application:
    """Build the application of all pages."""
    app = web.Application(middlewares=[_guard(desk)])
    app[RULES] = {_served(route): route for route in all_routes()}
    for handler, route in app[RULES].items():
        app.router.add_route(route.method, route.path, handler)
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(lambda app: desk.watch.close())
    return app


def mount(app: web.Application, desk: Desk) -> None:
    """Mount the console at ``/care/``."""
    app.router.add_get("/care", _to_console)
    app.add_subapp(PATH, console(desk))


def _served(route: Route) -> Handler:
    """Return a route as the router calls it: its rule first, then its page."""

    async def served(request: web.Request) -> web.StreamResponse:
        visit = request[VISIT]
        if refused := _refused(visit, route):
            return refused
        if request.method == "POST":
            await _check_form(visit)
        if visit.member and not route.idle:
            visit.counts = await visit.desk.watch.counts(fresh=True)
        return await route.handler(visit)

    return served


def _guard(desk: Desk) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = desk.door.origin(request)
        if origin is None:
            return Visit(request, desk, NOWHERE).page("fault.html", 403, key="faults.door")
        visit = Visit(request, desk, origin)
        try:
            await _recognise(visit, request)
            request[VISIT] = visit
            answer = await handler(request)
            return _known(visit, answer)
        except Fault as fault:
            return visit.page("fault.html", fault.status, key=fault.key)
        except (StoreDown, Busy):
            visit.member = None  # what cannot be read is not guessed: the page is the unsigned one
            return visit.page("fault.html", 503, key="faults.down")
        except web.HTTPException as refusal:
            if refusal.status < 400:
                raise
            key = {404: "faults.missing", 405: "faults.missing"}.get(refusal.status, "faults.form")
            return visit.page("fault.html", refusal.status, key=key)

    return guard


def _known(visit: Visit, answer: web.StreamResponse) -> web.StreamResponse:
    """Let a browser without an id keep the one that its first page's form was made for; it is no session yet."""
    fresh = not visit.returns and visit.cookie not in answer.cookies
    if fresh and isinstance(answer, web.Response) and answer.content_type == "text/html":
        return visit.keep(answer, visit.id)
    return answer


async def _recognise(visit: Visit, request: web.Request) -> None:
    """Find whose session this is. What a page asks for by itself keeps no session from ending."""
    if not visit.returns:
        return
    route = request.app[RULES].get(request.match_info.handler)
    idle = route is None or route.idle or route.may is Gate.ANYONE
    found = await visit.desk.doorkeeper.find(visit.id, active=not idle)
    if found is None:
        return
    visit.session, member = found
    if visit.session.stage is Stage.IN:
        visit.member = member
    else:
        visit.entering = member


def _refused(visit: Visit, route: Route) -> web.StreamResponse | None:
    rule = route.may
    if rule is Gate.ANYONE:
        return None
    if not _far_enough(visit.session, rule):
        return _ended(visit, route)
    if isinstance(rule, Right) and not may(visit.me.value.role, rule):
        raise missing()
    return None


def _far_enough(session: Session | None, rule: Rule) -> bool:
    wanted = _STAGES[rule] if isinstance(rule, Gate) else Stage.IN
    return session is not None and session.stage is wanted


def _ended(visit: Visit, route: Route) -> web.StreamResponse:
    """Send who has no session to the sign-in; a deed is not carried out later by itself."""
    if route.idle:
        return web.Response(status=401)
    if route.method == "POST":
        return visit.page("fault.html", 401, key="faults.ended")
    target = URL(HOME).update_query(next=visit.request.path_qs)
    if visit.returns:
        target = target.update_query(ended="1")
    return web.Response(status=303, headers={"Location": str(target)})


async def _check_form(visit: Visit) -> None:
    """Take forms from our own pages alone: by their origin, and by the token of this session."""
    request = visit.request
    if request.headers.get("Origin") != visit.origin:
        raise Fault(403, "faults.origin")
    if request.content_type not in FORMS:
        raise Fault(415, "faults.form")
    if (request.content_length or 0) > LARGEST:
        raise Fault(413, "faults.form")
    token = (await visit.form()).raw("token")
    if not hmac.compare_digest(token.encode(), visit.token.encode()):
        raise Fault(403, "faults.token")


async def _to_console(request: web.Request) -> web.StreamResponse:
    raise web.HTTPPermanentRedirect(PATH)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    kept = response.headers.get("Cache-Control")
    response.headers.update(HEADERS)
    if kept:
        response.headers["Cache-Control"] = kept
