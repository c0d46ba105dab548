"""What a customer would read of an answer, in each language on each channel: the chat itself decides it."""

from __future__ import annotations

from msgspec import Struct

from conversations.advance import advance
from conversations.chat import Chat, Consent
from conversations.events import Chosen
from conversations.locales import CHANNELS, LANGUAGES, Voice
from conversations.states import AtMenu
from conversations.steps.own_words import PICKED
from conversations.turn import Event
from handlers.console.desk import Desk
from handlers.own_answers import answer_key

_NONCE = "preview"


class Preview(Struct, frozen=True):
    """A message with the labels of its buttons; ``channel`` as people call it."""

    language: str
    channel: str
    texts: tuple[str, ...]
    buttons: tuple[str, ...]


def previews(desk: Desk, wish: str, texts: dict[str, str], now: int) -> tuple[Preview, ...]:
    """Return the messages that answer a wish, were ``texts`` its answer; they must be without fault."""
    voice = Voice(desk.house, {answer_key(wish): texts})
    return tuple(_preview(desk, voice, wish, language, channel, now) for language in LANGUAGES for channel in CHANNELS)


def _preview(desk: Desk, voice: Voice, wish: str, language: str, channel: str, now: int) -> Preview:
    terms = desk.terms
    consent = Consent(terms.consent_version, terms.words_of(language, channel), language, now)
    chat = Chat(
        channel=channel, account=_NONCE, address="", language=language, consent=consent, step=AtMenu(), nonce=_NONCE,
        asked=now, heard=now,
    )  # fmt: skip
    event = Event(what=Chosen(f"{PICKED}{wish}", _NONCE), at=now, sent=now, seed=bytes(16))
    turn = advance(chat, event, terms)
    spoken = [
        said.message
        for place, reply in enumerate(turn.replies if turn else ())
        for said in voice.messages(
            reply, language=language, channel=channel, id=event.fresh(str(place)), nonce=chat.nonce
        )
    ]
    buttons = tuple(button.label for message in spoken for button in message.buttons)
    return Preview(language, CHANNELS[channel], tuple(message.text for message in spoken), buttons)
