"""Policy and participant numbers: digits with the separators and words that people put around them."""

from __future__ import annotations

import re

from msgspec import Struct

from conversations.reading.cleaning import LONGEST, PART
from conversations.reading.normalising import asks, has_digit, negates, normalise
from conversations.reading.parts import parts

NUMBER_MIN = 4
NUMBER_MAX = 20
# An Indonesian identity number has 16 digits; it is known whatever stands around it.
_NIK = re.compile(
    r"(?<![0-9])(?:[0-9]{16}|[0-9]{4}(?:[ .\-][0-9]{4}){3}|[0-9]{6}[ .\-][0-9]{6}[ .\-][0-9]{4})(?![0-9])"
)
_WORDS = re.compile(
    r"\b(?:nomor|no|number|num|nr|polis|policy|peserta|participant|member|anggota|kepesertaan|group|grup|dplk|"
    r"individu|individual|saya|my|ini|is|adalah|yaitu|the|itu|kartu|card|dan|and|ya|oke|baik|dengan|untuk)\b"
)
_AROUND = re.compile(r"[\s:=#'\"]+")
_ASIDE = re.compile(
    r"\([^)(]*[^\W\d_][^)(]*\)|\b(?:a\.?n\.?|atas nama)\b[^0-9]*$", re.IGNORECASE
)  # "(Jane)", "a.n. Jane"
_DATE = re.compile(r"[0-9]{1,2}\s*[-./\s]\s*[0-9]{1,2}\s*[-./\s]\s*(?:[0-9]{4}|[0-9]{2})")
_RUN = re.compile(r"(?<![^ ])(?:[0-9]{1,4}(?: [0-9]{1,4})+|[0-9]+(?:[.\-][0-9]+)*)(?![^ .!])")
_SENTENCE = re.compile(r"(?:(?:[^\W\d_]+(?:'[^\W\d_]+)?|[0-9][0-9.\-]*)(?:[ .!]+|$)){2,12}")
_DATE_YEAR_FIRST = re.compile(r"[0-9]{4}\s*[-./]\s*[0-9]{1,2}\s*[-./]\s*[0-9]{1,2}")


class Number(Struct, frozen=True):
    """A number, as text: leading zeros count."""

    digits: str


class LooksLikeDate(Struct, frozen=True):
    """A date where a number was asked."""


class LooksLikeNik(Struct, frozen=True):
    """Sixteen digits: never kept."""


class NotANumber(Struct, frozen=True):
    """Nothing that reads as one number of 4 to 20 digits."""


def number(text: str) -> Number | LooksLikeDate | LooksLikeNik | NotANumber:
    """Read a policy or participant number."""
    found = parts(text)
    if len(found) != 1:
        if len(said := [part for part in found if has_digit(part)]) == 1 and not negates(text):
            return _one(said[0])
        return LooksLikeNik() if any(isinstance(_one(part), LooksLikeNik) for part in found) else NotANumber()
    return _one(found[0])


def bare(text: str) -> str:
    """Return a part without the words that people put around a number."""
    return _AROUND.sub(" ", _WORDS.sub(" ", normalise(_ASIDE.sub(" ", text)))).strip(" .:-")


def _one(part: str) -> Number | LooksLikeDate | LooksLikeNik | NotANumber:
    kept = bare(part) if len(part) <= LONGEST else part
    if len(kept) > PART:
        return NotANumber()
    if (_DATE.fullmatch(kept) and _is_day_first(kept)) or _DATE_YEAR_FIRST.fullmatch(kept):
        return LooksLikeDate()
    if _NIK.search(kept):
        return LooksLikeNik()
    digits = re.sub(r"[\s.\-]", "", kept)
    if not re.fullmatch(r"[0-9]+", digits):
        digits = _in_sentence(kept)
    if len(digits) == 16:
        return LooksLikeNik()
    return Number(digits) if NUMBER_MIN <= len(digits) <= NUMBER_MAX else NotANumber()


def _in_sentence(kept: str) -> str:
    """Return the digits of the one number that stands among plain words; "" in a question, a denial or beside others."""
    if not _SENTENCE.fullmatch(kept) or asks(kept) or negates(kept):
        return ""
    runs = _RUN.findall(kept)
    return re.sub(r"[ .\-]", "", runs[0]) if len(runs) == 1 else ""


def _is_day_first(text: str) -> bool:
    day, month, *_ = (int(found) for found in re.findall(r"[0-9]+", text))
    return 1 <= day <= 31 and 1 <= month <= 12
