"""The security events of a turn, signed and sealed for the audit chain of the chat's partition."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.events import Decided, TimeCame
from conversations.security import Noticed, noticed
from conversations.turn import Event
from handlers.guards import policy_scope
from storage.audit import Audit, Record


def security_records(audit: Audit, before: Chat, event: Event, after: Chat) -> tuple[bytes, ...]:
    """Return what the commit appends: who is known by account, which policy by its blind index, and no more."""
    actor = "system" if isinstance(event.what, Decided | TimeCame) else "customer"
    found = enumerate(noticed(before, event.what, after))
    return tuple(
        audit.sealed(before.account, _record(audit, before.account, actor, event, place, one)) for place, one in found
    )


def _record(audit: Audit, account: str, actor: str, event: Event, place: int, one: Noticed) -> Record:
    return Record(
        id=event.fresh(f"audit{place}"),
        at=event.at,
        actor=actor,
        action=one.action,
        subject=account,
        policy=audit.policy(policy_scope(one.policy)) if one.policy else "",
        details={"is": one.detail} if one.detail else {},
    )
