"""A reply in words: what a channel sends, with the same words as the transcript may keep them."""

from __future__ import annotations

from msgspec import Struct


class Button(Struct, frozen=True):
    """Something to tap. ``id`` is ``nonce:choice``, at most 64 bytes; ``description`` is shown in WhatsApp lists."""

    id: str
    label: str
    description: str = ""


class Notice(Struct, frozen=True, kw_only=True):
    """A notice that must arrive: the WhatsApp template ``name`` with ``values``, else an email."""

    name: str
    values: tuple[str, ...]
    email: str | None
    subject: str
    body: str


class Message(Struct, frozen=True, kw_only=True, tag=True, tag_field="is", omit_defaults=True):
    """One message, ready to send.

    ``edits`` is the channel's id of the message to change in place ("": send a new one). ``list_button`` opens the list
    on WhatsApp. ``notice`` is what to send instead when the chat cannot be reached; ``closed``: it cannot, as far as we
    know (WhatsApp's window of 24 hours is shut), so that nothing else is tried.
    """

    id: str
    text: str
    buttons: tuple[Button, ...] = ()
    list_button: str = ""
    footer: str = ""
    edits: str = ""
    notice: Notice | None = None
    closed: bool = False


class Erasure(Struct, frozen=True, kw_only=True, tag=True, tag_field="is"):
    """The customer's message ``message`` (it held a code) is to be deleted from the channel, where it can be."""

    id: str
    message: str


class Letter(Struct, frozen=True, kw_only=True):
    """An email in words. ``html`` says the same as ``text``."""

    to: str
    subject: str
    text: str
    html: str


class Text(Struct, frozen=True, kw_only=True):
    """An SMS in words: GSM-7, one part."""

    to: str
    text: str
