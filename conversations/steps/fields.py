"""What the three typed details share: the look of the question, numbers, several details in one message."""

from __future__ import annotations

from msgspec import structs

from conversations import answers, reading
from conversations.details import Details
from conversations.policy_types import POLICY_TYPES
from conversations.scene import BACK, CANCEL, HELP, Move, Scene, say
from conversations.steps import anywhere, handover, linking
from conversations.turn import Reply, Say

USUAL = 8  # digits of a policy number with its leading zeros
TELEPHONE = 10  # digits from which 08... and 62... look like a mobile number
ADULT = 18  # years; the product leads under-18s to a person


def question(details: Details, name: str, ask: Say) -> Reply:
    """Ask one detail, saying how far along the customer is."""
    return Reply(says=(linking.progress(details, name), ask), choices=(BACK, HELP, CANCEL))


def number(scene: Scene, details: Details, name: str, text: str) -> Move:
    """Take a policy or participant number; say what is wrong with anything else."""
    match reading.number(text):
        case reading.Number(digits):
            hint = _hint(name, digits) if digits != getattr(details, name) else ()
            return scene.go(linking.proceed(structs.replace(details, **{name: digits})), *hint)
        case reading.LooksLikeDate():
            return scene.miss(say("err.policy.date"))
        case reading.LooksLikeNik():
            return scene.miss(say("err.full_nik"))
    return unread(scene, text, say(f"err.{name}.format", min=reading.NUMBER_MIN, max=reading.NUMBER_MAX))


def _hint(name: str, digits: str) -> tuple[Say, ...]:
    """Say what may be wrong with a policy number that is taken all the same."""
    if name != "policy":
        return ()
    if len(digits) >= TELEPHONE and digits.startswith(("08", "62")):
        return (say("hint.telephone"),)
    return (say("hint.short"),) if len(digits) < USUAL else ()


def unread(scene: Scene, text: str, error: Say) -> Move:
    """Ask again who was only polite; help who asks, does not know, or typed no digit; tell anybody else what was wrong."""
    if answers.polite(text):
        return scene.again()
    lost = answers.lost(text)
    value = reading.has_digit(text) and not lost and not reading.asks(text)
    return scene.miss(error) if value else structs.replace(anywhere.help(scene), tentative=not lost)


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
