"""The words of the dialogue, in every language, and the voice that says them."""

from conversations.locales.catalogue import LANGUAGES, MOST, catalogue
from conversations.locales.letters import copy_letter, letter, linked_letter, linked_text, notice_letter, text
from conversations.locales.voice import CHANNELS, Answers, Spoken, Voice, labels

__all__ = [
    "CHANNELS",
    "LANGUAGES",
    "MOST",
    "Answers",
    "Spoken",
    "Voice",
    "catalogue",
    "copy_letter",
    "labels",
    "letter",
    "linked_letter",
    "linked_text",
    "notice_letter",
    "text",
]
