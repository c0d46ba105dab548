"""What a form brought, read strictly: missing fields, files and surplus length are the sender's fault."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from multidict import MultiMapping

from handlers.console.faults import Fault

DIGITS = 15  # of a number that anybody may write: more than any of ours has


def number(text: str) -> int | None:
    """Read a whole number from 0; None where a text is none, or longer than any of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def day(text: str) -> date | None:
    """Read a day as a form's field of dates writes it; None where a text is none."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


class Form:
    """Reads a posted form. Raises Fault (400)."""

    def __init__(self, posted: MultiMapping[object]) -> None:
        self._posted = posted

    def text(self, name: str, most: int = 200) -> str:
        """Return a line of text without the blanks around it ("": it was left empty); it must be there."""
        return self.raw(name, most).strip()

    def raw(self, name: str, most: int = 200) -> str:
        """Return a text as it was typed: passwords and messages."""
        value = self._posted.get(name)
        if not isinstance(value, str) or len(value) > most or "\0" in value:
            raise Fault(400, "faults.form")
        return value

    def choice(self, name: str, among: Container[str]) -> str:
        """Return one of the values that the form offered."""
        value = self.text(name)
        if value not in among:
            raise Fault(400, "faults.form")
        return value

    def whole(self, name: str) -> int:
        """Return a whole number from 0."""
        value = number(self.text(name))
        if value is None:
            raise Fault(400, "faults.form")
        return value

    def ticked(self, name: str) -> bool:
        """Tell whether a box was ticked."""
        return name in self._posted
