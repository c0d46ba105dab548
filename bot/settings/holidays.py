"""Days that are no working days in Indonesia, as the library `holidays` knows them, and what a setting changes in them."""

from __future__ import annotations

from datetime import date

from holidays import GOVERNMENT, PUBLIC, country_holidays

YEARS = range(2025, 2046)  # joint holidays (cuti bersama) only where they were decreed when the library was released
INDONESIA = frozenset(country_holidays("ID", years=YEARS, categories=(PUBLIC, GOVERNMENT)))


def read_holidays(text: str) -> frozenset[date]:
    """Read days, comma separated: one is added to Indonesia's holidays, one with a minus before it is taken from them.

    The government moves a day or adds one by decree, some employers work on joint holidays, and the dates of the Islamic
    calendar are estimates until they are decreed.
    """
    words = [word.strip() for word in text.split(",")]
    try:
        added = {date.fromisoformat(word) for word in words if not word.startswith("-")}
        taken = {date.fromisoformat(word[1:]) for word in words if word.startswith("-")}
    except ValueError:
        raise ValueError("must be days, comma separated: 2027-03-09, and -2026-12-24 for one that is worked") from None
    if strange := sorted(taken - INDONESIA):
        raise ValueError(f"takes away {strange[0]}, which is no holiday here")
    return (INDONESIA | added) - taken
