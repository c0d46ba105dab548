"""TARIK PERSETUJUAN: consent is taken back, and nothing is processed any more."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.chat import Consent
from conversations.scene import START, Heard, Move, Pick, Scene, Words, say
from conversations.states import Declined, WithdrawingConsent
from conversations.steps import runs
from conversations.turn import Choice, Instant, Reply

PROOFS = 50  # proofs of consent that are remembered, the newest: nobody agrees more often in good faith

_SURE = Choice("sure", "priv.withdraw.btn.yes", exact=True)
_KEEP = Choice("keep", "menu.btn.nevermind")


def ask(scene: Scene, step: WithdrawingConsent) -> Reply:
    """Ask whether consent is really withdrawn."""
    return Reply(says=(say("priv.withdraw.ask"),), choices=(_SURE, _KEEP))


def hear(scene: Scene, step: WithdrawingConsent, heard: Heard) -> Move:
    """Withdraw it, or go on with what ran before."""
    match heard:
        case Pick("sure"):
            return withdraw(scene)
        case Pick("keep"):
            return scene.go(step.under, say("menu.nevermind"))
        case Words(text) if answers.no(text):
            return scene.go(step.under, say("menu.nevermind"))
        case Words(text) if answers.sure(text):
            return withdraw(scene)
    return scene.miss(say("err.confirm"))


def back(scene: Scene, step: WithdrawingConsent) -> Move:
    """Leave consent as it is."""
    return scene.go(step.under, say("menu.nevermind"))


def withdraw(scene: Scene) -> Move:
    """Stop what runs: open requests are let go, a link under way is undone when it lands; what is linked stays."""
    ending = runs.end_era(scene, links=False)
    requests = tuple(
        structs.replace(request, state="withdrawn", decided=scene.at) if request.state == "pending" else request
        for request in ending.chat.requests
    )
    chat = structs.replace(
        ending.chat, step=Declined(), consent=None, entry="", requests=requests, proofs=proofs(scene)
    )
    told = say("priv.withdrawn", datetime=Instant(scene.at))
    return Move(chat=chat, says=(told,), ask=False, choices=(START,), effects=ending.effects)


def proofs(scene: Scene) -> tuple[Consent, ...]:
    """Return the proofs of consent, the one that ends now among them."""
    consent = scene.chat.consent
    ended = () if consent is None else (structs.replace(consent, ended=scene.at),)
    return (*scene.chat.proofs, *ended)[-PROOFS:]
