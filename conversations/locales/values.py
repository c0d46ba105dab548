"""Values in words: moments, days and names as the customer's language says them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Say a day: 17 Agustus 1990."""
    return format_date(value, "d MMMM y", locale=language)


def instant(at: int, style: str, language: str, zone: ZoneInfo) -> str:
    """Say a moment (milliseconds since 1970): its "time", its "date", or both ("datetime")."""
    local = datetime.fromtimestamp(at / 1000, zone)
    if style == "date":
        return day(local.date(), language)
    clock = f"{local:%H.%M}" if language == "id" else f"{local:%H:%M}"
    said = f"{clock} {_ZONES.get(zone.key, local.tzname() or '')}".strip()
    if style == "time":
        return said
    joint = " pukul " if language == "id" else " at "
    return f"{day(local.date(), language)}{joint}{said}"
