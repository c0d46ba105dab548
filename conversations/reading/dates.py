"""Dates of birth: day first, in digits or in the words of two languages; an impossible one is named, never mended."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from msgspec import Struct

from conversations.reading.cleaning import PART
from conversations.reading.normalising import asks, negates, normalise, vocabulary
from conversations.reading.parts import parts

MAX_AGE = 110
_MONTHS = {
    1: "januari january jan",
    2: "februari february pebruari feb peb febr",
    3: "maret march mar mrt",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agu agt ags agust aug agus",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
MONTHS = {name: month for month, names in _MONTHS.items() for name in names.split()}
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG = tuple(name for name in MONTHS if len(name) >= 5)
_WORDS = vocabulary(
    "tanggal lahir ttl saya my date of birth born dob on is adalah the pada kelahiran birthday i was ini itu ya oke baik di"
)
_TIME = re.compile(r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\b")  # as spreadsheets add it
_LETTERS = re.compile(r"[^\W\d_]+")
_WITHOUT_YEAR = re.compile(
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?[\s\-./]*(?:{_NAME})|(?:{_NAME})\s*[0-9]{{1,2}}|[0-9]{{1,2}}[-./][0-9]{{1,2}}"
)
_DIGITS = re.compile(r"([0-9]{1,2})\s*[-./\s]\s*([0-9]{1,2})\s*[-./\s]\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-./\s]\s*([0-9]{1,2})\s*[-./\s]\s*([0-9]{1,2})")
_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[\s\-./]*({_NAME})[.,]?[\s\-./]*([0-9]{{4}}|[0-9]{{2}})")
_NAMED_FIRST = re.compile(rf"({_NAME})[.]?\s*([0-9]{{1,2}})(?:st|nd|rd|th)?[\s,]+([0-9]{{4}})")


class ImpossibleDate(Struct, frozen=True):
    """A date that is in no calendar, as it was typed."""

    text: str


class OutOfRange(Struct, frozen=True):
    """A date in the future, or longer ago than anybody lives."""


class MissingYear(Struct, frozen=True):
    """A day and a month, without the year."""


class NotADate(Struct, frozen=True):
    """Nothing that reads as a date."""


def birth(text: str, today: date) -> date | ImpossibleDate | OutOfRange | MissingYear | NotADate:
    """Read a date of birth; a two-digit year later than this one means 19xx."""
    kept = bare(" ".join(parts(text)))
    if len(kept) > PART:
        return NotADate()
    read = _numbers(kept) or _numbers(_in_sentence(kept))
    if read is None:
        return MissingYear() if _WITHOUT_YEAR.fullmatch(kept) else NotADate()
    day, month, year = read[0], read[1], _year(read[2], today)
    try:
        born = date(year, month, day)
    except ValueError:
        return ImpossibleDate(kept)
    return born if _earliest(today) <= born <= today else OutOfRange()


def age(born: date, today: date) -> int:
    """Return the age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def bare(text: str) -> str:
    """Return a part without the words and the time of day that people put around a date, its month as the table has it."""
    plain = _LETTERS.sub(_month, _TIME.sub(" ", normalise(text)))
    return " ".join(plain.replace(":", " ").split()).strip(" .,-")


def _month(found: re.Match[str]) -> str:
    """Drop a word that says nothing; mend a month's typing error where only one month is meant."""
    word = found.group()
    if word in _WORDS:
        return ""
    if len(word) < 5 or word in MONTHS:
        return word
    close = get_close_matches(word, _LONG, cutoff=0.8)
    return close[0] if len({MONTHS[name] for name in close}) == 1 else word


def _in_sentence(kept: str) -> str:
    """Return what is left of a sentence without its words: digits and the names of months; "" in a question or a denial."""
    if asks(kept) or negates(kept):
        return ""
    return " ".join(word for word in kept.split() if word in MONTHS or not word.isalpha())


def _numbers(kept: str) -> tuple[int, int, str] | None:
    if match := _DIGITS.fullmatch(kept) or _RUN.fullmatch(kept):
        return int(match[1]), int(match[2]), match[3]
    if match := _YEAR_FIRST.fullmatch(kept):
        return int(match[3]), int(match[2]), match[1]
    if match := _NAMED.fullmatch(kept):
        return int(match[1]), MONTHS[match[2]], match[3]
    if match := _NAMED_FIRST.fullmatch(kept):
        return int(match[2]), MONTHS[match[1]], match[3]
    return None


def _earliest(today: date) -> date:
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - MAX_AGE, day=28 if leap_day else today.day)


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    century = today.year - today.year % 100
    year = century + int(digits)
    return year - 100 if year > today.year else year
