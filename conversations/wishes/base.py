"""A wish: what a customer may want, and how it is said. One file of this folder is one wish."""

from __future__ import annotations

from msgspec import Struct


class Wish(Struct, frozen=True, kw_only=True):
    """One thing that a customer may want.

    ``patterns`` recognise it (``patterns.py`` says how they are written); they and ``sentences`` teach the table. Both are
    one a line, by language. ``answered``: the insurer's answer ``answer.<name>`` is said, because the product does not do it.
    """

    name: str
    patterns: dict[str, str]
    sentences: dict[str, str]
    answered: bool = False
