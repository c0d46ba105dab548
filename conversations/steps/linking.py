"""The order of a linking: how it begins, which detail is asked next, how it is put aside."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from conversations.chat import Paused
from conversations.details import Contact, Details
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, Move, Scene, say
from conversations.states import (
    Cancelling,
    ChoosingMethod,
    ChoosingType,
    Confirming,
    EnteringCode,
    ErasingData,
    LinkingFailed,
    LookingUp,
    Mending,
    NotFound,
    Resuming,
    Step,
    TypingBirth,
    TypingParticipant,
    TypingPolicy,
    ViewingData,
    WithdrawingConsent,
)
from conversations.turn import Instant, Say

LINK = "link"  # the purpose of a code that links a policy
_TYPING: dict[str, type[TypingPolicy | TypingParticipant | TypingBirth]] = {
    "policy": TypingPolicy,
    "participant": TypingParticipant,
    "born": TypingBirth,
}
_LINKING = (
    TypingPolicy,
    TypingParticipant,
    TypingBirth,
    Confirming,
    Mending,
    LookingUp,
    NotFound,
    ChoosingMethod,
    EnteringCode,
    LinkingFailed,
)


def begin(scene: Scene, kind: str, *says: Say, **changes: Any) -> Move:
    """Start a linking of the policy type ``kind`` ("" when it is still to be chosen), unless this chat is locked."""
    if scene.chat.locked > scene.at:
        return locked(scene, *says, **changes)
    step = proceed(Details(kind)) if kind in POLICY_TYPES else ChoosingType()
    return scene.go(step, *says, **{"began": scene.at, "paused": None, "ended": None, **changes})


def locked(scene: Scene, *says: Say, **changes: Any) -> Move:
    """Say until when this chat is locked, and who can help sooner."""
    until = say("lookup.locked", datetime=Instant(scene.chat.locked))
    return scene.end(scene.rest(), *says, until, choices=(HOME,), **changes)


def lacking(details: Details) -> tuple[str, ...]:
    """Name the details that are still to be asked, in order."""
    return tuple(name for name in POLICY_TYPES[details.type].fields if not getattr(details, name))


def progress(details: Details, name: str, contacts: tuple[Contact, ...] = ()) -> Say:
    """Say how far a linking is at the step ``name``: a field, check, method or code.

    Whether the method is asked is known once there are ``contacts``; before, it is where the type has two methods.
    """
    kind = POLICY_TYPES[details.type]
    choice = ("method",) if len(contacts or kind.methods) > 1 else ()
    steps = ("type", *kind.fields, "check", *choice, "code")
    return say("field.progress", i=steps.index(name) + 1, n=len(steps))


def proceed(details: Details) -> Step:
    """Return the step that asks the first missing detail, or the summary when none is missing."""
    missing = lacking(details)
    return _TYPING[missing[0]](details) if missing else Confirming(details)


def typing(name: str, details: Details) -> Step:
    """Return the step that asks the detail ``name`` (policy, participant, born) again."""
    return _TYPING[name](details)


def before(name: str, details: Details) -> Step:
    """Return the step before the one that asks ``name``: the summary while mending, else the question before."""
    if not lacking(details):
        return Confirming(details)
    fields = POLICY_TYPES[details.type].fields
    place = fields.index(name)
    return _TYPING[fields[place - 1]](details) if place else ChoosingType(details)


def details_of(step: Step | None) -> Details | None:
    """Return what the customer would lose if this step were given up; None when there is nothing."""
    match step:
        case Cancelling(under) | WithdrawingConsent(under) | ErasingData(under) | ViewingData(under) | Resuming(under):
            return details_of(under)
        case ChoosingType(details):
            return details
        case EnteringCode(purpose=purpose) if purpose != LINK:
            return None
    return step.details if isinstance(step, _LINKING) else None


def running(step: Step | None) -> bool:
    """Tell whether a linking is under way in this step."""
    return details_of(step) is not None


def pause(scene: Scene, details: Details | None, barred: int = 0) -> Paused | None:
    """Keep the details for "Lanjutkan": without the date of birth, and only where something was entered."""
    if details is None or not details.policy:
        return None
    return Paused(structs.replace(details, born=None), scene.at + scene.terms.limits.resume, barred)


def offered(scene: Scene) -> Details | None:
    """Return the details that "Lanjutkan" goes on with: none while a lock or a limit would only be met again."""
    paused, at = scene.chat.paused, scene.at
    waits = paused is not None and paused.until > at >= max(paused.barred, scene.chat.locked)
    return paused.details if paused and waits else None
