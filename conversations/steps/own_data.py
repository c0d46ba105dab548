"""DATA SAYA: what is held, masked in the chat, whole to the registered email; and from there copy, erasure, withdrawal."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from conversations.chat import Chat, LinkedPolicy, Request, Ticket
from conversations.details import Contact
from conversations.effects import SendCopy
from conversations.events import CopyNotSent, CopyRefused, CopySent
from conversations.masks import mask_email, mask_name, mask_phone, mask_policy
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, PERSON, Heard, Move, Pick, Scene, say
from conversations.states import ErasingData, Exporting, ViewingData, WithdrawingConsent
from conversations.steps import linking
from conversations.turn import Choice, Instant, Lines, Reply, Say

SHOWN = 5  # policies and requests that a chat shows; the copy has them all
TICKETS = 1  # complaints that a chat shows
_EXPORT = Choice("export", "priv.btn.export", exact=True)
_DELETE = Choice("delete", "priv.btn.delete")
_WITHDRAW = Choice("withdraw", "priv.btn.withdraw")


class Shown(Struct, frozen=True):
    """How a name, a policy and a contact are shown: masked, or whole."""

    name: Callable[[str], str]
    policy: Callable[[LinkedPolicy | Request], str]
    contact: Callable[[Contact], str]


def ask(scene: Scene, step: ViewingData) -> Reply:
    """List what is held, masked."""
    lines = held(scene.chat, MASKED, SHOWN)
    withdraw = (_WITHDRAW,) if scene.chat.consent else ()
    return Reply(says=(say("priv.body", lines=Lines(lines)),), choices=(_EXPORT, _DELETE, *withdraw))


def hear(scene: Scene, step: ViewingData, heard: Heard) -> Move:
    """Send a copy, or ask about the erasure or the withdrawal."""
    match heard:
        case Pick("export"):
            return _export(scene, step)
        case Pick("delete"):
            return scene.go(ErasingData(step.under))
        case Pick("withdraw"):
            return scene.go(WithdrawingConsent(step.under))
    return scene.miss(say("err.choose", range=f"1-{len(ask(scene, step).choices)}"))


def back(scene: Scene, step: ViewingData) -> Move:
    """Go on where the customer was."""
    return scene.go(step.under)


def sent(scene: Scene, step: Exporting, outcome: CopySent) -> Move:
    """Say where the copy went."""
    return scene.end(scene.rest(), say("priv.export_done", email_masked=mask_email(step.email)), choices=(HOME,))


def not_sent(scene: Scene, step: Exporting, outcome: CopyNotSent) -> Move:
    """Say that the copy did not go out."""
    return give_up(scene, step)


def refused(scene: Scene, step: Exporting, outcome: CopyRefused) -> Move:
    """Say when another copy can be asked for."""
    told = say("priv.export_limit", datetime=Instant(outcome.until))
    return scene.end(scene.rest(), told, choices=(PERSON, HOME))


def give_up(scene: Scene, step: Exporting) -> Move:
    """Tell the customer at the deadline that the copy did not go out."""
    return scene.end(scene.rest(), say("priv.export_failed"), choices=(PERSON, HOME))


def holds(chat: Chat) -> bool:
    """Tell whether anything is held beside what every chat has before its consent."""
    withdrawn = bool(chat.proofs) and chat.proofs[-1].ended > chat.since
    return chat.consent is not None or withdrawn or bool(chat.links or chat.requests or chat.tickets)


def held(chat: Chat, shown: Shown, most: int) -> tuple[Say, ...]:
    """Name everything that is held, at most ``most`` policies and requests of it one by one."""
    owned: tuple[LinkedPolicy | Request, ...] = (*chat.links, *chat.requests)
    tickets = TICKETS if most == SHOWN else most
    names = dict.fromkeys(shown.name(one.holder) for one in owned)
    contacts = dict.fromkeys(shown.contact(contact) for one in owned for contact in one.contacts)
    more = sum(max(len(kind) - most, 0) for kind in (chat.links, chat.requests)) + max(len(chat.tickets) - tickets, 0)
    return (
        *(say("priv.line.name", name_masked=name) for name in list(names)[:most]),
        *(say("priv.line.contact", contact_masked=contact) for contact in list(contacts)[:most]),
        *(_policy(link, shown) for link in chat.links[:most]),
        *(_request(request) for request in chat.requests[-most:]),
        *(_ticket(ticket) for ticket in chat.tickets[-tickets:]),
        *((say("priv.line.more", n=more),) if more else ()),
        *((say("priv.line.paused", datetime=Instant(chat.paused.until)),) if chat.paused else ()),
        *(_consents(chat)),
        say("priv.line.chat"),
        say("priv.line.log"),
    )


def _policy(link: LinkedPolicy, shown: Shown) -> Say:
    label = POLICY_TYPES[link.type].label
    return say("priv.line.policy", policy_masked=shown.policy(link), type=label, date=Instant(link.at, "date"))


def _request(request: Request) -> Say:
    return say("priv.line.request", request_no=request.reference, date=Instant(request.made, "date"))


def _ticket(ticket: Ticket) -> Say:
    return say("priv.line.ticket", ticket_no=ticket.reference, date=Instant(ticket.made, "date"))


def _consents(chat: Chat) -> tuple[Say, ...]:
    given = (chat.consent,) if chat.consent else chat.proofs[-1:]
    return tuple(say("priv.line.consent", version=consent.version, datetime=Instant(consent.at)) for consent in given)


def _export(scene: Scene, step: ViewingData) -> Move:
    chat = scene.chat
    paused = linking.pause(scene, linking.details_of(step.under)) or chat.paused
    links = sorted(chat.links, key=lambda link: link.id != chat.active)
    owned: tuple[LinkedPolicy | Request, ...] = (*links, *chat.requests)
    found = next(((one.email, one.holder) for one in owned if one.email), None)
    if found is None:
        return scene.end(scene.rest(), say("priv.export_none"), choices=(PERSON, HOME), paused=paused)
    email, holder = found
    effect = SendCopy(id=scene.event.fresh("copy"), email=email, holder=holder, asked=scene.at)
    deadline = scene.at + scene.terms.limits.wait_deadline
    return scene.wait(Exporting(effect.id, email, scene.at, deadline), effect, paused=paused)


def _masked(contact: Contact) -> str:
    return mask_email(contact.address) if contact.method == "email" else mask_phone(contact.address)


def _numbers(one: LinkedPolicy | Request) -> str:
    return f"{one.policy} / {one.participant}" if one.participant else one.policy


MASKED = Shown(mask_name, lambda one: mask_policy(one.policy), _masked)
WHOLE = Shown(lambda name: name, _numbers, lambda contact: contact.address)
