"""How long a sign-in still lasts, asked by an open page; and staying signed in, which typing and a button do."""

from __future__ import annotations

from aiohttp import web

from handlers.console.routes import Gate, Routes
from handlers.console.visit import Visit

routes = Routes()


@routes.get("/stay", may=Gate.SIGNED, idle=True)
async def left(visit: Visit) -> web.StreamResponse:
    """Return the milliseconds that are left; being asked is no activity."""
    return await _left(visit)


@routes.post("/stay", may=Gate.SIGNED)
async def stay(visit: Visit) -> web.StreamResponse:
    """Stay signed in, and return the milliseconds that are left now."""
    return await _left(visit)


async def _left(visit: Visit) -> web.Response:
    left, by_age = await visit.desk.store.sessions.left(visit.id, visit.desk.clock.now())
    return web.json_response({"left": left, "by_age": by_age})
