"""The words by which the care team finds a chat again: the numbers it asked about, the names of holders it matched."""

from __future__ import annotations

import re

from msgspec import Struct

from conversations.effects import LookUp
from conversations.events import Happening, Matched
from conversations.reading import fold
from conversations.turn import Turn

_SHORTEST = 2  # letters of a name's word
_MOST = 6  # words of a name
_WORD = re.compile(r"[^\W_]+")
_NUMBER = 4  # digits of a number
_NUMBERED = re.compile(r"[+0-9 ./-]+")
_REFERENCE = re.compile("(?:pl|tk|hd)-[0-9a-z]{8}")
_ACCOUNT = re.compile("[a-z2-7]{16}")


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


class Query(Struct, frozen=True):
    """What a searched text may mean: ``words`` must all be there; ``id`` is an account's or a channel's; a request's number."""

    words: tuple[str, ...] = ()
    id: str = ""
    reference: str = ""


def query(text: str) -> Query:
    """Read what the care team typed into the search: a name, a number, a request, an id."""
    plain = fold(text)
    if _REFERENCE.fullmatch(plain):
        return Query(reference=plain.upper())
    digits = "".join(sign for sign in plain if sign in "0123456789")
    if len(digits) >= _NUMBER and _NUMBERED.fullmatch(plain):
        return Query((number_word(digits),), id=digits)
    return Query(tuple(name_words(plain)), id=plain if _ACCOUNT.fullmatch(plain) else "")
