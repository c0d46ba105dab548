"""What each figure is: which marks it counts, and of what it is a share. Screen, file and alert read this table alone."""

from __future__ import annotations

from msgspec import Struct

from conversations.marks import Name


class Line(Struct, frozen=True):
    """One figure: marks of ``name`` (of these ``details`` alone, or of all).

    ``of`` is the line it is a share of; ``timed`` tells a median; ``split`` shows each detail as a figure of its own.
    """

    key: str
    name: Name
    details: tuple[str, ...] = ()
    of: str = ""
    timed: bool = False
    split: bool = False


SECTIONS: dict[str, tuple[Line, ...]] = {
    "codes": (
        Line("issued", Name.ISSUED, split=True),
        Line("handed_over", Name.HANDED_OVER, of="issued", timed=True),
        Line("right", Name.CODE_TYPED, ("right",), of="issued", timed=True),
        Line("resent", Name.RESENT, of="issued"),
        Line("wrong", Name.CODE_TYPED, ("wrong",), of="issued"),
        Line("old", Name.CODE_TYPED, ("old",), of="issued"),
        Line("expired", Name.CODE_TYPED, ("expired",), of="issued"),
        Line("unsent", Name.UNSENT, of="issued", split=True),
        Line("locked", Name.LOCKED, of="issued"),
        Line("alarm", Name.UNSENT, ("paused",), of="issued"),
        Line("silenced", Name.SILENCED),
    ),
    "friction": (
        Line("looked_up", Name.LOOKED_UP, timed=True),
        Line("no_match", Name.LOOKED_UP, ("no_match",), of="looked_up"),
        Line("refused", Name.LOOKED_UP, ("refused",), of="looked_up"),
        Line("away", Name.LOOKED_UP, ("away",), of="looked_up"),
        Line("error", Name.ERROR, split=True),
        Line("help", Name.HELP, split=True),
        Line("not_understood", Name.UNDERSTOOD, ("none",)),
        Line("asked_back", Name.UNDERSTOOD, ("asked",)),
        Line("cancelled", Name.CANCELLED, split=True),
        Line("fell_silent", Name.FELL_SILENT, split=True),
        Line("resumed", Name.RESUMED),
        Line("not_linked", Name.NOT_LINKED, split=True),
    ),
    "people": (
        Line("asked_person", Name.ASKED_PERSON, split=True),
        Line("taken_over", Name.TAKEN_OVER, of="asked_person", timed=True),
        Line("handed_back", Name.HANDED_BACK, of="taken_over"),
        Line("complaint", Name.COMPLAINT),
        Line("answered", Name.ANSWERED, of="complaint", timed=True),
        Line("requested", Name.LINKED, ("requested",)),
        Line("approved", Name.DECISION, ("approved",), of="requested", timed=True),
        Line("rejected", Name.DECISION, ("data", "status", "owner", "docs", "other"), of="requested", timed=True),
        Line("withdrawn", Name.WITHDRAWN, of="requested"),
        Line("late", Name.LATE, of="requested"),
    ),
    "trust": (
        Line("consent", Name.CONSENT, split=True),
        Line("unlinked", Name.UNLINKED),
        Line("erased", Name.ERASED, split=True),
        Line("rated", Name.RATED, split=True),
    ),
}
LINES = {line.key: line for lines in SECTIONS.values() for line in lines}
