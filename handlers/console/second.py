"""The second person: what one of the team may ask for and only another may let happen.

Asking is recorded, deciding is recorded, and what was approved is carried out at once by a function that may run again:
when the process dies in between, whoever looks next carries it out.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from msgspec import Struct, structs

from conversations.details import Details
from conversations.masks import mask_policy
from handlers.console.desk import Desk
from handlers.console.faults import Fault, changed
from handlers.console.rights import Right
from handlers.console.visit import Visit
from handlers.guards import Guards
from storage.care import Approval
from storage.staff import Member, Role
from storage.tables import Kept

LONGEST = 300  # characters of a reason


class Kind(Struct, frozen=True, kw_only=True):
    """One thing that takes two people. ``ask`` is the right to ask for it; ``carry_out`` does it, any number of times."""

    ask: Right
    carry_out: Callable[[Desk, Kept[Approval]], Awaitable[None]]


async def ask(visit: Visit, kind: str, subject: str, reason: str, **details: str) -> str:
    """Ask for something, once: what is asked for already and waits is not asked for again. Return its id."""
    if not reason:
        raise Fault(422, "faults.reason")
    table = visit.desk.store.approvals
    for kept in await table.all():
        one = kept.value
        if one.waits(visit.now) and (one.kind, one.subject, one.details) == (kind, subject, details):
            return kept.id
    await visit.record(f"{kind}.asked", subject, reason, **_masked(details))
    asked = Approval(
        kind=kind,
        subject=subject,
        details=details,
        reason=reason,
        asked_by=visit.me.id,
        asked_name=visit.me.value.name,
        asked_at=visit.now,
    )
    id = secrets.token_hex(8)
    if not await table.put(id, 0, asked):
        raise changed()
    return id


def may_decide(visit: Visit, approval: Approval) -> bool:
    """Tell whether this member may be the second person: not who asked, and not who it is about."""
    return (
        approval.waits(visit.now)
        and visit.may(Right.SECOND)
        and visit.me.id not in (approval.asked_by, approval.subject)
    )


async def decide(visit: Visit, kept: Kept[Approval], approved: bool) -> None:
    """Let it happen or refuse it, as it was seen; raises Fault.

    Who decides takes it first, then records it, then lets it happen: of two at once one decides and one record is made. When
    the record cannot be made, nothing was decided: after a while anybody may.
    """
    one, table = kept.value, visit.desk.store.approvals
    if not may_decide(visit, one):
        raise Fault(403, "faults.second")
    state = "approved" if approved else "refused"
    taken = structs.replace(one, state="deciding", by=visit.me.id, by_name=visit.me.value.name, at=visit.now)
    if not await table.put(kept.id, kept.version, taken):
        raise changed()
    await visit.record(f"{one.kind}.{state}", one.subject, one.reason, **_masked(one.details))
    decided = structs.replace(taken, state=state)
    if not await table.put(kept.id, kept.version + 1, decided):
        raise changed()
    if approved:
        await carry_out(visit.desk, Kept(kept.id, kept.version + 2, decided))


async def carry_out(desk: Desk, kept: Kept[Approval]) -> None:
    """Do what was approved; done a second time it changes nothing."""
    await KINDS[kept.value.kind].carry_out(desk, kept)
    await desk.store.approvals.put(kept.id, kept.version, structs.replace(kept.value, state="done"))


async def _role(desk: Desk, kept: Kept[Approval]) -> None:
    member = await _member(desk, kept)
    role = Role(kept.value.details["role"])
    if member.value.role is not role:
        await _change(desk, member, role=role, generation=member.value.generation + 1)


async def _totp(desk: Desk, kept: Kept[Approval]) -> None:
    """Let the member enrol another authenticator at the next sign-in, which also takes a new password on."""
    member = await _member(desk, kept)
    if member.value.secret:
        await _change(desk, member, secret="", step=0, recovery=(), generation=member.value.generation + 1)


async def _enable(desk: Desk, kept: Kept[Approval]) -> None:
    member = await _member(desk, kept)
    if member.value.disabled:
        await _change(desk, member, disabled=False)


async def _member(desk: Desk, kept: Kept[Approval]) -> Member:
    member = await desk.store.staff.get(kept.value.subject)
    if member is None:
        raise changed()
    return member


async def _change(desk: Desk, member: Member, **changes: object) -> None:
    if not await desk.store.staff.change(member, **changes):
        raise changed()


async def _export(desk: Desk, kept: Kept[Approval]) -> None:
    job = await desk.store.exports.table.get(kept.value.subject)
    if job is None:
        raise changed()
    if job.value.state == "asked":
        desk.exporter.start(job)


async def _erase(desk: Desk, kept: Kept[Approval]) -> None:
    await desk.turns.erase(kept.value.subject, f"erase:{kept.id}")


async def _unlock(desk: Desk, kept: Kept[Approval]) -> None:
    policy = kept.value.details
    details = Details(policy["type"], policy["policy"], policy["participant"])
    await desk.store.limits.clear(Guards(desk.terms.limits).unlockable(details))


def _masked(details: dict[str, str]) -> dict[str, str]:
    """Return details as the audit may keep them: of a policy and a participant the last digits alone."""
    numbers = ("policy", "participant")
    return {name: mask_policy(value) if name in numbers and value else value for name, value in details.items()}


KINDS = {
    "erase": Kind(ask=Right.ASK, carry_out=_erase),
    "unlock": Kind(ask=Right.ASK, carry_out=_unlock),
    "export": Kind(ask=Right.EXPORT, carry_out=_export),
    "role": Kind(ask=Right.STAFF, carry_out=_role),
    "totp": Kind(ask=Right.STAFF, carry_out=_totp),
    "enable": Kind(ask=Right.STAFF, carry_out=_enable),
}
