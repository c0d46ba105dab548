"""BATAL: asked once when there is something to lose."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.marks import Mark, Name
from conversations.scene import HOME, Heard, Move, Pick, Scene, Words, say
from conversations.states import AtMenu, Cancelling
from conversations.turn import Choice, Reply

_STOP = Choice("stop", "cancel.btn.yes", exact=True)
_ON = Choice("on", "cancel.btn.no")


def ask(scene: Scene, step: Cancelling) -> Reply:
    """Ask whether to stop."""
    return Reply(says=(say("cancel.ask"),), choices=(_STOP, _ON))


def hear(scene: Scene, step: Cancelling, heard: Heard) -> Move:
    """Stop and forget the details, or go on where the customer was."""
    match heard:
        case Pick("stop"):
            return stop(scene)
        case Pick("on"):
            return scene.go(step.under)
        case Words(text) if answers.no(text):
            return scene.go(step.under)
        case Words(text) if answers.sure(text):
            return stop(scene)
    return scene.miss(say("err.confirm"))


def back(scene: Scene, step: Cancelling) -> Move:
    """Go on where the customer was."""
    return scene.go(step.under)


def stop(scene: Scene) -> Move:
    """Give the linking up and forget its details."""
    move = scene.end(AtMenu(), say("cancel.done"), choices=(HOME,), paused=None, ended=None)
    return structs.replace(move, marks=(Mark(Name.CANCELLED),))
