"""Parts: a message split into the details it may hold; polite parts, a name and a place of birth are none."""

from __future__ import annotations

import re

from conversations.reading.cleaning import LONGEST, clean
from conversations.reading.normalising import normalise, tokens, vocabulary

_SPLIT = re.compile(r"\n|,|;|\s/\s")
_ENUMERATED = re.compile(r"([0-9])[.)]\s+(?=\S)")
_NAME = re.compile(r"(?:nama|name|atas nama|a\.?n\.?)\b[\s:.=-]*[^0-9]*", re.IGNORECASE)
# "Jakarta, 17 Agustus 1990": the way an Indonesian identity card gives the birth.
_PLACE = re.compile(
    r"(?<![^\W\d_])[^\W\d_]+(?:[ .][^\W\d_]+){0,3}\s*,\s*(?=[0-9]{1,2}\s*[-./ ]?\s*(?:[0-9]{1,2}\s*[-./ ]|[^\W\d_]{3}))"
)
_POLITE = vocabulary("makasih maaf halo tolong mohon permisi please oke baik ya siap pagi siang sore malam")


def parts(text: str) -> tuple[str, ...]:
    """Split a message at what separates several details: a new line, a comma, a semicolon, a slash between blanks."""
    if len(text) > LONGEST:
        return (text,)
    lines = [part.strip() for part in _SPLIT.split(_PLACE.sub("", clean(text))) if part.strip()]
    return tuple(line for line in _without_count(lines) if not _idle(line))


def _without_count(lines: list[str]) -> list[str]:
    """Take the numbers of a list away ("1. 00012345"), where each line has the next one."""
    found = [_ENUMERATED.match(line) for line in lines]
    if len(lines) < 2 or [int(match[1]) for match in found if match] != list(range(1, len(lines) + 1)):
        return lines
    return [line[match.end() :] for line, match in zip(lines, found, strict=True) if match]


def _idle(part: str) -> bool:
    return _NAME.fullmatch(part) is not None or normalise(part) == "" or _POLITE.issuperset(tokens(part))
