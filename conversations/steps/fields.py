"""What the three typed details share: the look of the question, numbers, several details in one message."""

from __future__ import annotations

from msgspec import structs

from conversations import answers, reading
from conversations.details import Details
from conversations.policy_types import POLICY_TYPES
from conversations.scene import BACK, CANCEL, HELP, Move, Scene, say
from conversations.steps import anywhere, handover, linking
from conversations.turn import Reply, Say

ADULT = 18  # years; the product leads under-18s to a person


def question(details: Details, name: str, ask: Say) -> Reply:
    """Ask one detail, saying how far along the customer is."""
    fields = POLICY_TYPES[details.type].fields
    progress = say("field.progress", i=fields.index(name) + 1, n=len(fields))
    return Reply(says=(progress, ask), choices=(BACK, HELP, CANCEL))


def number(scene: Scene, details: Details, name: str, text: str) -> Move:
    """Take a policy or participant number; say what is wrong with anything else."""
    match reading.number(text):
        case reading.Number(digits):
            return scene.go(linking.proceed(structs.replace(details, **{name: digits})))
        case reading.LooksLikeDate():
            return scene.miss(say("err.policy.date"))
        case reading.LooksLikeNik():
            return scene.miss(say("err.full_nik"))
    return unread(scene, text, say(f"err.{name}.format", min=reading.NUMBER_MIN, max=reading.NUMBER_MAX))


def unread(scene: Scene, text: str, error: Say) -> Move:
    """Help who does not know what to type; tell anybody else what was wrong."""
    return anywhere.help(scene) if answers.lost(text) else scene.miss(error)


def several(scene: Scene, details: Details, text: str) -> Move | None:
    """Take several details from one message where each part is plain; None when it is not such a message."""
    today = scene.terms.today(scene.at)
    found = reading.fields(text, linking.lacking(details), today)
    taken = {name: value for name in POLICY_TYPES[details.type].fields if (value := getattr(found, name))}
    if not taken:
        return None
    if found.born and reading.age(found.born, today) < ADULT:
        return handover.minor(scene)
    return scene.go(linking.proceed(structs.replace(details, **taken)))
