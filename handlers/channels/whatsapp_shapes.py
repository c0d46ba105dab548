"""WhatsApp's webhooks, as much of them as is of use to us: three levels of lists around messages and statuses.

Source: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
"""

from __future__ import annotations

from msgspec import Raw, Struct


class Contact(Struct):
    """A customer, by number, by business-scoped id, or by both."""

    wa_id: str | None = None
    user_id: str | None = None


class Metadata(Struct):
    """Which of the business's numbers it is about."""

    phone_number_id: str


class Value(Struct):
    """What happened at a number, each part still to be read."""

    metadata: Metadata
    contacts: list[Contact] = []
    messages: list[Raw] = []
    statuses: list[Raw] = []


class Change(Struct):
    """One change; only those of the field ``messages`` are ours."""

    field: str
    value: Raw


class Entry(Struct):
    """Changes of one business account."""

    changes: list[Change]


class Webhook(Struct):
    """A whole body."""

    object: str
    entry: list[Entry]


class Body(Struct):
    """A text."""

    body: str


class Captioned(Struct):
    """A file, as far as it is of use to us."""

    caption: str = ""
    voice: bool = False


class Picked(Struct):
    """The button or the row that was tapped."""

    id: str
    title: str = ""


class Interactive(Struct):
    """An answer to something to tap; a form's is neither of the two."""

    type: str = ""
    button_reply: Picked | None = None
    list_reply: Picked | None = None


class Label(Struct):
    """The label of a template's button."""

    text: str


class Context(Struct):
    """The message that was answered."""

    id: str = ""


class Edited(Struct):
    """A message as it is after an edit."""

    text: Body | None = None
    image: Captioned | None = None
    video: Captioned | None = None
    document: Captioned | None = None


class Edit(Struct):
    """An edit."""

    original_message_id: str
    message: Edited


class System(Struct):
    """What WhatsApp itself says about a customer."""

    type: str = ""


class Said(Struct, rename={"sender": "from", "sender_id": "from_user_id"}):
    """A customer's message; the field named by its type is there."""

    id: str
    type: str
    timestamp: str = ""
    sender: str | None = None
    sender_id: str | None = None
    group_id: str = ""
    context: Context | None = None
    text: Body | None = None
    interactive: Interactive | None = None
    button: Label | None = None
    image: Captioned | None = None
    audio: Captioned | None = None
    video: Captioned | None = None
    document: Captioned | None = None
    edit: Edit | None = None
    system: System | None = None


class Error(Struct):
    """Why a message failed."""

    code: int


class Fate(Struct):
    """What became of a message of ours."""

    id: str
    status: str
    timestamp: str = ""
    recipient_type: str = ""
    biz_opaque_callback_data: str = ""
    errors: list[Error] = []
