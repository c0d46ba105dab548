"""Arriving and consent: the greeting, the question of consent, and what happens without it."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from conversations import answers
from conversations.chat import Consent
from conversations.events import Chosen
from conversations.limits import SECOND
from conversations.marks import Mark, Name
from conversations.policy_types import POLICY_TYPES
from conversations.reading import asks
from conversations.scene import START, Heard, Move, Pick, Scene, Words, say
from conversations.states import Arriving, AtMenu, Consenting, Declined
from conversations.steps import consent_withdrawal, linking
from conversations.turn import Choice, Instant, Reply, Say

ROUNDING = 2 * SECOND  # channels stamp whole seconds, and no better do we know their clock
_YES = Choice("agree", "consent.btn.yes", exact=True)
_NO = Choice("decline", "consent.btn.no", exact=True)


def greet(scene: Scene, step: Arriving, heard: Heard) -> Move:
    """Answer the very first message with the greeting and the question of consent."""
    return scene.go(Consenting(), say("greet.new"))


def welcome(scene: Scene, step: Arriving) -> Reply:
    """Ask nothing: an arriving customer is greeted by what they send."""
    return Reply(says=(say("greet.new"),))


def ask(scene: Scene, step: Consenting) -> Reply:
    """Ask for consent, in the words whose hash is kept as its proof."""
    return Reply(says=(say("consent.ask"),), choices=(_YES, _NO), foot="greet.foot")


def hear(scene: Scene, step: Consenting, heard: Heard) -> Move:
    """Take only a plain yes as consent; a plain no ends it."""
    match heard:
        case Pick("agree") if _unread(scene):
            return remind(scene)
        case Pick("agree"):
            return _agreed(scene)
        case Pick("decline"):
            return _declined(scene)
        case Words(text) if answers.declines(text):
            return _declined(scene)
        case Words(text) if answers.agrees(text):
            return remind(scene) if _unread(scene) else _agreed(scene)
        case Words(text) if answers.lost(text) or asks(text):
            helped = remind(scene, say("help.consent"))
            return structs.replace(helped, marks=(Mark(Name.HELP),), tentative=asks(text) or not answers.lost(text))
    polite = isinstance(heard, Words) and answers.polite(heard.text)
    return structs.replace(remind(scene), missed=not polite)


def remind(scene: Scene, *says: Say) -> Move:
    """Say something, and ask again for a plain yes or no; the whole text stands above."""
    return scene.end(Consenting(), *says, say("consent.repeat"), choices=(_YES, _NO))


def renew(scene: Scene, entry: str = "") -> Move:
    """Ask anew because the words have changed; the details entered so far wait, ``entry`` is where they go on to."""
    kept = linking.pause(scene, linking.details_of(scene.chat.step)) or scene.chat.paused
    return scene.go(Consenting(), say("consent.updated"), paused=kept, entry=entry)


def idle(scene: Scene, step: Declined, heard: Heard) -> Move:
    """Say again that nothing is processed without consent, and how to start."""
    return declined(scene)


def rest(scene: Scene, step: Declined) -> Reply:
    """Say that nothing is processed without consent, and how to start."""
    return Reply(says=(say("consent.declined"),), choices=(START,))


def declined(scene: Scene, **changes: Any) -> Move:
    """Say that nothing is processed without consent; a button starts again."""
    return scene.end(Declined(), say("consent.declined"), choices=(START,), **changes)


def _agreed(scene: Scene) -> Move:
    chat, terms = scene.chat, scene.terms
    words_read = terms.words_of(chat.language, chat.channel)
    given = scene.event.sent
    proof = Consent(terms.consent_version, words_read, chat.language, given)
    thanks = say("consent.ok", datetime=Instant(given))
    proofs = consent_withdrawal.proofs(scene)
    if chat.entry in POLICY_TYPES:
        return linking.begin(scene, chat.entry, thanks, consent=proof, proofs=proofs, entry="")
    return scene.go(AtMenu(), thanks, consent=proof, proofs=proofs)


def _unread(scene: Scene) -> bool:
    """Tell whether a text was sent before the question that it would agree to; a tap comes from the question itself."""
    return not isinstance(scene.what, Chosen) and scene.event.sent < scene.chat.asked - ROUNDING


def _declined(scene: Scene) -> Move:
    if scene.chat.consent is not None:  # the new words are refused: with them goes the consent to the old ones
        return consent_withdrawal.withdraw(scene)
    return declined(scene, entry="")
