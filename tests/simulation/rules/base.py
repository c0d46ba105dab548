"""A rule: one promise of the design as something that is checked while a world runs, or at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conversations.limits import Limits as Bounds
from handlers.ports import Inbound
from storage.connection import Script
from tests.simulation.loop import Process

if TYPE_CHECKING:
    from tests.simulation.seen import Commit, Entry
    from tests.simulation.witness import Witness

BOUNDS = Bounds()


class Rule:
    """One promise. Each method hears of what happened; most rules listen to a few."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness

    def broken(self, what: str) -> None:
        """Say that it was broken."""
        self.witness.violated(type(self).__name__, what)

    def acknowledged(self, inbound: Inbound) -> None:
        """A channel was told that its update is handled."""

    def applied(self, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        """A script ran."""

    def committed(self, commit: Commit) -> None:
        """A turn was written."""

    def limited(self, what: str, key: str, args: list[Any], answer: Any) -> None:
        """A limit was taken from, or given back to."""

    def channel(self, what: str, process: Process, entry: Entry) -> None:
        """A message was tried, refused, or arrived."""

    def registry(self, process: Process, what: str, ask: Any, entry: Entry | None) -> None:
        """The registry was asked."""

    def code(self, to: str, code: str, known: list[Entry]) -> None:
        """A gateway took a code."""

    def forgot(self) -> None:
        """Redis lost its last writes."""

    def ended(self) -> None:
        """The world is at rest."""
