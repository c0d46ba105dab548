"""Style, script and icon, under an address that changes with their content."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from handlers.console.faults import missing
from handlers.console.render import TYPES
from handlers.console.routes import Gate, Routes
from handlers.console.visit import Visit

routes = Routes()
FOR_EVER = "public, max-age=31536000, immutable"


@routes.get("/static/{version}/{name}", may=Gate.ANYONE)
async def static(visit: Visit) -> web.StreamResponse:
    """Answer with a file."""
    name, static = visit.part("name"), visit.desk.static
    if name not in static.files:
        raise missing()
    kept = {"Cache-Control": FOR_EVER} if visit.part("version") == static.version else {}
    return web.Response(body=static.files[name], content_type=TYPES[Path(name).suffix], charset="utf-8", headers=kept)
