"""Redaction: what must never be kept is taken out before anything is written."""

from __future__ import annotations

import re

from conversations.reading.cleaning import clean
from conversations.reading.dates import MONTHS

CODE = "[kode OTP]"
BIRTH = "[tanggal lahir]"
NIK = "[NIK]"

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEP = r"[\s\-./,'\u2018\u2019]*"
_GAP = r"[\s.\-_/*:,;|()+'\"#=~^&@!?]{0,3}"
_NIK = re.compile(rf"(?<![0-9])(?:[0-9]{_GAP}){{15,}}[0-9]")
_DATES = re.compile(
    rf"(?<![0-9])(?:[0-9]{{1,2}}\s*[-./ ]\s*[0-9]{{1,2}}\s*[-./ ]\s*(?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|[0-9]{{4}}\s*[-./ ]\s*[0-9]{{1,2}}\s*[-./ ]\s*[0-9]{{1,2}}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?{_SEP}(?:{_NAME}){_SEP}[0-9]{{2,4}}"
    rf"|(?:{_NAME})[.]?\s*[0-9]{{1,2}}(?:st|nd|rd|th)?[\s,]+[0-9]{{4}})(?![0-9])",
    re.IGNORECASE,
)
_NAMED_DATES = re.compile(rf"\b(?:{_NAME})[.]?\s*[0-9]{{1,2}}(?:st|nd|rd|th)?[\s,]+[0-9]{{4}}(?![0-9])", re.IGNORECASE)
# Where a date of birth was asked: a month with a typing error ("17 Agustsu 1990"), or a day and month without the year.
_TYPED_DATES = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}{_SEP}(?:[^\W\d_]{{3,10}}{_SEP}(?:19|20)[0-9]{{2}}(?![0-9])|(?:{_NAME})\b)",
    re.IGNORECASE,
)
_RUNS = re.compile(r"(?<![0-9])(?:[0-9]{8}|[0-9]{6})(?![0-9])")
_DIGIT = re.compile("[0-9]")
_SIX = re.compile(rf"(?<![0-9])(?:[0-9]{_GAP}){{5}}[0-9](?![0-9])")


def redact(text: str, *, code: bool, birth: bool, numbers: bool = False) -> str:
    """Return a customer's line as it may be kept.

    ``code``: a code is expected, or was a short while ago: whatever may read as six digits goes. ``birth``: dates
    without separators go too, with ``numbers`` only what may be a date: a policy number is told to the care team.
    Sixteen digits and dates with separators or month names always go.
    """
    kept = clean(text)
    if _DIGIT.search(kept) is None:
        return kept  # all that is taken out has digits
    kept = _NIK.sub(_nik, kept)
    if code:
        kept = _SIX.sub(CODE, kept)
    kept = _NAMED_DATES.sub(BIRTH, kept)
    kept = _DATES.sub(BIRTH, kept)
    if birth and not numbers:
        kept = _TYPED_DATES.sub(BIRTH, kept)
    return _RUNS.sub(_run if numbers else BIRTH, kept) if birth else kept


def _nik(match: re.Match[str]) -> str:
    digits = sum(sign in "0123456789" for sign in match.group())
    return NIK if digits >= 16 else match.group()


def _run(match: re.Match[str]) -> str:
    digits = match.group()
    forms = ((digits[:2], digits[2:4]), (digits[-2:], digits[-4:-2]))
    may_be = any(1 <= int(day) <= 31 and 1 <= int(month) <= 12 for day, month in forms)
    return BIRTH if may_be else digits
