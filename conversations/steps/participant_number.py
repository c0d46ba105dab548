"""The participant number (Group, DPLK): what makes a shared policy personal."""

from __future__ import annotations

from conversations.scene import Heard, Move, Scene, Words, say
from conversations.states import TypingParticipant
from conversations.steps import fields, linking
from conversations.turn import Reply


def ask(scene: Scene, step: TypingParticipant) -> Reply:
    """Ask for the participant number."""
    return fields.question(step.details, "participant", say("field.participant"))


def hear(scene: Scene, step: TypingParticipant, heard: Heard) -> Move:
    """Take a participant number, or several details at once."""
    text = heard.text if isinstance(heard, Words) else ""
    return fields.several(scene, step.details, text) or fields.number(scene, step.details, "participant", text)


def back(scene: Scene, step: TypingParticipant) -> Move:
    """Go back to the policy number, or to the summary while mending."""
    return scene.go(linking.before("participant", step.details))
