"""HAPUS DATA: asked once, verified with a code where something is linked, then done at once and for good."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.chat import Chat, LinkedPolicy, Receipt
from conversations.details import Contact, Details, Match
from conversations.events import EraseOrdered, Held
from conversations.limits import HOUR
from conversations.marks import Mark, Name
from conversations.policy_types import POLICY_TYPES
from conversations.references import issue
from conversations.scene import HOME, PERSON, START, Heard, Move, Pick, Scene, Words, say
from conversations.states import Arriving, Declined, ErasingData
from conversations.steps import consent_withdrawal, linking, runs, sending
from conversations.turn import Choice, Instant, Reply

AT_MOST = (
    72 * HOUR
)  # the latest, told where a legal hold keeps the erasure waiting (UU PDP 27/2022 counts in 3 x 24 hours)
DELETE = "delete"
_SURE = Choice("sure", "delete.btn.yes", exact=True)
_KEEP = Choice("keep", "menu.btn.nevermind")


def ask(scene: Scene, step: ErasingData) -> Reply:
    """Say what goes and what stays, and ask whether to."""
    return Reply(says=(say("delete.ask"),), choices=(_SURE, _KEEP))


def hear(scene: Scene, step: ErasingData, heard: Heard) -> Move:
    """Erase, with a code first where something is linked; or go on with what ran before."""
    match heard:
        case Pick("sure"):
            return _confirmed(scene)
        case Pick("keep"):
            return back(scene, step)
        case Words(text) if answers.no(text):
            return back(scene, step)
        case Words(text) if answers.sure(text):
            return _confirmed(scene)
    return scene.miss(say("err.confirm"))


def back(scene: Scene, step: ErasingData) -> Move:
    """Leave everything as it is."""
    return scene.go(step.under, say("menu.nevermind"))


def erase(scene: Scene) -> Move:
    """Erase now; under a legal hold stop everything and erase when it is lifted."""
    number = issue(scene.chat.account, scene.event.fresh("receipt"), "HD")
    return _waiting(scene, number) if scene.chat.held else _erased(scene, Receipt(number, scene.at, scene.at))


def held(scene: Scene, event: Held) -> Move:
    """Place a legal hold, or lift it and do the erasure that waited for that."""
    if event.now:
        return scene.hush(held=scene.chat.held or scene.at)
    if receipt := _open(scene.chat):
        return _erased(scene, structs.replace(receipt, done=scene.at))
    return scene.hush(held=0)


def ordered(scene: Scene, event: EraseOrdered) -> Move:
    """Erase without a code: two of the care team vouch for the customer."""
    return erase(scene)


def _confirmed(scene: Scene) -> Move:
    if not scene.chat.links:
        return erase(scene)
    if scene.chat.locked > scene.at:
        return linking.locked(scene)
    for link in sorted(scene.chat.links, key=lambda link: link.id != scene.chat.active):
        if usable := _usable(link):
            return _verify(scene, link, usable)
    return scene.end(scene.rest(), say("delete.no_contact"), choices=(PERSON, HOME))


def _verify(scene: Scene, link: LinkedPolicy, usable: tuple[Contact, ...]) -> Move:
    details = Details(link.type, link.policy, link.participant)
    match = Match(link.policy_ref, link.holder, link.status, True, usable, link.email, link.contacts)
    return sending.send(scene, details, match, usable[0], say("delete.verify"), purpose=DELETE)


def _usable(link: LinkedPolicy) -> tuple[Contact, ...]:
    return tuple(contact for contact in link.contacts if contact.method in POLICY_TYPES[link.type].methods)


def _erased(scene: Scene, receipt: Receipt) -> Move:
    """Keep what a chat without consent has, the proofs, and the ids by which late news is known."""
    ending = runs.end_era(scene, links=True)
    old = ending.chat
    chat = Chat(
        channel=old.channel,
        account=old.account,
        address=old.address,
        aliases=old.aliases,
        language=old.language,
        step=Arriving(),
        heard=old.heard,
        moved=old.moved,
        code_until=old.code_until,
        locked=old.locked,
        blocked=old.blocked,
        running=old.running,
        flood=old.flood,
        era=old.era,
        since=scene.at,
        proofs=consent_withdrawal.proofs(scene),
        gone=old.gone,
        drive=old.drive,
        receipts=(*(known for known in old.receipts if known.number != receipt.number), receipt),
    )
    told = say("delete.done", receipt_no=receipt.number)
    return Move(
        chat=chat, says=(told,), ask=False, effects=ending.effects, marks=(Mark(Name.ERASED, "done"),), forgets=True
    )


def _waiting(scene: Scene, number: str) -> Move:
    """Stop everything at once; the records wait for the end of the hold."""
    ending = runs.end_era(scene, links=True)
    receipt = _open(scene.chat) or Receipt(number, scene.at)
    chat = structs.replace(
        ending.chat,
        step=Declined(),
        consent=None,
        entry="",
        links=(),
        active="",
        requests=(),
        proofs=consent_withdrawal.proofs(scene),
        receipts=(*(known for known in ending.chat.receipts if known.number != receipt.number), receipt),
    )
    told = say("delete.held", receipt_no=receipt.number, datetime=Instant(receipt.at + AT_MOST))
    held_marks = (Mark(Name.ERASED, "held"),)
    return Move(chat=chat, says=(told,), ask=False, choices=(START,), effects=ending.effects, marks=held_marks)


def _open(chat: Chat) -> Receipt | None:
    return next((receipt for receipt in chat.receipts if not receipt.done), None)
