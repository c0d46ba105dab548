"""Who else hears of a link: the holder's other registered contact, and the policy's other accounts."""

from __future__ import annotations

from msgspec import Struct

from conversations.chat import LinkedPolicy
from conversations.details import Contact
from conversations.effects import Effect, TellAccounts, TellContact
from conversations.events import LinkedElsewhere
from conversations.locales import CHANNELS
from conversations.masks import mask_policy
from conversations.names import spoken_name
from conversations.scene import HOME, Move, Scene, say
from conversations.steps import sending
from conversations.turn import Instant, Reply, Say, Template, Value


class Told(Struct, frozen=True):
    """What is asked of the outside, and what the customer hears of it."""

    effects: tuple[Effect, ...]
    says: tuple[Say, ...]


def of_link(scene: Scene, link: LinkedPolicy, method: str) -> Told:
    """Tell of a new link whoever should know; ``method`` is how its code travelled."""
    others = tuple(contact for contact in link.contacts if _reachable(scene, contact, method))
    effects = tuple(_tell(scene, link, contact) for contact in others)
    accounts = TellAccounts(
        id=scene.event.fresh("accounts" + link.id), policy_ref=link.policy_ref, channel=scene.chat.channel, at=scene.at
    )
    says = tuple(say("done.told", contact_masked=sending.masked(contact)) for contact in others)
    return Told((*effects, accounts), says)


def elsewhere(scene: Scene, event: LinkedElsewhere) -> Move:
    """Tell the customer that a policy of theirs was linked to another account; by email where the chat cannot."""
    link = next((link for link in scene.chat.links if link.policy_ref == event.policy_ref), None)
    if link is None or scene.chat.consent is None:
        return scene.hush()
    given: dict[str, Value] = {
        "name": spoken_name(link.holder),
        "policy_masked": mask_policy(link.policy),
        "channel": CHANNELS[event.channel],
        "datetime": Instant(event.at),
    }
    template = Template(
        name="linked_elsewhere",
        values=given,
        email=link.email,
        subject="email.linked_elsewhere.subject",
        body="email.linked_elsewhere.body",
    )
    notice = Reply(says=(say("notify.linked_elsewhere", **given),), choices=(HOME,), template=template)
    return Move(chat=scene.chat, ask=False, apart=(notice,))


def _reachable(scene: Scene, contact: Contact, method: str) -> bool:
    return contact.method != method and (contact.method != "sms" or scene.terms.texts)


def _tell(scene: Scene, link: LinkedPolicy, contact: Contact) -> TellContact:
    return TellContact(
        id=scene.event.fresh("tell" + link.id + contact.method),
        contact=contact,
        channel=scene.chat.channel,
        language=scene.chat.language,
        holder=link.holder,
        type=link.type,
        policy=link.policy,
        at=scene.at,
    )
