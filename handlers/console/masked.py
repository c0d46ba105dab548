"""The words of a transcript as the care team reads them, on a page and in a file: masked, but for what is the house's own."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from conversations.chat import Chat, Ticket
from conversations.house import House
from conversations.locales import values
from conversations.locales.catalogue import LANGUAGES
from conversations.masking import mask_text, names_in
from storage.chats import Line

PREVIEW = 90  # characters of a last line that a list shows


def masked_line(house: House, zone: ZoneInfo, chat: Chat, line: Line) -> str:
    """Return the words of a line, masked."""
    return mask_text(line.text, names_in(chat) | set(line.names), _own_words(house, zone))


def masked_preview(chat: Chat) -> str:
    """Return the beginning of a chat's last line, masked."""
    last = chat.last
    return mask_text(last.text, names_in(chat) | set(last.names))[:PREVIEW] if last else ""


def masked_wanted(chat: Chat) -> str:
    """Return what a customer asked a person for, masked ("": they have not said it)."""
    wanted = chat.wanted
    return mask_text(wanted.text, names_in(chat) | set(wanted.names)) if wanted else ""


def masked_story(chat: Chat, ticket: Ticket) -> str:
    """Return what a customer wrote of a complaint that is open, masked ("": nothing yet)."""
    return mask_text(ticket.story, names_in(chat))


@lru_cache(maxsize=8)
def _own_words(house: House, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what the bot says of the house itself and looks like somebody's number."""
    hours = (values.hours(house.care_hours, language, zone) for language in LANGUAGES)
    return (house.help_phone, house.help_email, house.site, *hours)
