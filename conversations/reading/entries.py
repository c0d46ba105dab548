"""Entries: a deep link's start text, or a prefilled text, opens the right flow and says nothing else."""

from __future__ import annotations

import re

from conversations.reading.cleaning import fold

_START = re.compile(r"/start(?:@[a-z0-9_]+)? (individu|group|dplk)")
_PREFILLED = {
    "halo saya ingin menghubungkan polis individu": "individu",
    "hello i would like to link an individual policy": "individu",
    "halo saya ingin menghubungkan kepesertaan group": "group",
    "hello i would like to link a group membership": "group",
    "halo saya ingin menghubungkan kepesertaan dplk": "dplk",
    "hello i would like to link a dplk membership": "dplk",
}


def in_english(text: str) -> bool:
    """Tell whether an entry is an English prefilled text: who sent it reads English."""
    return fold(text).startswith("hello")


def entry(text: str) -> str | None:
    """Return the policy type whose flow the text opens; anything else is no entry."""
    said = fold(text)
    if match := _START.fullmatch(said):
        return match[1]
    return _PREFILLED.get(" ".join(re.sub(r"[,.!]", " ", said).split()))
