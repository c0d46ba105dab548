"""The words by which the care team finds a chat again: the numbers it asked about, the names of holders it matched."""

from __future__ import annotations

import re

from conversations.effects import LookUp
from conversations.events import Happening, Matched
from conversations.reading import fold
from conversations.turn import Turn

_SHORTEST = 2  # letters of a name's word
_MOST = 6  # words of a name
_WORD = re.compile(r"[^\W_]+")


def findable(what: Happening, turn: Turn) -> tuple[str, ...]:
    """Return the words that this turn adds; they are kept as blind indexes alone."""
    words: list[str] = []
    for effect in turn.effects:
        if isinstance(effect, LookUp):
            words += [number_word(number) for number in (effect.policy, effect.participant) if number]
    if isinstance(what, Matched):
        words += name_words(what.holder)
    return tuple(dict.fromkeys(words))


def number_word(number: str) -> str:
    """Return the word of a policy or participant number; leading zeros count."""
    return f"number:{number}"


def name_words(name: str) -> list[str]:
    """Return a word for each part of a name, in whatever case and order it is searched."""
    parts = (part for part in _WORD.findall(fold(name)) if len(part) >= _SHORTEST)
    return [f"name:{part}" for part in dict.fromkeys(parts)][:_MOST]
