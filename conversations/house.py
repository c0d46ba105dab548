"""What an installation says of itself: its brand, its insurer, where people are reached."""

from __future__ import annotations

from msgspec import Struct

from conversations.hours import STANDARD, Hours


class House(Struct, frozen=True, kw_only=True):
    """Names and contacts, as every text may use them. ``licence`` "" means the catalogue's own words."""

    brand: str = "Gen iClick"
    insurer: str = "PT Asuransi Jiwa Generali Indonesia"
    licence: str = ""
    site: str = "generali.co.id"
    help_phone: str = "15000-37"
    help_email: str = "care@generali.co.id"
    privacy_url: str = "https://generali.co.id"
    care_hours: Hours = STANDARD
    regulator: str = "Kontak OJK 157 (kontak157.ojk.go.id)"
    timezone: str = "Asia/Jakarta"
    retention_days: int = 90
    bot_link: str = ""
