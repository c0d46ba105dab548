"""Entries: a deep link's start text, or a prefilled text, opens the right flow and says nothing else."""

from __future__ import annotations

import re

from conversations.locales.catalogue import LANGUAGES, catalogue
from conversations.policy_types import POLICY_TYPES
from conversations.reading.cleaning import fold

_START = re.compile(rf"/start(?:@[a-z0-9_]+)? ({'|'.join(POLICY_TYPES)})")
_MARKS = re.compile(r"[,.!]")


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


_PREFILLED = {
    _plain(catalogue(language)[type.prefill]): type.id for type in POLICY_TYPES.values() for language in LANGUAGES
}


def in_english(text: str) -> bool:
    """Tell whether an entry is an English prefilled text: who sent it reads English."""
    return fold(text).startswith("hello")


def entry(text: str) -> str | None:
    """Return the policy type whose flow the text opens; anything else is no entry."""
    said = fold(text)
    if match := _START.fullmatch(said):
        return match[1]
    return _PREFILLED.get(_plain(text))
