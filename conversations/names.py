"""Names as a person is addressed: a registry often keeps them in capitals, which read as shouting."""

from __future__ import annotations

import re

_PARTICLES = frozenset(["bin", "binti", "van", "von", "der", "den", "de"])
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile("I{2,3}|IV|VI{0,3}|IX")


def spoken_name(holder: str) -> str:
    """Return ``Jane Railey`` for ``JANE RAILEY``; a name that is not all in capitals stays as it is kept.

    Particles (bin, van) become small between other words; numerals, and degrees behind a comma, stay.
    """
    if holder != holder.upper():
        return holder
    name, comma, degrees = holder.partition(",")
    words = name.split(" ")
    return " ".join(_word(word, place) for place, word in enumerate(words)) + comma + degrees


def _word(word: str, place: int) -> str:
    if place and word.lower() in _PARTICLES:
        return word.lower()
    if _NUMERAL.fullmatch(word):
        return word
    first, apostrophe, rest = word.partition("'")
    if apostrophe:
        return _capitalised(first) + apostrophe + (rest.lower() if len(first) > 1 else _capitalised(rest))
    return _capitalised(word)


def _capitalised(word: str) -> str:
    return _WORD.sub(lambda part: part.group().capitalize(), word)
