"""Revealing: one masked field for a minute, with a reason, recorded before it is shown, at most twenty an hour."""

from __future__ import annotations

from aiohttp import web

from conversations.limits import MINUTE
from handlers.console.hourly import Hourly, take
from handlers.console.visit import Visit

SHOWN = MINUTE
REASONS = ("decide", "call", "complaint", "audit")


async def grant(visit: Visit, subject: str, fields: tuple[str, ...], back: str) -> web.Response:
    """Record who sees which of the ``fields`` of ``subject``, and send them ``back`` with the right to see it.

    Raises Fault when the hour's twenty are used up.
    """
    form = await visit.form()
    field, reason = form.choice("field", fields), form.choice("reason", REASONS)
    await take(visit, Hourly.REVEALS)
    await visit.record("field.revealed", subject, reason, field=field)
    until = str(visit.now + SHOWN)
    seal = visit.vouch("reveal", f"{subject}\0{field}\0{until}")
    kept = {name: visit.query(name) for name in ("queue", "tab") if visit.query(name)}
    return visit.to(visit.link(back, **kept, shown=field, until=until, seal=seal))


def shown(visit: Visit, subject: str) -> str:
    """Return which field of ``subject`` this visit may see in clear ("": none)."""
    field, until = visit.query("shown"), visit.query("until")
    if not until.isdecimal() or len(until) > 15 or int(until) <= visit.now:
        return ""
    return field if visit.vouches("reveal", f"{subject}\0{field}\0{until}", visit.query("seal")) else ""


def left(visit: Visit, field: str) -> int:
    """Return the seconds that a field is still shown in clear (0: none is); the page masks it by itself then."""
    return max(1, -(-(int(visit.query("until")) - visit.now) // 1000)) if field else 0
