"""Lanjutkan: a linking that was left is taken up again, or begun anew."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.marks import Mark, Name
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import (
    AtMenu,
    ChoosingMethod,
    ChoosingType,
    Confirming,
    EnteringCode,
    Mending,
    NotFound,
    Resuming,
    Step,
    TypingBirth,
    TypingParticipant,
    TypingPolicy,
)
from conversations.steps import linking
from conversations.turn import Choice, Reply, Say

_ON = Choice("on", "resume.btn.yes")
_RESTART = Choice("restart", "resume.btn.restart", exact=True)
_NAMES: dict[type, str] = {
    ChoosingType: "step.type",
    TypingPolicy: "step.policy",
    TypingParticipant: "step.participant",
    TypingBirth: "step.dob",
    Confirming: "step.confirm",
    Mending: "step.confirm",
    NotFound: "step.confirm",
    ChoosingMethod: "step.method",
    EnteringCode: "step.code",
}


def ask(scene: Scene, step: Resuming) -> Reply:
    """Name what was left and ask whether to go on."""
    choices = (_ON, _RESTART, HOME)
    if step.under is None:
        details = linking.offered(scene)
        kind = say(POLICY_TYPES[details.type].name) if details else say("step.type")
        return Reply(says=(say("resume.ask_later", type=kind),), choices=choices)
    details = linking.details_of(step.under)
    kind = say(POLICY_TYPES[details.type].name) if details else say("step.type")
    return Reply(says=(say("resume.ask", type=kind, step_name=step_name(step.under)),), choices=choices)


def hear(scene: Scene, step: Resuming, heard: Heard) -> Move:
    """Go on, or begin anew."""
    match heard:
        case Pick("on"):
            return _on(scene, step)
        case Pick("restart"):
            return linking.begin(scene, "")
        case Words(text) if answers.no(text):
            return leave(scene, step.under)
        case Words(text) if answers.yes(text):
            return _on(scene, step)
    return scene.miss(unclear(3))


def step_name(step: Step) -> Say:
    """Name the step of a linking."""
    return say(_NAMES.get(type(step), "step.confirm"))


def leave(scene: Scene, under: Step | None) -> Move:
    """Go to the menu; the details entered so far wait."""
    kept = linking.pause(scene, linking.details_of(under)) or scene.chat.paused
    return scene.go(AtMenu(), paused=kept)


def _on(scene: Scene, step: Resuming) -> Move:
    if step.under is not None:
        return scene.go(step.under)
    details = linking.offered(scene)
    if details is None:
        return linking.begin(scene, "")
    move = scene.go(linking.proceed(details), paused=None, began=scene.at)
    return structs.replace(move, marks=(Mark(Name.RESUMED, type=details.type),))
