"""Too many messages: one warning, then silence until the chat was quiet for a while. Nobody else notices."""

from __future__ import annotations

from enum import Enum

from conversations.chat import Flood
from conversations.limits import Limits


class Pace(Enum):
    """How fast the chat is: answer, warn, or stay silent."""

    FINE = 1
    WARN = 2
    SILENT = 3


def note(flood: Flood, at: int, limits: Limits) -> tuple[Flood, Pace]:
    """Count one new message at ``at`` (milliseconds) and say how to treat it."""
    if flood.silent:
        if at - flood.silent < limits.inbound_silence:
            return Flood((), at), Pace.SILENT
        flood = Flood()
    recent = tuple(then for then in flood.recent if at - then < limits.inbound_window)
    if len(recent) >= limits.inbound:
        return Flood((), at), Pace.WARN
    return Flood((*recent, at), 0), Pace.FINE
