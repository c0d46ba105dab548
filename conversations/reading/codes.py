"""One-time codes: the only six digits in what was typed, however they are grouped, or in a whole SMS pasted."""

from __future__ import annotations

import re

from conversations.reading.cleaning import LONGEST, clean

_GROUP = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_HALVES = re.compile(r"(?<![0-9])(?<![0-9][ .\-])([0-9]{3})[ .\-]([0-9]{3})(?![0-9])(?![ .\-][0-9])")
_SINGLES = re.compile(r"(?<![0-9])(?:[0-9][ .\-*_]{1,3}){5}[0-9](?![0-9])")
_PAIRS = re.compile(r"(?<![0-9])(?<![0-9][ .\-])[0-9]{2}[ .\-][0-9]{2}[ .\-][0-9]{2}(?![0-9])(?![ .\-][0-9])")

_AMOUNT = re.compile(r"\b(?:rp|idr)\.?\s*[0-9][0-9.,]*|[0-9][0-9.,]*\s*(?:rupiah|ribu|rb|juta|jt)\b", re.IGNORECASE)
_SHAPES = (_GROUP, _HALVES, _SINGLES, _PAIRS)


def code(text: str, phone: str = "") -> str | None:
    """Return the six digits; None when there are none, or two that differ.

    ``phone`` is our own telephone for help, which stands in our own SMS and is no code.
    """
    kept = without_phone(clean(text), phone)
    if len(kept) > LONGEST:
        return None
    for shape in _SHAPES:
        found = {re.sub(r"[^0-9]", "", match.group()) for match in shape.finditer(kept)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def without_phone(text: str, phone: str) -> str:
    """Return a text without a telephone number, however it is grouped, and whether it begins with 0 or +62."""
    digits = re.sub(r"[^0-9]", "", phone)
    local = digits.removeprefix("62") if phone.strip().startswith("+") else digits.removeprefix("0")
    if local == digits:  # a number without an area code ("1500 786") stands as we write it
        return text.replace(phone, " ") if phone else text
    gap = r"[\s().\-]{0,3}"
    return re.sub(rf"(?<![0-9])(?:\+?62|\(?0){gap}{gap.join(local)}(?![0-9])", " ", text)


def any_code(text: str) -> bool:
    """Tell whether there is anything that reads as a code, one or several."""
    kept = clean(text)
    return any(shape.search(kept) for shape in _SHAPES)


def without_amounts(text: str) -> str:
    """Return the text without amounts of money, which have six digits as often as codes have."""
    return _AMOUNT.sub(" ", clean(text))
