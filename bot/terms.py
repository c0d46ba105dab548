"""From settings to what the conversation needs of them: the terms, and what the installation says of itself."""

from __future__ import annotations

from hashlib import sha256

from bot.settings import Settings
from conversations.house import House
from conversations.limits import DAY
from conversations.locales import CHANNELS, LANGUAGES, Voice
from conversations.terms import Terms

CONSENT_VERSION = "1"  # raised whenever the words of consent change: everybody is asked again


def terms_of(settings: Settings, *, polls: bool) -> Terms:
    """Return the terms; ``polls`` is true where the registry is asked about open requests."""
    insurer = settings.insurer
    return Terms(
        limits=settings.limits,
        zone=insurer.zone,
        language=insurer.language,
        phone=insurer.help_phone,
        consent_version=CONSENT_VERSION,
        consent_words=_consent_words(Voice(house_of(settings))),
        request_days=insurer.request_days,
        complaint_days=insurer.complaint_days,
        complaint_more_days=insurer.complaint_more_days,
        holidays=insurer.holidays,
        hours=insurer.care_hours,
        polls=polls,
        texts=bool(settings.sms or settings.sandbox),
    )


def _consent_words(voice: Voice) -> dict[str, str]:
    """Return the hash of the words of consent as each chat reads them: what a setting changes in them is a change too."""
    return {
        f"{language}.{channel}": sha256(voice.say("consent.ask", language, channel).encode()).hexdigest()
        for language in LANGUAGES
        for channel in CHANNELS
    }


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
        regulator=insurer.regulator,
        care_hours=insurer.care_hours,
        timezone=insurer.zone.key,
        retention_days=settings.keep.transcript // DAY,
    )
