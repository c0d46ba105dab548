"""Mending: one detail is changed, the others stay."""

from __future__ import annotations

from conversations.policy_types import POLICY_TYPES
from conversations.scene import Heard, Move, Pick, Scene, say
from conversations.states import ChoosingType, Confirming, Details, Mending
from conversations.steps import linking
from conversations.turn import Choice, Lines, Reply

_ROWS = {
    "type": "edit.row.type",
    "policy": "edit.row.policy",
    "participant": "edit.row.participant",
    "born": "edit.row.dob",
}


def ask(scene: Scene, step: Mending) -> Reply:
    """Ask which detail to change."""
    names = _names(step.details)
    lines = tuple(say("menu.line", n=n, label=say(_ROWS[name])) for n, name in enumerate(names, 1))
    return Reply(
        says=(say("edit.ask", lines=Lines(lines)),),
        choices=tuple(Choice(name, _ROWS[name]) for name in names),
        list_button="edit.list_button",
    )


def hear(scene: Scene, step: Mending, heard: Heard) -> Move:
    """Ask the chosen detail again."""
    match heard:
        case Pick("type"):
            return scene.go(ChoosingType(step.details))
        case Pick(name) if name in _names(step.details):
            return scene.go(linking.typing(name, step.details))
    return scene.miss(say("err.choose", range=f"1-{len(_names(step.details))}"))


def back(scene: Scene, step: Mending) -> Move:
    """Go back to the summary."""
    return scene.go(Confirming(step.details) if not linking.lacking(step.details) else linking.proceed(step.details))


def _names(details: Details) -> tuple[str, ...]:
    return ("type", *POLICY_TYPES[details.type].fields)
