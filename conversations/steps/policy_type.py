"""Which type of policy: Individu, Group or DPLK, with help for who does not know."""

from __future__ import annotations

from msgspec import structs

from conversations.policy_types import POLICY_TYPES
from conversations.scene import Heard, Move, Pick, Scene, say
from conversations.states import AtMenu, ChoosingType, Confirming
from conversations.steps import linking
from conversations.turn import Choice, Reply

_UNKNOWN = Choice("unknown", "type.row.unknown")


def ask(scene: Scene, step: ChoosingType) -> Reply:
    """Offer the types, and help to tell them apart."""
    kinds = tuple(Choice(kind.id, kind.name) for kind in POLICY_TYPES.values())
    return Reply(says=(say("type.ask"),), choices=(*kinds, _UNKNOWN), list_button="type.list_button")


def hear(scene: Scene, step: ChoosingType, heard: Heard) -> Move:
    """Take the type; keep what was entered before when only the type is being mended."""
    match heard:
        case Pick("unknown"):
            return scene.again(say("type.unknown"))
        case Pick(kind) if kind in POLICY_TYPES:
            return _chosen(scene, step, kind)
    return scene.miss(say("err.choose", range=f"1-{len(POLICY_TYPES) + 1}"))


def back(scene: Scene, step: ChoosingType) -> Move:
    """Go back to the summary while mending, else to the menu."""
    complete = step.details is not None and not linking.lacking(step.details)
    return scene.go(Confirming(step.details) if complete and step.details else AtMenu())


def _chosen(scene: Scene, step: ChoosingType, kind: str) -> Move:
    if step.details is None:
        return linking.begin(scene, kind)
    details = structs.replace(step.details, type=kind)
    if "participant" not in POLICY_TYPES[kind].fields:
        details = structs.replace(details, participant="")
    return scene.go(linking.proceed(details))
