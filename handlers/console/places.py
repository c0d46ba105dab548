"""The places on the rail, in their order."""

from __future__ import annotations

from msgspec import Struct

from handlers.console.rights import Right


class Place(Struct, frozen=True):
    """A place: its name (a word of ``words/frame.toml``, and an icon), its address, who sees it, and its key after `g`."""

    name: str
    path: str
    right: Right
    key: str


PLACES: tuple[Place, ...] = (
    Place("conversations", "/care/conversations", Right.WATCH, "c"),
    Place("requests", "/care/requests", Right.WATCH, "p"),
    Place("figures", "/care/figures", Right.FIGURES, "f"),
    Place("audit", "/care/audit", Right.AUDIT, "u"),
    Place("settings", "/care/settings", Right.TEXTS, "s"),
)
