"""The look-up: waiting for the registry, and the one neutral answer when it does not match."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.events import LookupFailed, LookupRefused, Matched, NotMatched
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, PERSON, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import AtMenu, ChoosingMethod, Confirming, LookingUp, Mending, NotFound
from conversations.steps import confirming, linking, sending, waiting
from conversations.turn import Choice, Instant, Reply

_EDIT = Choice("edit", "confirm.btn.edit")
_RETRY = Choice("retry", "lookup.btn.retry", exact=True)


def matched(scene: Scene, step: LookingUp, outcome: Matched) -> Move:
    """Go on to the code: no contact, one, or a choice."""
    details = step.details
    kind = POLICY_TYPES[details.type]
    match = sending.match_of(outcome, kind)
    if not match.contacts:
        return scene.end(AtMenu(), say(kind.no_contact), choices=(PERSON, HOME))
    if len(match.contacts) == 1:
        return sending.send(scene, details, match, match.contacts[0])
    return scene.go(ChoosingMethod(details, match))


def not_matched(scene: Scene, step: LookingUp, outcome: NotMatched) -> Move:
    """Give the neutral answer, at the neutral moment."""
    later = step.asked + scene.terms.limits.neutral
    return structs.replace(scene.go(NotFound(step.details)), not_before=later)


def refused(scene: Scene, step: LookingUp, outcome: LookupRefused) -> Move:
    """Say until when this chat's look-ups are used up; keep the details."""
    kept = linking.pause(scene, step.details, barred=outcome.until)
    told = say("lookup.locked", datetime=Instant(outcome.until))
    return scene.end(AtMenu(), told, choices=(PERSON, HOME), paused=kept)


def failed(scene: Scene, step: LookingUp, outcome: LookupFailed) -> Move:
    """Say that the registry is away; the details wait."""
    return scene.go(NotFound(step.details, down=True))


def go_on(scene: Scene, step: LookingUp) -> Move:
    """Go on waiting after a question that stood upon the look-up: say that we are at it, or that the time is over."""
    return give_up(scene, step) if step.deadline <= scene.at else waiting.remind(scene, step)


def give_up(scene: Scene, step: LookingUp) -> Move:
    """Tell the customer at the deadline that the registry did not answer."""
    return scene.go(NotFound(step.details, down=True))


def ask(scene: Scene, step: NotFound) -> Reply:
    """Offer to mend, or to try again."""
    if step.down:
        minutes = scene.terms.limits.idle // 60_000
        return Reply(says=(say("lookup.unavailable", minutes=minutes),), choices=(_RETRY, PERSON, HOME))
    return Reply(says=(say("lookup.nomatch"),), choices=(_EDIT, PERSON, HOME))


def hear(scene: Scene, step: NotFound, heard: Heard) -> Move:
    """Mend a detail, or ask the registry again."""
    match heard:
        case Pick("retry"):
            return confirming.check(scene, step.details)
        case Pick("edit"):
            return scene.go(Mending(step.details))
        case Words(text) if answers.yes(text):
            return confirming.check(scene, step.details) if step.down else scene.go(Mending(step.details))
    return scene.miss(unclear(3))


def back(scene: Scene, step: NotFound) -> Move:
    """Go back to the summary."""
    return scene.go(Confirming(step.details))
