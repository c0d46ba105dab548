"""From settings to what the conversation needs of them: the terms, and what the installation says of itself."""

from __future__ import annotations

from bot.settings import Settings
from conversations.house import House
from conversations.limits import DAY
from conversations.locales import LANGUAGES, consent_hash
from conversations.terms import Terms

CONSENT_VERSION = "1"  # raised whenever the words of consent change: everybody is asked again


def terms_of(settings: Settings, *, polls: bool) -> Terms:
    """Return the terms; ``polls`` is true where the registry is asked about open requests."""
    insurer = settings.insurer
    return Terms(
        limits=settings.limits,
        zone=insurer.zone,
        language=insurer.language,
        consent_version=CONSENT_VERSION,
        consent_words={language: consent_hash(language) for language in LANGUAGES},
        request_days=insurer.request_days,
        holidays=insurer.holidays,
        hours=insurer.care_hours,
        polls=polls,
    )


def house_of(settings: Settings) -> House:
    """Return what the installation says of itself."""
    insurer = settings.insurer
    return House(
        brand=insurer.brand,
        insurer=insurer.insurer,
        licence=insurer.licence,
        site=insurer.site,
        help_phone=insurer.help_phone,
        help_email=insurer.help_email,
        privacy_url=insurer.privacy_url,
        care_hours=insurer.care_hours,
        timezone=insurer.zone.key,
        retention_days=settings.keep.transcript // DAY,
    )
