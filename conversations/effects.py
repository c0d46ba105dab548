"""What a turn asks of the outside world, in the imperative. Effects are values: handlers carry them out."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from conversations.details import Contact


class EffectBase(Struct, frozen=True, kw_only=True, tag=True, tag_field="is"):
    """An effect: stored with its name under ``is``, known by its ``id``, with the ``era`` of the chat it began in."""

    era: int = 0


class LookUp(EffectBase, frozen=True, kw_only=True):
    """Ask the registry whether these details belong together."""

    id: str
    type: str
    policy: str
    participant: str
    born: date


class SendCode(EffectBase, frozen=True, kw_only=True):
    """Send the challenge's newest code to a registered contact.

    ``code`` is drawn by the handler that commits the turn; it waits sealed in the outbox and is void after ``expires``
    (milliseconds since 1970). ``purpose`` chooses the words: link or delete. ``number`` counts the challenge's sends.
    """

    id: str
    challenge: str
    number: int
    purpose: str
    contact: Contact
    channel: str
    language: str
    holder: str
    type: str
    policy: str
    participant: str
    issued: int
    expires: int
    code: str = ""


class Link(EffectBase, frozen=True, kw_only=True):
    """Ask the registry to link the policy to this account; ``challenge`` is the idempotency key."""

    id: str
    challenge: str
    policy_ref: str
    reference: str
    method: str
    verified_at: int
    consent_version: str
    consent_at: int


class SendCopy(EffectBase, frozen=True, kw_only=True):
    """Send everything that is held about this chat to a registered email, as asked for at ``asked``."""

    id: str
    email: str
    holder: str
    asked: int


class TellContact(EffectBase, frozen=True, kw_only=True):
    """Tell a registered contact, by its own channel, that a policy was linked at ``at``."""

    id: str
    contact: Contact
    channel: str
    language: str
    holder: str
    type: str
    policy: str
    at: int


class TellAccounts(EffectBase, frozen=True, kw_only=True):
    """Tell the policy's other accounts that it was linked to this one at ``at``."""

    id: str
    policy_ref: str
    channel: str
    at: int


class Unlink(EffectBase, frozen=True, kw_only=True):
    """Tell the registry that the customer let the policy go."""

    id: str
    link_id: str
    policy_ref: str = ""


class Withdraw(EffectBase, frozen=True, kw_only=True):
    """Tell the registry that the customer takes the request back."""

    id: str
    link_id: str
    reference: str


class Release(EffectBase, frozen=True, kw_only=True):
    """Let go of a link or request of an earlier era, asking the registry until it answers; ``since``: from when on."""

    id: str
    link_id: str
    since: int
    policy_ref: str = ""


class Poll(EffectBase, frozen=True, kw_only=True):
    """Ask the registry how an open request stands."""

    id: str
    link_id: str
    reference: str


# What the customer sees that we are busy with: they wait for its outcome, which ends the sign. All else goes on unseen.
AWAITED = (LookUp, SendCode, SendCopy, Link, Unlink, Withdraw)
Effect = LookUp | SendCode | SendCopy | TellContact | TellAccounts | Link | Unlink | Withdraw | Release | Poll
