"""Whether the installation's names fit where they are said: in one part of an SMS."""

from __future__ import annotations

from bot.settings import table
from bot.settings.reader import Reader
from bot.settings.values import Settings
from conversations.house import House
from conversations.locales import LANGUAGES, MOST, Voice
from conversations.locales.letters import GSM7, septets


def check_fitting(settings: Settings, reader: Reader) -> None:
    """See that the SMS with a code stays one part in every language, with the brand and the telephone number in it."""
    house = House(brand=settings.insurer.brand, help_phone=settings.insurer.help_phone)
    for setting, text in ((table.BRAND, house.brand), (table.HELP_PHONE, house.help_phone)):
        if strange := sorted(set(text) - GSM7):
            reader.object(setting.name, f"has characters that an SMS of one part cannot bear: {' '.join(strange)}")
    if (over := _longest_sms(house) - MOST["sms"]) > 0:
        says = f"must be shorter by {over}, or {table.HELP_PHONE.name}: an SMS with a code must stay one part"
        reader.object(table.BRAND.name, says)


def _longest_sms(house: House) -> int:
    voice = Voice(house)
    return max(
        septets(voice.say("sms.otp", language, "whatsapp", code="000000", minutes="10")) for language in LANGUAGES
    )
