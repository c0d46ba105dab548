"""News: what the insurer's own systems are told by webhook. Ids alone: who wants to know more asks with its own rights."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from conversations.chat import Chat
from conversations.drivers import NobodyDrives
from conversations.turn import Event

REQUEST_DECIDED = "request.decided"
HANDOVER_ASKED = "handover.asked"
EVENTS = (REQUEST_DECIDED, HANDOVER_ASKED)


class News(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item. ``id`` is the same however often it is told; ``at`` is in milliseconds since 1970 (UTC).

    ``status`` is approved or rejected with the ``reason`` of a rejection, or why a person is asked for.
    """

    id: str
    event: str
    at: int
    conversation: str
    request: str = ""
    status: str = ""
    reason: str = ""


def news_of(before: Chat, event: Event, after: Chat) -> tuple[News, ...]:
    """Return what a turn has to tell."""
    return tuple(_told(before, event, after))


def _told(before: Chat, event: Event, after: Chat) -> Iterator[News]:
    known = {} if after.requests is before.requests else {one.reference: one.state for one in before.requests}
    for request in after.requests:
        if known.get(request.reference) == "pending" and request.state in ("approved", "rejected"):
            yield News(
                id=event.fresh(f"news {request.reference}", 32),
                event=REQUEST_DECIDED,
                at=event.at,
                conversation=after.account,
                request=request.reference,
                status=request.state,
                reason=request.reason if request.state == "rejected" else "",
            )
    if isinstance(after.driver, NobodyDrives) and not isinstance(before.driver, NobodyDrives):
        yield News(
            id=event.fresh("news handover", 32),
            event=HANDOVER_ASKED,
            at=event.at,
            conversation=after.account,
            status=after.driver.reason,
        )
