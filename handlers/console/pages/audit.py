"""Audit: who saw, revealed, searched, exported and decided what, and why; reading it is recorded too."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct, structs

from conversations.limits import DAY
from handlers.console.forms import day, number
from handlers.console.rights import Right
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from handlers.console.words import WORDS
from storage.audit_chain import Broken, Item, Record

routes = Routes()
MOST = 50  # rows a page
AT_ONCE = 500  # records a read
FURTHEST = 20_000  # records that one page looks through for what is asked
FILTERS = ("actor", "action", "subject")
DAYS = ("from", "to")


class Row(Struct, frozen=True):
    """A record in its place, and the name of the member whom it is about ("": it is about none).

    None: what stands there was tampered with. It fits every filter, for nobody knows what it said.
    """

    number: int
    record: Record | None
    member: str = ""


@routes.get("/audit", may=Right.AUDIT)
async def audit(visit: Visit) -> web.StreamResponse:
    """Show the newest records that fit what is asked, fifty at a time."""
    wanted = {name: visit.query(name).strip()[:80] for name in FILTERS}
    before = number(visit.query("before")) or 0
    days = {name: found.isoformat() for name in DAYS if (found := day(visit.query(name)))}
    said = {name: value for name, value in wanted.items() if value} | days
    await visit.record("audit.seen", before=str(before), **{f"of_{k}": v for k, v in said.items()})
    names = {member.id: member.value.name for member in await visit.desk.store.staff.all()}
    rows, after = await _find(visit, wanted | days, before, names)
    return visit.page(
        "audit.html",
        rows=rows,
        wanted=wanted,
        days=days,
        actions=sorted(key.removeprefix("actions.") for key in WORDS if key.startswith("actions.")),
        older=visit.link("/care/audit", **said, before=str(after)) if after else "",
        known=WORDS,
    )


async def _find(visit: Visit, wanted: dict[str, str], before: int, names: dict[str, str]) -> tuple[list[Row], int]:
    """Return rows, and the number under which to look further (0: there is no more)."""
    rows: list[Row] = []
    seen = 0
    while seen < FURTHEST:
        items = await visit.desk.store.audit.staff_as_found(AT_ONCE, before)
        for item in items:
            row = _row(visit, item, names)
            before = row.number
            if row.record and visit.desk.terms.today(row.record.at + DAY).isoformat() < wanted.get("from", ""):
                return rows, 0  # older ones are further back: clocks of processes differ by less than a day
            if _fits(visit, row, wanted):
                rows.append(row)
                if len(rows) == MOST:
                    return rows, before
        if len(items) < AT_ONCE:
            return rows, 0
        seen += len(items)
    return rows, before


def _row(visit: Visit, item: Item | Broken, names: dict[str, str]) -> Row:
    if isinstance(item, Broken):
        return Row(item.number, None)
    return Row(item.number, _readable(visit, item.record), names.get(item.record.subject, ""))


def _readable(visit: Visit, record: Record) -> Record:
    """Return a record with what was searched for in clear."""
    if record.action != "searched" or "text" not in record.details:
        return record
    return structs.replace(
        record, details=record.details | {"text": visit.desk.store.audit.open(record.details["text"])}
    )


def _fits(visit: Visit, row: Row, wanted: dict[str, str]) -> bool:
    record = row.record
    if record is None:
        return True
    on = visit.desk.terms.today(record.at).isoformat()
    return (
        wanted.get("from", on) <= on <= wanted.get("to", on)
        and wanted["actor"].casefold() in record.actor.casefold()
        and wanted["action"] in ("", action_word(record.action))
        and wanted["subject"].casefold() in f"{record.subject} {row.member}".casefold()
    )


def action_word(action: str) -> str:
    """Return an action as ``words/actions.toml`` names it."""
    return action.replace(".", "_").replace("-", "_")
