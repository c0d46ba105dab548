"""Marks: what of a turn is worth counting. A mark bears words of ours alone, never a customer's.

To count something new, add its name here and let the step that knows of it say ``marks=(Mark(Name.NEW),)`` in its move.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Name(StrEnum):
    """What is counted. The first ten are the funnel's stages, in order; a linking passes each at most once."""

    STARTED = "started"
    TYPED_KIND = "type"
    DETAILED = "details"
    MATCHED = "matched"
    CODE_SENT = "code_sent"
    DELIVERED = "delivered"
    ENTERED = "entered"
    RIGHT = "right"
    LINKED = "linked"  # linked or requested
    DECIDED = "decided"  # approved or rejected; what needs no decision is decided when it is linked

    LEFT = "left"  # a linking that ended before its last stage: by the last one that it passed

    # Codes.
    ISSUED = "issued"  # by method
    RESENT = "resent"  # by method
    HANDED_OVER = "handed_over"  # to a gateway, by method; took: since it was asked for
    UNSENT = "unsent"  # failed, unsure, limit, paused (by the alarm)
    CODE_TYPED = "code_typed"  # right, wrong, old, expired, locked, unchecked; took: since it was asked for
    LOCKED = "locked"

    # Friction.
    ERROR = "error"  # an answer that was not understood, by step
    LOOKED_UP = "looked_up"  # matched, no_match, refused, away; took: since it was asked
    HELP = "help"  # by step
    UNDERSTOOD = "understood"  # in the customer's own words: the wish, asked or none
    CANCELLED = "cancelled"  # by step
    FELL_SILENT = "fell_silent"  # by step
    RESUMED = "resumed"
    NOT_LINKED = "not_linked"  # stale, full, failed
    SILENCED = "silenced"  # a message of a flood

    # People.
    ASKED_PERSON = "asked_person"  # into the queue: person, complaint, minor, transferred, requeued
    TAKEN_OVER = "taken_over"  # took: the wait
    HANDED_BACK = "handed_back"
    COMPLAINT = "complaint"
    ANSWERED = "answered"  # a complaint; took: since it was made
    DECISION = "decision"  # approved, or the reason of a rejection; took: since the request was made
    WITHDRAWN = "withdrawn"  # a request, by its customer
    LATE = "late"  # a request past its date

    # Trust.
    CONSENT = "consent"  # given, declined, withdrawn
    UNLINKED = "unlinked"
    ERASED = "erased"  # done, held
    RATED = "rated"  # 1 to 5


STAGES = tuple(Name)[:10]
BY_STEP = frozenset({Name.ERROR, Name.HELP, Name.CANCELLED, Name.FELL_SILENT})


class Mark(Struct, frozen=True):
    """One thing to count: ``detail`` and ``type`` (of policy) divide it where they are known.

    ``took`` is a duration in milliseconds. ``day`` is a moment of the day on which it counts, 0 for the turn's own: the
    funnel counts on the day on which a linking began, so that its shares are of the same linkings.
    """

    name: Name
    detail: str = ""
    type: str = ""
    took: int | None = None
    day: int = 0
