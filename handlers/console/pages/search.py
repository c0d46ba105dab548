"""Cari: by a whole name, number, contact or id at once; in what was said, the latest conversations first, a step at a time.

What is hidden from a reader answers none of their searches: words are looked for in the masked lines, and names, numbers and
contacts only by who may see them with a reason, whole, and so often an hour.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from functools import partial

from aiohttp import web
from msgspec import Struct

from conversations.finding import Query, is_number
from conversations.finding import query as read
from handlers.console.chat import masked
from handlers.console.faults import missing
from handlers.console.forms import number
from handlers.console.found import Found, found, found_rows
from handlers.console.hourly import Hourly, take
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
    # A later step asks again what was found at once, if anything was, so as not to show it twice.
    accounts = await _at_once(visit, text) if not after or visit.query("beside") else ()
    exact = () if after else await found_rows(visit, accounts)
    # What is found at once is shown at once; looking into conversations begins with the next step.
    looked = await (_begin(visit, text) if exact else _look(visit, text, after, frozenset(accounts)))
    beside = "1" if accounts else ""
    return visit.page("search.html", text=text, exact=exact, looked=looked, beside=beside, seal=visit.query("s"))


@routes.post("/search", may=Right.WATCH)
async def ask(visit: Visit) -> web.StreamResponse:
    """Search; what for is recorded, sealed, before anything is looked for. No address bears a customer's name."""
    text = (await visit.form()).text("text", LONGEST)
    if not text:
        return visit.to(PATH)
    await take(visit, Hourly.SEARCHES)
    await visit.record("searched", text=visit.desk.store.audit.hide(text))
    return visit.to(visit.link(PATH, s=_sealed(visit, text)))


async def _at_once(visit: Visit, text: str) -> tuple[str, ...]:
    """Return the accounts that a text leads to, of what this member may ask for."""
    return (await visit.desk.store.finder.exact(_meant(visit, text), SHOWN))[:SHOWN]


def _meant(visit: Visit, text: str) -> Query:
    meant = read(text)
    return meant if visit.may(Right.REVEAL) else meant.in_clear


async def _begin(visit: Visit, text: str) -> Looked | None:
    """Offer to look into conversations, from the latest on."""
    if not _is_said(text):
        return None
    return Looked((), 0, (await visit.desk.watch.counts()).all, f"{visit.now + 1}.")


async def _look(visit: Visit, text: str, after: Place | None, beside: frozenset[str]) -> Looked | None:
    """Look into conversations until the step's time is over; whoever wants more asks for the next step."""
    if not _is_said(text):
        return None
    until = asyncio.get_running_loop().time() + STEP
    done, total = number(visit.query("done")) or 0, (await visit.desk.watch.counts()).all
    hits: list[Hit] = []
    rest: Place | None = None
    words_of = partial(masked, visit.desk)
    async for some, looked, going_on in visit.desk.store.finder.scan(text, words_of, after):
        hits += some
        done += looked
        rest = going_on
        if asyncio.get_running_loop().time() > until:
            break
    found = tuple(_found(hit, text) for hit in hits if hit.row.place.account not in beside)
    return Looked(found, done, max(total, done), f"{rest.at}.{rest.account}" if rest else "")


def _is_said(text: str) -> bool:
    """Tell whether a text is looked for in what was said: of numbers nothing is shown there but a mask."""
    return len(text) >= SHORTEST and not is_number(text)


def _found(hit: Hit, text: str) -> Found:
    return found(hit.row.place.account, hit.row.chat, hit.line.at, snippet(hit.words, text))


def snippet(shown: str, text: str) -> str:
    """Cut a masked line around what was found in it."""
    start = max(shown.casefold().find(text.casefold()) - AROUND, 0)
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
    moment = number(at)
    return Place(moment, account) if moment is not None else None
