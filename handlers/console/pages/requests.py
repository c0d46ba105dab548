"""Permintaan: the requests and complaints that wait, oldest first; claimed, decided with what the customer reads in view."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web
from msgspec import Struct

from conversations.chat import Chat, Ticket
from conversations.limits import DAY
from conversations.locales import CHANNELS
from conversations.references import home
from conversations.steps import tickets
from handlers.console import reveal
from handlers.console.case import CHOICES, Case, decision, find_case, outcome, previews
from handlers.console.faults import missing
from handlers.console.masked import PREVIEW, masked_story
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.second import may_decide
from handlers.console.traits import initials
from handlers.console.visit import Visit
from storage.asked import PAGE, Asked, AskedPage, Kind
from storage.care import Claim
from storage.tables import Kept

routes = Routes()
PATH = "/care/requests"
FIELDS = ("policy", "holder", "email")
TABS = ("open", "mine", "tickets", "done")


class Complaint(Struct, frozen=True):
    """A ticket with its conversation."""

    account: str
    chat: Chat
    ticket: Ticket

    @property
    def story(self) -> str:
        """Return the beginning of what the customer wrote of it, masked."""
        return masked_story(self.chat, self.ticket)[:PREVIEW]

    @property
    def open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.ticket.state == "open"


@routes.get("/requests", may=Right.WATCH)
async def queue(visit: Visit) -> web.StreamResponse:
    """Show the requests that wait."""
    return await _page(visit)


@routes.get("/requests/rows", may=Right.WATCH, idle=True)
async def rows(visit: Visit) -> web.StreamResponse:
    """Return the queue alone, for a page that is open."""
    return visit.page("requests_list.html", **await _queue(visit), chosen=visit.query("chosen"))


@routes.get("/requests/{reference}", may=Right.WATCH)
async def one(visit: Visit) -> web.StreamResponse:
    """Show one request; who looked is recorded."""
    case = await _case(visit)
    await visit.record("request.seen", case.request.reference)
    return await _page(visit, case)


@routes.post("/requests/{reference}/claim", may=Right.DECIDE)
async def claim(visit: Visit) -> web.StreamResponse:
    """Take a request on, so that nobody else decides it meanwhile."""
    case = await _case(visit)
    if await _stale(visit, case):
        return await _page(visit, case, stale=True)
    await visit.record("request.claimed", case.request.reference)
    return await _claim(visit, case, Claim(staff=visit.me.id, name=visit.me.value.name, at=visit.now), "claimed")


@routes.post("/requests/{reference}/release", may=Right.DECIDE)
async def release(visit: Visit) -> web.StreamResponse:
    """Let go of a request; a lead also of somebody else's."""
    case = await _case(visit)
    if await _stale(visit, case) or not _mine_to_release(visit, case):
        return await _page(visit, case, stale=True)
    await visit.record("request.released", case.request.reference)
    return await _claim(visit, case, Claim(staff="", name="", at=visit.now), "released")


@routes.post("/requests/{reference}/decide", may=Right.DECIDE)
async def decide(visit: Visit) -> web.StreamResponse:
    """Decide a request as it was seen; where it moved meanwhile nothing is decided, and the page shows what changed."""
    case, form = await _case(visit), await visit.form()
    choice, desk, reference = form.choice("choice", CHOICES), visit.desk, case.request.reference
    if desk.terms.polls:
        raise missing()  # The registry decides its requests itself.
    other = case.claim.value.staff not in ("", visit.me.id)
    mine = Claim(staff=visit.me.id, name=visit.me.value.name, at=visit.now, decided=True)
    if await _stale(visit, case) or other or not await desk.store.claims.put(reference, case.claim.version, mine):
        return await _page(visit, await _case(visit), stale=True, choice=choice)
    await visit.record(f"request.{'approve' if outcome(choice) == 'approved' else 'reject'}", reference, choice)
    told = decision(reference, choice, visit.now)
    await desk.turns.decide(case.found.account, f"console:{reference}", told)
    after = await _case(visit)
    if (after.request.state, after.request.decided) != (outcome(choice), told.decided_at):
        return await _page(visit, after, stale=True, choice=choice)
    await _forget_old(visit)
    return visit.to(_with_tab(visit, PATH), outcome(choice))


@routes.post("/requests/{reference}/reveal", may=Right.REVEAL)
async def show(visit: Visit) -> web.StreamResponse:
    """Show one field for a minute."""
    case = await _case(visit)
    reference = case.request.reference
    return await reveal.grant(visit, reference, FIELDS, f"{PATH}/{reference}")


async def _case(visit: Visit) -> Case:
    case = await find_case(visit.desk, visit.part("reference"))
    if case is None:
        raise missing()
    return case


async def _stale(visit: Visit, case: Case) -> bool:
    """Tell whether a form speaks of a request that moved since its page was made."""
    return not case.open or (await visit.form()).text("version") != case.version


async def _claim(visit: Visit, case: Case, claim: Claim, done: str) -> web.StreamResponse:
    reference = case.request.reference
    if not await visit.desk.store.claims.put(reference, case.claim.version, claim):
        return await _page(visit, await _case(visit), stale=True)
    return visit.to(_with_tab(visit, f"{PATH}/{reference}"), done)


def _with_tab(visit: Visit, path: str) -> str:
    """Return an address that leads back to the tab somebody came from."""
    return visit.link(path, tab=visit.query("tab")) if visit.query("tab") in TABS else path


def _mine_to_release(visit: Visit, case: Case) -> bool:
    return case.claim.value.staff == visit.me.id or visit.may(Right.SECOND)


async def _page(visit: Visit, case: Case | None = None, *, stale: bool = False, choice: str = "") -> web.Response:
    listed, chosen = await _queue(visit), case.request.reference if case else ""
    clear = reveal.shown(visit, case.request.reference) if case else ""
    return visit.page(
        "requests.html",
        409 if stale else 200,
        **listed,
        chosen=chosen,
        listed_as={"tab": listed["tab"], "after": visit.query("after"), "chosen": chosen},
        case=case,
        stale=stale,
        choice=choice,
        clear=clear,
        clear_left=reveal.left(visit, clear),
        reasons=reveal.REASONS,
        channels=CHANNELS,
        previews=previews(visit.desk, case, visit.now) if case and case.open else (),
        decides=visit.may(Right.DECIDE) and not visit.desk.terms.polls,
        may_release=case is not None and _mine_to_release(visit, case),
    )


async def _queue(visit: Visit) -> dict[str, Any]:
    """Return what a tab shows."""
    tab = visit.query("tab") if visit.query("tab") in TABS else "open"
    asked, after, claims = visit.desk.store.asked, _place(visit.query("after")), await visit.desk.store.claims.all()
    mine, done = await _mine(visit, claims), _decided(visit, claims)
    kind = Kind.TICKETS if tab == "tickets" else Kind.REQUESTS
    kept = {"mine": mine, "done": done}
    listed = _cut(kept[tab], after) if tab in kept else await asked.page(kind, after)
    shown = [one.reference for one in listed.rows]
    found: list[Case | Complaint | None] = list(
        await asyncio.gather(
            *(_complaint(visit, one) if tab == "tickets" else find_case(visit.desk, one) for one in shown)
        )
    )
    counts = {"open": await asked.count(Kind.REQUESTS), "tickets": await asked.count(Kind.TICKETS)}
    return {
        "tab": tab,
        "tabs": TABS,
        "counts": counts | {name: len(ones) for name, ones in kept.items()},
        "rows": [row for row in found if row and row.open is (tab != "done")],
        "after": after,
        "next": f"{listed.next.made}.{listed.next.reference}" if listed.next else "",
        "initials": initials,
        "seconds": sum(may_decide(visit, kept.value) for kept in await visit.desk.store.approvals.all()),
    }


def _decided(visit: Visit, claims: tuple[Kept[Claim], ...]) -> list[Asked]:
    """Return what the team decided in the last day, the latest first: ``made`` counts back from now."""
    lately = [kept for kept in claims if kept.value.decided and kept.value.at > visit.now - DAY]
    return sorted(Asked(visit.now - kept.value.at, kept.id) for kept in lately)


async def _mine(visit: Visit, kept: tuple[Kept[Claim], ...]) -> list[Asked]:
    """Return what this member handles, the oldest first."""
    claims = [one.id for one in kept if one.value.staff == visit.me.id]
    return await visit.desk.store.asked.these(Kind.REQUESTS, claims, [home(one) for one in claims])


def _cut(mine: list[Asked], after: Asked | None) -> AskedPage:
    rest = [one for one in mine if after is None or one > after]
    return AskedPage(tuple(rest[:PAGE]), rest[PAGE - 1] if len(rest) > PAGE else None)


def _place(text: str) -> Asked | None:
    """Read after which row a page begins."""
    made, dot, reference = text.partition(".")
    return Asked(int(made), reference) if dot and made.isascii() and made.isdigit() and len(made) < 16 else None


async def _complaint(visit: Visit, reference: str) -> Complaint | None:
    """Return an open ticket with the conversation that it belongs to."""
    number, chats = home(reference), visit.desk.store.chats
    account = None if number is None else await chats.find(reference, number)
    chat = (await chats.load(account)).chat if account else None
    ticket = tickets.find(chat, reference) if chat else None
    return Complaint(account, chat, ticket) if account and chat and ticket else None


async def _forget_old(visit: Visit) -> None:
    """Who decided a request stands beside it for a day; for ever it stands in the audit."""
    claims = visit.desk.store.claims
    for kept in await claims.all():
        if kept.value.decided and kept.value.at < visit.now - DAY:
            await claims.drop(kept.id, kept.version)
