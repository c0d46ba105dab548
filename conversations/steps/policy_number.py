"""The policy number, as text: leading zeros count."""

from __future__ import annotations

from conversations.policy_types import POLICY_TYPES
from conversations.scene import Heard, Move, Scene, Words, say
from conversations.states import TypingPolicy
from conversations.steps import fields, linking
from conversations.turn import Reply


def ask(scene: Scene, step: TypingPolicy) -> Reply:
    """Ask for the policy number."""
    return fields.question(step.details, "policy", say(POLICY_TYPES[step.details.type].ask_policy))


def hear(scene: Scene, step: TypingPolicy, heard: Heard) -> Move:
    """Take a policy number, or several details at once."""
    text = heard.text if isinstance(heard, Words) else ""
    return fields.several(scene, step.details, text) or fields.number(scene, step.details, "policy", text)


def back(scene: Scene, step: TypingPolicy) -> Move:
    """Go back to the type, or to the summary while mending."""
    return scene.go(linking.before("policy", step.details))
