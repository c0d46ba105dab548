"""The words of the dialogue, in every language, and the voice that says them."""

from conversations.locales.catalogue import LANGUAGES, MOST, catalogue, consent_hash
from conversations.locales.letters import letter, notice_letter, text
from conversations.locales.voice import Spoken, Voice, labels

__all__ = [
    "LANGUAGES",
    "MOST",
    "Spoken",
    "Voice",
    "catalogue",
    "consent_hash",
    "labels",
    "letter",
    "notice_letter",
    "text",
]
