"""The summary: are the details right? Then the registry is asked."""

from __future__ import annotations

from conversations import answers
from conversations.details import Details
from conversations.effects import LookUp
from conversations.policy_types import POLICY_TYPES
from conversations.scene import CANCEL, HOME, Heard, Move, Pick, Scene, Words, say
from conversations.states import AtMenu, Confirming, LookingUp, Mending, NotFound
from conversations.steps import linking, mending, runs
from conversations.turn import Birth, Choice, Instant, Reply

_EDIT = Choice("edit", "confirm.btn.edit")


def ask(scene: Scene, step: Confirming) -> Reply:
    """Read everything back, the date in words."""
    details = step.details
    kind = POLICY_TYPES[details.type]
    assert details.born is not None
    summary = say(
        kind.summary,
        progress=linking.progress(details, "check"),
        policy_no=details.policy,
        participant_no=details.participant,
        dob_words=Birth(details.born),
    )
    return Reply(says=(summary,), choices=(Choice("link", kind.confirm, exact=True), _EDIT, CANCEL))


def hear(scene: Scene, step: Confirming, heard: Heard) -> Move:
    """Go on when the details are right, mend one when they are not."""
    match heard:
        case Pick("link"):
            return check(scene, step.details)
        case Pick("edit"):
            return scene.go(Mending(step.details))
        case Words(text) if answers.approves(text):
            return check(scene, step.details)
        case Words(text) if move := mending.corrected(scene, step.details, text):
            return move
        case Words(text) if answers.no(text):
            return scene.go(Mending(step.details))
    return scene.miss(say("err.confirm"))


def back(scene: Scene, step: Confirming) -> Move:
    """Go back to the date of birth."""
    return scene.go(linking.typing("born", step.details))


def check(scene: Scene, details: Details) -> Move:
    """Ask the registry, unless this account has the policy or asked for it already, or is locked."""
    if scene.chat.locked > scene.at:
        return linking.locked(scene, paused=linking.pause(scene, details))
    if runs.unsettled(scene.chat):
        return scene.go(NotFound(details, down=True))
    return _linked(scene, details) or _requested(scene, details) or _look_up(scene, details)


def _linked(scene: Scene, details: Details) -> Move | None:
    if not any(_same(link, details) for link in scene.chat.links):
        return None
    kind = POLICY_TYPES[details.type]
    told = say("lookup.already", policy_no=details.policy, type=kind.label)
    return scene.end(AtMenu(), told, choices=(Choice("policies", "menu.row.policies"), HOME))


def _requested(scene: Scene, details: Details) -> Move | None:
    waiting = [request for request in scene.chat.requests if request.state == "pending" and _same(request, details)]
    if not waiting:
        return None
    request = waiting[0]
    told = say(
        "lookup.already_pending",
        policy_no=details.policy,
        type=POLICY_TYPES[details.type].label,
        request_no=request.reference,
        date=Instant(request.made, "date"),
        eta=Instant(request.eta, "date"),
    )
    return scene.end(AtMenu(), told, choices=(Choice("status", "menu.row.status"), HOME))


def _same(known: object, details: Details) -> bool:
    return all(getattr(known, name) == getattr(details, name) for name in ("type", "policy", "participant"))


def _look_up(scene: Scene, details: Details) -> Move:
    assert details.born is not None
    effect = LookUp(
        id=scene.event.fresh("lookup"),
        type=details.type,
        policy=details.policy,
        participant=details.participant,
        born=details.born,
    )
    deadline = scene.at + scene.terms.limits.wait_deadline
    return scene.wait(LookingUp(details, effect.id, scene.at, deadline), effect)
