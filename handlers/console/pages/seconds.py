"""What waits for a second person, and what became of it."""

from __future__ import annotations

from aiohttp import web

from conversations.limits import DAY
from conversations.masks import mask_policy
from conversations.policy_types import POLICY_TYPES
from handlers.console import second
from handlers.console.faults import changed, missing
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.care import Approval
from storage.tables import Kept

routes = Routes()
PATH = "/care/seconds"
SHOWN = 30 * DAY  # how long what was decided stands here; for ever it stands in the audit


class Row(Kept[Approval], frozen=True):
    """An approval with the name of whom it is about, and whether this visitor may decide it."""

    about: str
    mine: bool


@routes.get("/seconds", may=Right.SECOND)
async def seconds(visit: Visit) -> web.StreamResponse:
    """Show what waits, the oldest first, then what was decided lately."""
    rows = [await _row(visit, kept) for kept in await _kept(visit)]
    waiting = sorted((row for row in rows if row.value.waits(visit.now)), key=lambda row: row.value.asked_at)
    past = sorted((row for row in rows if row not in waiting), key=lambda row: -row.value.asked_at)
    return visit.page("seconds.html", waiting=waiting, past=past)


@routes.post("/seconds/{id}", may=Right.SECOND)
async def decide(visit: Visit) -> web.StreamResponse:
    """Let it happen, or refuse it; what was approved and not carried out is carried out."""
    form = await visit.form()
    choice = form.choice("choice", ("approve", "refuse", "again"))
    kept = await visit.desk.store.approvals.get(visit.part("id"))
    if kept is None:
        raise missing()
    if choice == "again":
        if kept.value.state != "approved":
            raise changed()
        await second.carry_out(visit.desk, kept)
        return visit.to(PATH, "second_approved")
    if form.whole("version") != kept.version:
        raise changed()
    await second.decide(visit, kept, choice == "approve")
    return visit.to(PATH, f"second_{'approved' if choice == 'approve' else 'refused'}")


@routes.get("/seconds/ask/{kind}", may=Right.ASK)
async def ask_form(visit: Visit) -> web.StreamResponse:
    """Ask what is to be erased or unlocked, and why."""
    account = await _account(visit, visit.query("account"))
    return _ask_page(visit, account)


@routes.post("/seconds/ask/{kind}", may=Right.ASK)
async def ask(visit: Visit) -> web.StreamResponse:
    """Let a second person know; what an erasure is about must be there."""
    form = await visit.form()
    reason, account = form.text("reason", second.LONGEST), await _account(visit, form.text("account", 32))
    if account:
        await second.ask(visit, "erase", account, reason)
        return visit.to(PATH, "asked")
    policy, participant = form.text("policy", 40), form.text("participant", 40)
    if not policy.isalnum() or not (participant.isalnum() or not participant):
        return _ask_page(visit, "", wrong=True)
    type = form.choice("type", POLICY_TYPES)
    details = {"type": type, "policy": policy, "participant": participant}
    await second.ask(visit, "unlock", mask_policy(policy), reason, **details)
    return visit.to(PATH, "asked")


async def _account(visit: Visit, named: str) -> str:
    """Return the conversation that an erasure is about ("": it is an unlocking); raises Fault where there is none."""
    kind = visit.part("kind")
    if kind == "unlock":
        return ""
    if kind != "erase" or (await visit.desk.store.chats.load(named)).chat is None:
        raise missing()
    return named


def _ask_page(visit: Visit, account: str, wrong: bool = False) -> web.Response:
    shared = ", ".join(visit.type_name(type.id) for type in POLICY_TYPES.values() if "participant" in type.fields)
    given = {"kind": visit.part("kind"), "account": account, "types": sorted(POLICY_TYPES), "shared": shared}
    return visit.page("seconds_ask.html", 422 if wrong else 200, **given, wrong=wrong)


async def _kept(visit: Visit) -> list[Kept[Approval]]:
    table = visit.desk.store.approvals
    fresh: list[Kept[Approval]] = []
    for kept in await table.all():
        if kept.value.asked_at < visit.now - SHOWN:
            await table.drop(kept.id, kept.version)
        else:
            fresh.append(kept)
    return fresh


async def _row(visit: Visit, kept: Kept[Approval]) -> Row:
    member = await visit.desk.store.staff.get(kept.value.subject)
    about = member.value.name if member else kept.value.subject
    return Row(kept.id, kept.version, kept.value, about, second.may_decide(visit, kept.value))
