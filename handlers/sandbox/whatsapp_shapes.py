"""WhatsApp's webhooks as the stand-in sends them.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
"""

from __future__ import annotations

import hashlib

from msgspec import Struct

BSUID = "bsuid:"  # how the address of a customer without a number begins


class Shape(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An object whose optional fields are left out when they say nothing."""


class Profile(Shape, frozen=True):
    """How a customer presents themself."""

    name: str
    username: str = ""


class Contact(Shape, frozen=True):
    """Who a message is from."""

    profile: Profile
    wa_id: str = ""
    user_id: str = ""


class Words(Shape, frozen=True):
    """A text."""

    body: str


class Picked(Shape, frozen=True):
    """The button or row that was tapped."""

    id: str
    title: str
    description: str = ""


class Interactive(Shape, frozen=True):
    """A tap."""

    type: str
    button_reply: Picked | None = None
    list_reply: Picked | None = None


class Media(Shape, frozen=True):
    """A file that was sent."""

    id: str
    mime_type: str
    sha256: str
    caption: str = ""
    voice: bool | None = None
    animated: bool | None = None


class Place(Shape, frozen=True):
    """A location."""

    latitude: float
    longitude: float


class CardName(Shape, frozen=True):
    """What somebody is called in an address book."""

    formatted_name: str
    first_name: str


class CardPhone(Shape, frozen=True):
    """A number in an address book."""

    phone: str


class Card(Shape, frozen=True):
    """A contact."""

    name: CardName
    phones: tuple[CardPhone, ...]


class Reaction(Shape, frozen=True):
    """An emoji on a message."""

    message_id: str
    emoji: str


class System(Shape, frozen=True):
    """What WhatsApp itself says about a customer."""

    body: str
    type: str
    wa_id: str = ""


class Context(Shape, frozen=True, rename={"sender": "from"}):
    """Which message was answered, or that it is somebody else's."""

    sender: str = ""
    id: str = ""
    forwarded: bool | None = None


class Edited(Shape, frozen=True):
    """A message as it is after an edit."""

    type: str
    text: Words | None = None
    image: Media | None = None


class Edit(Shape, frozen=True):
    """An edit."""

    original_message_id: str
    message: Edited


class Message(Shape, frozen=True, rename={"sender": "from", "sender_id": "from_user_id"}):
    """A customer's message; the field named by ``type`` is there."""

    id: str
    timestamp: str
    type: str
    sender: str = ""
    sender_id: str = ""
    context: Context | None = None
    text: Words | None = None
    interactive: Interactive | None = None
    image: Media | None = None
    audio: Media | None = None
    sticker: Media | None = None
    location: Place | None = None
    contacts: tuple[Card, ...] = ()
    reaction: Reaction | None = None
    edit: Edit | None = None
    system: System | None = None


class ErrorData(Shape, frozen=True):
    """What exactly is wrong."""

    details: str
    messaging_product: str = ""


class Failure(Shape, frozen=True):
    """Why a message failed after it was taken."""

    code: int
    title: str
    message: str
    error_data: ErrorData


class Status(Shape, frozen=True):
    """What became of a message of ours."""

    id: str
    status: str
    timestamp: str
    recipient_id: str = ""
    recipient_user_id: str = ""
    biz_opaque_callback_data: str = ""
    errors: tuple[Failure, ...] = ()


class Metadata(Shape, frozen=True):
    """Our number."""

    display_phone_number: str
    phone_number_id: str


class Value(Shape, frozen=True):
    """What happened at our number."""

    metadata: Metadata
    messaging_product: str
    contacts: tuple[Contact, ...] = ()
    messages: tuple[Message, ...] = ()
    statuses: tuple[Status, ...] = ()


class Change(Shape, frozen=True):
    """One change of an account."""

    field: str
    value: Value


class Entry(Shape, frozen=True):
    """Changes of one account."""

    id: str
    changes: tuple[Change, ...]


class Webhook(Shape, frozen=True):
    """A whole body."""

    object: str
    entry: tuple[Entry, ...]


def identities(address: str) -> tuple[str, str]:
    """Return a customer's number and business-scoped id; who has only an id has no number ("")."""
    if address.startswith(BSUID):
        return "", address.removeprefix(BSUID)
    digits = int.from_bytes(hashlib.blake2b(address.encode(), digest_size=8).digest(), "big")
    return address, f"ID.{digits:020d}"


def contact(address: str, name: str) -> Contact:
    """Return how a message of this customer is introduced."""
    number, user_id = identities(address)
    return Contact(profile=Profile(name=name, username="" if number else "sari.w"), wa_id=number, user_id=user_id)
