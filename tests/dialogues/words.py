"""Reading the bot's words back: which catalogue keys make up what it said."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache

from conversations.locales import LANGUAGES, catalogue


@cache
def pattern(key: str, language: str) -> re.Pattern[str]:
    """Return what a text of this key looks like, whatever its values."""
    parts = re.split(r"\{\w+\}", catalogue(language)[key])
    return re.compile(".*?".join(map(re.escape, parts)), re.DOTALL)


def matches(text: str, keys: tuple[str, ...]) -> bool:
    """Tell whether ``text`` is exactly these paragraphs, in either language; a key may end in ``*``."""
    return any(_from(text, keys, language) for language in LANGUAGES)


def explain(text: str) -> str:
    """Name the keys that each paragraph could be, for a failure's message."""
    found = []
    for key in sorted(catalogue("id")):
        for language in LANGUAGES:
            shape = pattern(key, language)
            literal = len(re.sub(r"\.\*\?", "", shape.pattern))
            if literal > 12 and shape.search(text):
                found.append(key)
    return ", ".join(dict.fromkeys(found))


def _from(text: str, keys: tuple[str, ...], language: str) -> bool:
    if not keys:
        return text == ""
    first, rest = keys[0], keys[1:]
    for key in _named(first):
        for end in _ends(text, pattern(key, language)):
            remaining = text[end:].removeprefix("\n\n")
            if (end == len(text) or text[end:].startswith("\n\n")) and _from(remaining, rest, language):
                return True
    return False


def _named(key: str) -> tuple[str, ...]:
    known = catalogue("id")
    if "*" in key:
        return tuple(name for name in known if fnmatchcase(name, key))
    return (key, longer) if (longer := f"{key}.tg") in known else (key,)


def _ends(text: str, shape: re.Pattern[str]) -> list[int]:
    places = [place.start() for place in re.finditer("\n\n", text)] + [len(text)]
    return [end for end in places if shape.fullmatch(text, 0, end)]
