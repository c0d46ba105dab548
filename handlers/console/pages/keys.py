"""The sheet of keys: what `?` shows, as a page of its own."""

from __future__ import annotations

from aiohttp import web

from handlers.console.routes import Gate, Routes
from handlers.console.visit import Visit

routes = Routes()
SHEET = (
    ("next", ("j",)),
    ("previous", ("k",)),
    ("take", ("t",)),
    ("back", ("b",)),
    ("reply", ("r",)),
    ("note", ("n",)),
    ("canned", ("c",)),
    ("approve", ("a",)),
    ("reject", ("x",)),
    ("search", ("/",)),
    ("go", ("g", "c p f u s m")),
    ("sheet", ("?",)),
    ("close", ("Esc",)),
)


@routes.get("/keys", may=Gate.SIGNED)
async def sheet(visit: Visit) -> web.StreamResponse:
    """Show the keys."""
    return visit.page("keys.html", sheet=SHEET)
