"""What a check found: a line each, with what to do."""

from __future__ import annotations

from msgspec import Struct

GOOD, WARNING, BAD = "good", "warning", "bad"


class Finding(Struct, frozen=True):
    """One finding about ``party``. ``level`` is good, warning or bad; ``todo`` is empty where nothing is to be done."""

    level: str
    party: str
    says: str
    todo: str = ""

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.level:<8} {self.party}: {self.says}{f' - {self.todo}' if self.todo else ''}"


def good(party: str, says: str) -> Finding:
    """Find nothing wrong."""
    return Finding(GOOD, party, says)


def warning(party: str, says: str, todo: str) -> Finding:
    """Find what will serve, but should be mended."""
    return Finding(WARNING, party, says, todo)


def bad(party: str, says: str, todo: str) -> Finding:
    """Find what will not serve."""
    return Finding(BAD, party, says, todo)
