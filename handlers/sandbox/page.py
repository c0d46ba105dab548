"""The sandbox's page and its doors: HTML, style, script, stream and posts, for a browser on this machine alone."""

from __future__ import annotations

from pathlib import Path

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from handlers.http_server import locked_down, read_body
from handlers.sandbox.actions import carry_out, read
from handlers.sandbox.badday import PLACES, orders_at
from handlers.sandbox.events import stream
from handlers.sandbox.samples import BIRTH, HOLDER, PARTICIPANT, SAMPLES
from handlers.sandbox.stage import Sandbox
from handlers.sandbox.words import LANGUAGES, words
from handlers.templates import environment

HERE = Path(__file__).parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = locked_down("'none'")
SANDBOX: web.AppKey[Sandbox] = web.AppKey("sandbox", Sandbox)
PAGES: web.AppKey[dict[str, str]] = web.AppKey("pages", dict)
FILES: web.AppKey[dict[str, bytes]] = web.AppKey("files", dict)


def routes(app: web.Application, sandbox: Sandbox) -> None:
    """Mount the sandbox at ``/sandbox/``; the caller binds to loopback, the page checks Host, Origin and peer."""
    app.router.add_get("/sandbox", _to_page)
    app.add_subapp("/sandbox/", sandbox_app(sandbox))


def sandbox_app(sandbox: Sandbox) -> web.Application:
    """Build the page's application, its HTML rendered once in each language."""
    app = web.Application(middlewares=[_guard])
    app[SANDBOX] = sandbox
    app[PAGES] = {language: _render(sandbox, language) for language in LANGUAGES}
    app[FILES] = {file.name: file.read_bytes() for file in (HERE / "static").iterdir() if file.suffix in TYPES}
    app.router.add_get("/", _page)
    app.router.add_get("/events", _events)
    app.router.add_post("/do", _do)
    app.router.add_get("/static/{name}", _static)
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_close)
    return app


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.remote not in LOOPBACK or _host(f"http://{request.host}") not in LOOPBACK:
        raise web.HTTPForbidden(text="The sandbox answers on this machine only.")
    if request.method == "POST" and request.headers.get("Origin") != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden(text="The sandbox takes posts from its own page only.")
    return await handler(request)


async def _to_page(request: web.Request) -> web.StreamResponse:
    raise web.HTTPPermanentRedirect("/sandbox/")


async def _page(request: web.Request) -> web.StreamResponse:
    language = request.query.get("lang", "id")
    text = request.app[PAGES].get(language) or request.app[PAGES]["id"]
    return web.Response(text=text, content_type="text/html")


async def _static(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in request.app[FILES]:
        raise web.HTTPNotFound
    return web.Response(body=request.app[FILES][name], content_type=TYPES[Path(name).suffix], charset="utf-8")


async def _events(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    try:
        await stream(request.app[SANDBOX], response)
    except ConnectionResetError:
        pass  # The page was closed: there is nobody left to tell.
    return response


async def _do(request: web.Request) -> web.StreamResponse:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    await carry_out(request.app[SANDBOX], read(await read_body(request)))
    return web.Response(status=204)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


async def _close(app: web.Application) -> None:
    await app[SANDBOX].close()


def _host(url: str) -> str | None:
    try:
        return URL(url).host
    except ValueError:
        return None


def _render(sandbox: Sandbox, language: str) -> str:
    spoken = words(language)
    return (
        environment(HERE / "templates")
        .get_template("sandbox.html")
        .render(
            language=language,
            other=next(one for one in LANGUAGES if one != language),
            w=spoken,
            spoken=msgspec.json.encode(spoken).decode(),
            house=sandbox.house,
            holder=HOLDER,
            birth=BIRTH,
            participant=PARTICIPANT,
            samples=SAMPLES,
            orders={place: orders_at(place) for place in PLACES},
        )
    )
