"""The account changed hands or number: nothing is carried over, everything is verified again."""

from __future__ import annotations

from msgspec import structs

from conversations.scene import START, Move, Scene, say
from conversations.states import Arriving
from conversations.steps import consent_withdrawal, runs


def changed(scene: Scene) -> Move:
    """Let every link and open request go, at the registry too, and say so; who writes now is asked for consent."""
    ending = runs.end_era(scene, links=True)
    proofs = consent_withdrawal.proofs(scene)
    chat = structs.replace(
        ending.chat,
        step=Arriving(),
        consent=None,
        entry="",
        links=(),
        active="",
        requests=(),
        tickets=(),
        labels=(),
        score=0,
        since=scene.at,
        proofs=proofs,
    )
    return Move(chat=chat, says=(say("account.changed"),), ask=False, choices=(START,), effects=ending.effects)
