"""What the figures on a page are about: the scope as its address bears it, and which conversations are behind a number."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import structs

from conversations.marks import STAGES, Name
from handlers.console.forms import day, number
from handlers.console.visit import Visit
from handlers.figures.lines import LINES
from handlers.figures.report import CHANNELS, TYPES, Scope

PATH = "/care/figures"
SPANS = (1, 7, 30, 90)
LONGEST = 400  # days at once
STAGE_KEYS = tuple(stage.value for stage in STAGES)


def scope_of(visit: Visit) -> Scope:
    """Read the scope from the address; what makes no sense there is the last seven days of everything."""
    today = visit.desk.terms.today(visit.now)
    span = number(visit.query("days"))
    last = day(visit.query("to")) or today
    first = day(visit.query("from")) or last - timedelta(days=6)
    if span in SPANS:
        last, first = today, today - timedelta(days=span - 1)
    if not 0 <= (last - first).days < LONGEST:
        first = last - timedelta(days=6)
    channel, kind = visit.query("channel"), visit.query("type")
    return Scope(first, last, channel if channel in CHANNELS else "", kind if kind in TYPES else "")


def query_of(scope: Scope) -> dict[str, str]:
    """Return a scope as an address bears it."""
    given = {
        "from": scope.first.isoformat(),
        "to": scope.last.isoformat(),
        "channel": scope.channel,
        "type": scope.type,
    }
    return {name: value for name, value in given.items() if value}


class Behind:
    """Which conversations are behind a number: of a stage, of a line and its detail, or of who did not come to a stage.

    ``missing``: lost, for those whose linking ended before this stage; open, for those who may still come; else "".
    """

    def __init__(self, key: str, detail: str, missing: str = "") -> None:
        self.key = key
        self.detail = detail
        self.missing = missing if missing in ("open", "lost") and key in STAGE_KEYS[1:] else ""
        self.known = key in STAGE_KEYS or key in LINES
        self.title = f"figures.stage_{key}" if key in STAGE_KEYS else f"figures.line_{key}"

    @property
    def bears(self) -> str:
        """Return the name of a mark that every conversation behind it has."""
        if self.key in STAGE_KEYS:
            return STAGE_KEYS[STAGE_KEYS.index(self.key) - bool(self.missing)]
        return LINES[self.key].name

    def address(self, visit: Visit, scope: Scope, last: date) -> str:
        """Return the address of the same number up to an earlier day."""
        more = {"detail": self.detail, "missing": self.missing}
        given = query_of(structs.replace(scope, last=last)) | more
        return visit.link(f"{PATH}/behind/{self.key}", **{name: on for name, on in given.items() if on})

    def is_behind(self, marks: frozenset[tuple[str, str]]) -> bool:
        """Tell whether a conversation with these marks (name and detail) is."""
        names = {name for name, _ in marks}
        if self.missing:
            lost = (Name.LEFT.value, self.bears) in marks
            return self.bears in names and self.key not in names and lost is (self.missing == "lost")
        if self.key in STAGE_KEYS:
            return self.key in names
        line = LINES[self.key]
        details = (self.detail,) if self.detail else line.details
        return any(name == line.name and (not details or detail in details) for name, detail in marks)


def within(marks: frozenset[str], scope: Scope) -> frozenset[tuple[str, str]]:
    parts = (mark.split(":", 3) for mark in marks)
    return frozenset(
        (name, detail)
        for name, channel, kind, detail in parts
        if scope.channel in ("", channel) and scope.type in ("", kind)
    )
