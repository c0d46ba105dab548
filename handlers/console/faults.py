"""What a page cannot do, as a page that says what to do next."""

from __future__ import annotations

from handlers.ports import Problem


class Fault(Problem):
    """Answered with ``status`` and the words of ``key`` (its title is ``key`` with ``_title``)."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


def missing() -> Fault:
    """Return the fault for what is not there, or not for this member: the same."""
    return Fault(404, "faults.missing")


def changed() -> Fault:
    """Return the fault for a form that speaks of something which changed meanwhile."""
    return Fault(409, "faults.changed")
