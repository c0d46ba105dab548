"""Values in words: moments, days and names as the customer's language says them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names

from conversations.hours import Hours, Span

_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Say a day: 17 Agustus 1990."""
    return format_date(value, "d MMMM y", locale=language)


def instant(at: int, style: str, language: str, zone: ZoneInfo) -> str:
    """Say a moment (milliseconds since 1970): its "time", its "date", or both ("datetime"; "exact": to the second)."""
    local = datetime.fromtimestamp(at / 1000, zone)
    if style == "date":
        return day(local.date(), language)
    form = "%H:%M:%S" if style == "exact" else "%H:%M"
    clock = local.strftime(form.replace(":", ".") if language == "id" else form)
    said = f"{clock} {_ZONES.get(zone.key, local.tzname() or '')}".strip()
    if style == "time":
        return said
    joint = " pukul " if language == "id" else " at "
    return f"{day(local.date(), language)}{joint}{said}"


def hours(value: Hours, language: str, zone: ZoneInfo) -> str:
    """Say the care team's hours: Senin-Jumat pukul 08.00-17.00 WIB."""
    if value.always:
        return {"id": "setiap saat", "en": "at any time"}[language]
    spans = ", ".join(_span(span, language) for span in value.spans)
    return f"{spans} {_ZONES.get(zone.key, zone.key)}".strip()


def _span(span: Span, language: str) -> str:
    names = get_day_names("wide", locale=language)
    days = names[span.first] if span.first == span.last else f"{names[span.first]}-{names[span.last]}"
    opens, closes = (f"{minute // 60:02d}:{minute % 60:02d}" for minute in (span.opens, span.closes))
    if language == "id":
        return f"{days} pukul {opens}-{closes}".replace(":", ".")
    return f"{days} {opens}-{closes}"
