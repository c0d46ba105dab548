"""Which type of policy: Individu, Group or DPLK, with help for who does not know."""

from __future__ import annotations

from msgspec import structs

from conversations import reading
from conversations.locales import labels
from conversations.policy_types import POLICY_TYPES
from conversations.scene import Heard, Move, Pick, Scene, say, unclear
from conversations.states import AtMenu, ChoosingType, Confirming
from conversations.steps import linking
from conversations.turn import Choice, Reply

_KINDS = tuple(Choice(kind.id, kind.name) for kind in POLICY_TYPES.values())
_UNKNOWN = Choice("unknown", "type.row.unknown")


def ask(scene: Scene, step: ChoosingType) -> Reply:
    """Offer the types, and help to tell them apart."""
    return Reply(says=(say("type.ask"),), choices=(*_KINDS, _UNKNOWN), list_button="type.list_button")


def hear(scene: Scene, step: ChoosingType, heard: Heard) -> Move:
    """Take the type; keep what was entered before when only the type is being mended."""
    match heard:
        case Pick("unknown"):
            return scene.again(say("type.unknown"))
        case Pick(kind) if kind in POLICY_TYPES:
            return _chosen(scene, step, kind)
    return scene.miss(unclear(len(POLICY_TYPES) + 1))


def back(scene: Scene, step: ChoosingType) -> Move:
    """Go back to the summary while mending, else to the menu."""
    complete = step.details is not None and not linking.lacking(step.details)
    if complete and step.details:
        return scene.go(Confirming(step.details))
    return scene.go(AtMenu(), paused=linking.pause(scene, step.details) or scene.chat.paused)


def named(text: str) -> str:
    """Return the policy type that a text names, "" when it names none."""
    place = reading.choice(text, [labels(kind) for kind in _KINDS], counted=False)
    return "" if place is None else _KINDS[place].id


def _chosen(scene: Scene, step: ChoosingType, kind: str) -> Move:
    if step.details is None:
        return linking.begin(scene, kind, began=scene.chat.began)
    details = structs.replace(step.details, type=kind)
    if "participant" not in POLICY_TYPES[kind].fields:
        details = structs.replace(details, participant="")
    return scene.go(linking.proceed(details))
