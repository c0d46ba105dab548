"""Mending: one detail is changed, the others stay."""

from __future__ import annotations

import re
from datetime import date

from msgspec import structs

from conversations import reading
from conversations.details import Details
from conversations.locales import labels
from conversations.policy_types import POLICY_TYPES
from conversations.scene import Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import ChoosingType, Confirming, Mending
from conversations.steps import birth_date, linking
from conversations.turn import Choice, Lines, Reply

_WRONG = re.compile(
    r"(?:nya)?\b(?: (?:saya|ku))?(?: (?:salah|keliru|belum benar|tidak sesuai|is wrong))+", re.IGNORECASE
)
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
        case Words(text) if move := corrected(scene, step.details, text):
            return move
    return scene.miss(unclear(len(_names(step.details))))


def corrected(scene: Scene, details: Details, text: str) -> Move | None:
    """Mend the detail that a text names ("tanggal lahirnya salah"), or whose new value it plainly is."""
    names = _names(details)
    place = reading.choice(_WRONG.sub(" ", text), [labels(Choice(name, _ROWS[name])) for name in names], counted=False)
    if place is not None:
        return hear(scene, Mending(details), Pick(names[place]))
    born, number = reading.birth(text, scene.terms.today(scene.at)), reading.number(text)
    if isinstance(born, date) and not isinstance(number, reading.Number):
        return birth_date.taken(scene, details, born)
    if isinstance(number, reading.Number) and not isinstance(born, date) and "participant" not in names:
        return scene.go(linking.proceed(structs.replace(details, policy=number.digits)))
    return None


def back(scene: Scene, step: Mending) -> Move:
    """Go back to the summary."""
    return scene.go(Confirming(step.details) if not linking.lacking(step.details) else linking.proceed(step.details))


def _names(details: Details) -> tuple[str, ...]:
    return ("type", *POLICY_TYPES[details.type].fields)
