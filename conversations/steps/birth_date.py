"""The date of birth: read as people write it, read back in words, never recorded."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from conversations import reading
from conversations.details import Details
from conversations.scene import Heard, Move, Scene, Words, say
from conversations.states import TypingBirth
from conversations.steps import fields, handover, linking
from conversations.turn import Private, Reply


def ask(scene: Scene, step: TypingBirth) -> Reply:
    """Ask for the date of birth."""
    return fields.question(step.details, "born", say("field.dob"))


def hear(scene: Scene, step: TypingBirth, heard: Heard) -> Move:
    """Take a date of birth; name what is wrong with one that cannot be."""
    text = heard.text if isinstance(heard, Words) else ""
    match reading.birth(text, scene.terms.today(scene.at)):
        case date() as born:
            return taken(scene, step.details, born)
        case reading.ImpossibleDate(said):
            return scene.miss(say("err.dob.impossible", value=Private(said, "[tanggal lahir]")))
        case reading.OutOfRange():
            return scene.miss(say("err.dob.range", max_age=reading.MAX_AGE))
        case reading.MissingYear():
            return scene.again(say("field.dob.year"))
    return fields.unread(scene, text, say("err.dob.format"))


def back(scene: Scene, step: TypingBirth) -> Move:
    """Go back to the number, or to the summary while mending."""
    return scene.go(linking.before("born", step.details))


def taken(scene: Scene, details: Details, born: date) -> Move:
    """Go on with this date of birth, unless its bearer is under age."""
    if reading.age(born, scene.terms.today(scene.at)) < fields.ADULT:
        return handover.minor(scene)
    return scene.go(linking.proceed(structs.replace(details, born=born)))
