"""The care team, counted again: who came into the queue and why, who took over after which wait, who gave back."""

from __future__ import annotations

from typing import Protocol

from storage.chats import Line

REASONS = {
    "asked": "person",
    "complained": "complaint",
    "minor": "minor",
    "transferred": "transferred",
    "requeued": "requeued",
}


class Count(Protocol):
    """Counts a figure, a part of it, and how long it took."""

    def __call__(self, figure: str, detail: str = "", took: int | None = None) -> None:
        """Count one."""
        ...


class Queue:
    """One customer and the care team. A wait lasts until an agent has written, whoever took over meanwhile."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._waiting = self._agent = False
        self._complained = 0  # when the complaint was made that waits for its answer
        self._wants = 0  # since when the customer waits for a word of a person

    def customer(self, at: int) -> None:
        """Hear that the customer wrote."""
        self._wants = self._wants or (at if self._agent else 0)

    def agent(self) -> None:
        """Hear that an agent wrote: who leads the conversation, or answered a complaint beside it."""
        if self._agent:
            self._wants = 0

    def change(self, line: Line, after: frozenset[str]) -> None:
        """Hear of a change of the driver, or of a complaint that was answered, and what the bot said upon it."""
        change = line.text
        if change == "answered":
            self._count("answered", took=line.at - self._complained)
            return
        queued = change in ("asked", "complained", "minor", "requeued") or (
            change == "transferred" and bool(after & {"agent.requeued", "agent.offline"})
        )
        if queued and not self._waiting:
            self._count("asked_person", REASONS[change])
            self._wants = self._wants or line.at
        if change == "complained":
            self._count("complaint")
            self._complained = line.at
        if change == "took_over":
            self._count("taken_over", took=line.at - self._wants if self._waiting else None)
        if change in ("left", "handed_back", "fell_silent"):
            if self._agent:
                self._count("handed_back")
            self._wants = 0
        self._waiting = queued
        self._agent = change == "took_over" or (change == "transferred" and not queued)
