"""Which mobile numbers may get an SMS: by their beginning and length, never asked of anybody."""

from __future__ import annotations

import re

import phonenumbers
from msgspec import Struct

_ROW = re.compile(r"\+([1-9][0-9]{0,9}):([0-9]{1,2})-([0-9]{1,2})")
_HOME = "ID"  # the country of numbers that name none
_LONGEST = 15  # digits (ITU-T E.164)


class Numbers(Struct, frozen=True):
    """Numbers that begin with ``prefix`` (``+628``) and have from ``least`` to ``most`` digits in all."""

    prefix: str
    least: int
    most: int

    def covers(self, number: str) -> bool:
        """Tell whether an SMS may go to ``number``."""
        digits = number[1:]
        plain = digits.isascii() and digits.isdigit()
        return number.startswith(self.prefix) and plain and self.least <= len(digits) <= self.most


# Indonesian mobile numbers, 9 to 12 digits after +62, so that unassigned samples pass too. Other countries are where SMS
# pumping earns its money: they are for the operator to add.
INDONESIA = (Numbers("+628", 11, 14),)


def international(text: str) -> str:
    """Return a number as people store it (0812.., 62812.., +62 812-..) in the form +62812...; "" for what is none.

    Its length must be possible; whether it was assigned is asked of nobody, so that the samples pass.
    """
    if text.startswith("628"):
        text = f"+{text}"
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension or not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_numbers(text: str) -> tuple[Numbers, ...]:
    """Read ``+628:11-14`` or several, comma separated; raises ValueError."""
    return tuple(_read(part.strip()) for part in text.split(","))


def _read(text: str) -> Numbers:
    if (row := _ROW.fullmatch(text)) is None:
        raise ValueError("must be like +628:11-14: a beginning, then the digits in all, several comma separated")
    least, most = int(row[2]), int(row[3])
    if not len(row[1]) < least <= most <= _LONGEST:
        raise ValueError(
            f"must name lengths from above the beginning's own to at most {_LONGEST} digits, the smaller first"
        )
    return Numbers("+" + row[1], least, most)
