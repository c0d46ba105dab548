"""TARIK PERSETUJUAN: consent is taken back, and nothing is processed any more."""

from __future__ import annotations

from conversations import words
from conversations.scene import Heard, Move, Pick, Scene, Words, say
from conversations.states import Declined, WithdrawingConsent
from conversations.turn import Choice, Instant, Reply

_SURE = Choice("sure", "priv.withdraw.btn.yes")
_KEEP = Choice("keep", "menu.btn.nevermind")


def ask(scene: Scene, step: WithdrawingConsent) -> Reply:
    """Ask whether consent is really withdrawn."""
    return Reply(says=(say("priv.withdraw.ask"),), choices=(_SURE, _KEEP))


def hear(scene: Scene, step: WithdrawingConsent, heard: Heard) -> Move:
    """Withdraw it, or go on with what ran before."""
    match heard:
        case Pick("sure"):
            return _withdrawn(scene)
        case Pick("keep"):
            return scene.go(step.under, say("menu.nevermind"))
        case Words(text) if words.no(text):
            return scene.go(step.under, say("menu.nevermind"))
        case Words(text) if words.yes(text):
            return _withdrawn(scene)
    return scene.miss(say("err.confirm"))


def back(scene: Scene, step: WithdrawingConsent) -> Move:
    """Leave consent as it is."""
    return scene.go(step.under, say("menu.nevermind"))


def _withdrawn(scene: Scene) -> Move:
    told = say("priv.withdrawn", datetime=Instant(scene.at))
    return scene.end(Declined(), told, consent=None, paused=None, ended=None, entry="")
