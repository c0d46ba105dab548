"""Waiting for an outside answer: the customer hears once that we are at it, then the outcome or the deadline speaks."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from conversations.scene import Heard, Move, Scene, say
from conversations.states import Waiting
from conversations.turn import Reply


def ask(scene: Scene, step: Waiting) -> Reply:
    """Say that we are at it."""
    return Reply(says=(say("wait.lookup"),))


def hear(scene: Scene, step: Waiting, heard: Heard) -> Move:
    """Say once that we are at it; keep nothing of what was typed."""
    return remind(scene, step) if not step.told else scene.hush(kept=False)


def remind(scene: Scene, step: Waiting) -> Move:
    """Say that we are at it, once."""
    told: Any = structs.replace(step, told=True)
    move = scene.end(told, say("wait.lookup"))
    return structs.replace(move, kept=False)
