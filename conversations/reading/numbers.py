"""Policy and participant numbers: digits with the separators and words that people put around them."""

from __future__ import annotations

import re

from msgspec import Struct

from conversations.reading.cleaning import PART, fold

NUMBER_MIN = 4
NUMBER_MAX = 20
NIK = 16  # digits of an Indonesian identity number
_WORDS = re.compile(
    r"\b(?:nomor|nomer|no|number|num|nr|polis|policy|peserta|participant|member|anggota|kepesertaan|group|grup|dplk|"
    r"individu|individual|saya|my|ini|is|adalah|the|itu|kartu|card|dan|and)\b"
)
_AROUND = re.compile(r"[\s:=#*'\"()]+")
_DATE = re.compile(r"[0-9]{1,2}\s*[-./\s]\s*[0-9]{1,2}\s*[-./\s]\s*(?:[0-9]{4}|[0-9]{2})")
_DATE_YEAR_FIRST = re.compile(r"[0-9]{4}\s*[-./]\s*[0-9]{1,2}\s*[-./]\s*[0-9]{1,2}")
_SPLIT = re.compile(r"\n|,|;|\s/\s")


class Number(Struct, frozen=True):
    """A number, as text: leading zeros count."""

    digits: str


class LooksLikeDate(Struct, frozen=True):
    """A date where a number was asked."""


class LooksLikeNik(Struct, frozen=True):
    """Sixteen digits: never kept."""


class NotANumber(Struct, frozen=True):
    """Nothing that reads as one number of 4 to 20 digits."""


def parts(text: str) -> tuple[str, ...]:
    """Split a message at what separates several fields: a new line, a comma, a semicolon, a slash between blanks."""
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())


def number(text: str) -> Number | LooksLikeDate | LooksLikeNik | NotANumber:
    """Read a policy or participant number."""
    found = parts(text)
    if len(found) != 1:
        return LooksLikeNik() if any(isinstance(_one(part), LooksLikeNik) for part in found) else NotANumber()
    return _one(found[0])


def bare(text: str) -> str:
    """Return a part without the words that people put around a number."""
    return _AROUND.sub(" ", _WORDS.sub(" ", fold(text))).strip(" .:-")


def _one(part: str) -> Number | LooksLikeDate | LooksLikeNik | NotANumber:
    kept = bare(part)
    if len(kept) > PART:
        return NotANumber()
    if (_DATE.fullmatch(kept) and _is_day_first(kept)) or _DATE_YEAR_FIRST.fullmatch(kept):
        return LooksLikeDate()
    digits = re.sub(r"[\s.\-]", "", kept)
    if not re.fullmatch(r"[0-9]+", digits):
        return NotANumber()
    if len(digits) == NIK:
        return LooksLikeNik()
    return Number(digits) if NUMBER_MIN <= len(digits) <= NUMBER_MAX else NotANumber()


def _is_day_first(text: str) -> bool:
    day, month, *_ = (int(found) for found in re.findall(r"[0-9]+", text))
    return 1 <= day <= 31 and 1 <= month <= 12
