"""Cari: by name, number, request or id at once; in what was said, the latest conversations first, a step at a time."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Iterable

from aiohttp import web
from msgspec import Struct

from conversations.finding import query as read
from handlers.console.chat import masked
from handlers.console.faults import missing
from handlers.console.found import Found, found, found_rows
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.errors import Tampered
from storage.finding import Hit
from storage.rows import Place

routes = Routes()
PATH = "/care/search"
LONGEST = 100  # characters that are searched for
SHORTEST = 3  # characters of a text within conversations
STEP = 0.05  # seconds that one look into conversations may take, so that a page stays well within its budget
AROUND = 60  # characters shown before and after what was found
SHOWN = 50


class Looked(Struct, frozen=True):
    """One look into what was said: what it found, how many conversations so far and in all, and where to go on."""

    found: tuple[Found, ...]
    done: int
    all: int
    after: str


@routes.get("/search", may=Right.WATCH)
async def search(visit: Visit) -> web.StreamResponse:
    """Show the form, and what was found."""
    text = _opened(visit, visit.query("s"))
    if not text:
        return visit.page("search.html", text="", exact=(), looked=None, seal="")
    after = _place(visit.query("after"))
    exact = () if after else await found_rows(visit, (await visit.desk.store.finder.exact(read(text), SHOWN))[:SHOWN])
    # What is found at once is shown at once; looking into conversations begins with the next step.
    looked = await (_begin(visit, text) if exact else _look(visit, text, after))
    return visit.page("search.html", text=text, exact=exact, looked=looked, seal=visit.query("s"))


@routes.post("/search", may=Right.WATCH)
async def ask(visit: Visit) -> web.StreamResponse:
    """Search; that it was searched is recorded, what for by its blind index alone. No address bears a customer's name."""
    text = (await visit.form()).text("text", LONGEST)
    if not text:
        return visit.to(PATH)
    await visit.record("searched", visit.desk.store.vault.blind("audit search", text.casefold())[:20])
    return visit.to(visit.link(PATH, s=_sealed(visit, text)))


async def _begin(visit: Visit, text: str) -> Looked | None:
    """Offer to look into conversations, from the latest on."""
    if len(text) < SHORTEST:
        return None
    return Looked((), 0, (await visit.desk.watch.counts()).all, f"{visit.now + 1}.")


async def _look(visit: Visit, text: str, after: Place | None) -> Looked | None:
    """Look into conversations until the step's time is over; whoever wants more asks for the next step."""
    if len(text) < SHORTEST:
        return None
    until = asyncio.get_running_loop().time() + STEP
    done, total = _whole(visit.query("done")), (await visit.desk.watch.counts()).all
    hits: list[Hit] = []
    rest: Place | None = None
    async for some, looked, going_on in visit.desk.store.finder.scan(text, after):
        hits += some
        done += looked
        rest = going_on
        if asyncio.get_running_loop().time() > until:
            break
    return Looked(tuple(_hits(visit, text, hits)), done, max(total, done), f"{rest.at}.{rest.account}" if rest else "")


def _hits(visit: Visit, text: str, hits: Iterable[Hit]) -> Iterable[Found]:
    for hit in hits:
        chat = hit.row.chat
        shown = snippet(masked(visit.desk, chat, hit.line), text)
        yield found(hit.row.place.account, chat, hit.line.at, shown)


def snippet(shown: str, text: str) -> str:
    """Cut a masked line around what was found; what the mask hides is not told by where it is cut."""
    place = shown.casefold().find(text.casefold())
    start = max(place - AROUND, 0) if place > 0 else 0
    end = min(start + 2 * AROUND + len(text), len(shown))
    return ("…" if start else "") + shown[start:end].strip() + ("…" if end < len(shown) else "")


def _sealed(visit: Visit, text: str) -> str:
    sealed = visit.desk.store.vault.purpose("session").seal(f"search {visit.id}", text.encode())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(visit: Visit, seal: str) -> str:
    """Return what this session searches for; what another session's address says is nothing here."""
    if not seal:
        return ""
    try:
        sealed = base64.urlsafe_b64decode(seal + "=" * (-len(seal) % 4))
        return visit.desk.store.vault.purpose("session").open(f"search {visit.id}", sealed).decode()
    except (Tampered, binascii.Error, ValueError):
        raise missing() from None


def _place(text: str) -> Place | None:
    at, _, account = text.partition(".")
    return Place(int(at), account) if at.isascii() and at.isdigit() and len(at) < 16 else None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
