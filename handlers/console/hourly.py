"""What a member may do so often an hour: see what is masked, and search. Who is stopped is told to the audit and the log."""

from __future__ import annotations

import secrets
from enum import StrEnum

import structlog

from conversations.limits import HOUR
from handlers.console.faults import Fault
from handlers.console.visit import Visit
from storage.limits import Granted, Window

log = structlog.get_logger()


class Hourly(StrEnum):
    """What is counted for each member."""

    REVEALS = "reveals"
    SEARCHES = "searches"


MOST = {Hourly.REVEALS: 20, Hourly.SEARCHES: 60}


async def take(visit: Visit, what: Hourly) -> None:
    """Take one of this hour's; raises Fault (429) when all are used up."""
    window = Window(what, visit.me.id, MOST[what], HOUR)
    if isinstance(await visit.desk.store.limits.take_all(secrets.token_hex(8), (window,), visit.now), Granted):
        return
    await visit.record("limit.reached", visit.me.id, what.value)
    log.warning("staff_limit_reached", limit=what.value, by=visit.me.id)
    raise Fault(429, f"faults.{what}")
