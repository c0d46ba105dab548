"""Patterns: how a wish is said, written as words, ``(alternatives|or more)`` and ``[what|may|stand]`` between them.

Words stand in their order, with up to two others between them. ``(a|b)*``: a word may go on ("bayar" also hears
"bayarnya"); a part of several words may too. A pattern that ends in ``$`` is the whole message: each of its words.
"""

from __future__ import annotations

import itertools
import re

from conversations.wishes.plain import plain

_PART = re.compile(r"\(([^)]*)\)(\*?)|\[([^\]]*)\]|(\S+)")
_GAP = r"(?:\s\S+){0,2}?\s"


def matcher(patterns: str) -> re.Pattern[str]:
    """Return what finds one of the patterns (one a line) in a plain message; nothing is found where there are none."""
    lines = [line for line in patterns.split("\n") if line]
    within = "|".join(_sequence(line) for line in lines if not line.endswith("$"))
    whole = "|".join(rf"(?:(?:{_words(line)})(?:\s|$))+" for line in lines if line.endswith("$"))
    parts = [*([rf"(?<!\S)(?:{within})(?!\S)"] if within else []), *([rf"^(?:{whole})$"] if whole else [])]
    return re.compile("|".join(parts) or r"(?!)")


def sentences(pattern: str, most: int) -> list[str]:
    """Return up to ``most`` of the sentences that a pattern stands for, spread evenly over all of them."""
    parts = [
        [*found[3].split("|"), ""] if found[3] is not None else (found[1] or found[4]).split("|")
        for found in _PART.finditer(pattern.rstrip("$"))
    ]
    every = [" ".join(filter(None, said)) for said in itertools.islice(itertools.product(*parts), 4096)]
    return every[:: max(1, len(every) // most)][:most]


def _words(pattern: str) -> str:
    return "|".join(_alternatives(pattern[:-1].strip("*() ").split("|"), "*"))


def _sequence(pattern: str) -> str:
    return _GAP.join(_group(found) for found in _PART.finditer(pattern) if found[3] is None)


def _group(found: re.Match[str]) -> str:
    words = (found[1] or found[4]).split("|")
    return "(?:" + "|".join(_alternatives(words, found[2])) + ")"


def _alternatives(words: list[str], more: str) -> list[str]:
    return [re.escape(plain(word) or word).replace(r"\ ", r"\s") + (r"\S*" if more else "") for word in words]
