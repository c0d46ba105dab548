"""WhatsApp's webhooks, decoded once and typed: all messages and statuses of a batch, whatever its three levels hold."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from conversations.events import AccountChanged, Chosen, Reworded, Shown, Told
from conversations.events import Message as Heard
from handlers.channels.sound_text import sound
from handlers.channels.whatsapp_bodies import BSUID
from handlers.channels.whatsapp_errors import NAME
from handlers.channels.whatsapp_shapes import (
    Body,
    Contact,
    Edit,
    Fate,
    Label,
    Said,
    System,
    Value,
    Webhook,
)
from handlers.ports import Inbound, Status, UnreadableUpdate

# What each type is to us. Stickers, reactions, revocations and all that is not documented yet are ignored on purpose.
_SHOWN = {
    "image": "photo",
    "video": "video",
    "document": "document",
    "location": "location",
    "contacts": "contact",
    "order": "other",
    "unsupported": "other",
}
_CHANGES = ("user_changed_number", "customer_changed_number", "user_changed_user_id", "customer_identity_changed")
_STATES = ("sent", "delivered", "read", "failed")
LONGEST_TIME = 11  # digits of a time in seconds
_T = TypeVar("_T")


class Batch(Struct, frozen=True, kw_only=True):
    """What one body held for us, in its order. ``unreadable`` counts what in it was not as documented."""

    inbound: tuple[Inbound, ...] = ()
    statuses: tuple[Status, ...] = ()
    unreadable: int = 0


class _Unlike(Exception):
    """A part of a batch that is not as documented."""


_webhook = msgspec.json.Decoder(Webhook)
_value = msgspec.json.Decoder(Value)
_message = msgspec.json.Decoder(Said)
_status = msgspec.json.Decoder(Fate)


def decode(body: bytes, phone_number_id: str, now: int) -> Batch:
    """Decode a webhook's body for one of our numbers. Raises UnreadableUpdate where it is no webhook at all.

    A part that cannot be read does not take its neighbours along: it is counted. ``now`` (milliseconds since 1970)
    stands in where no time is told. Nothing of the body is in the error.
    Source: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
    """
    try:
        webhook = _webhook.decode(sound(body))
    except (ValueError, RecursionError) as error:
        raise UnreadableUpdate(type(error).__name__) from None
    reading = _Reading(phone_number_id, now)
    for entry in webhook.entry:
        for change in entry.changes:
            if change.field == "messages":
                reading.take(change.value)
    return Batch(inbound=tuple(reading.inbound), statuses=tuple(reading.statuses), unreadable=reading.unreadable)


class _Reading:
    """What was read of a body so far."""

    def __init__(self, phone_number_id: str, now: int) -> None:
        self.inbound: list[Inbound] = []
        self.statuses: list[Status] = []
        self.unreadable = 0
        self._phone_number_id = phone_number_id
        self._now = now

    def take(self, raw: Raw) -> None:
        value = self._read(_value, raw)
        if value is None or value.metadata.phone_number_id != self._phone_number_id:
            return
        for part in value.messages:
            self._take_message(part, value.contacts)
        for part in value.statuses:
            self._take_status(part)

    def _take_message(self, raw: Raw, contacts: list[Contact]) -> None:
        if (message := self._read(_message, raw)) is None or message.group_id:
            return
        try:
            what = _what(message)
            if what is not None:
                self.inbound.append(_inbound(message, what, _aliases(message, contacts), self._now))
        except _Unlike:
            self.unreadable += 1

    def _take_status(self, raw: Raw) -> None:
        status = self._read(_status, raw)
        if status is None or status.recipient_type == "group" or status.status not in _STATES:
            return
        if ":" not in status.biz_opaque_callback_data:
            return  # Not sent by us.
        try:
            at = _milliseconds(status.timestamp, self._now)
        except _Unlike:
            self.unreadable += 1
            return
        error = str(status.errors[0].code) if status.errors else ""
        self.statuses.append(
            Status(
                reference=status.biz_opaque_callback_data, message=status.id, state=status.status, at=at, error=error
            )
        )

    def _read(self, decoder: msgspec.json.Decoder[_T], raw: Raw) -> _T | None:
        try:
            return decoder.decode(raw)
        except (ValueError, RecursionError):
            self.unreadable += 1
            return None


def _inbound(message: Said, what: Heard | AccountChanged, aliases: dict[str, str], now: int) -> Inbound:
    if not (message.id and aliases):
        raise _Unlike
    return Inbound(
        channel=NAME,
        key=f"wa:{message.id}",
        address=aliases.get("wa_id") or BSUID + aliases["bsuid"],
        what=what,
        sent=_milliseconds(message.timestamp, now),
        aliases=aliases,
    )


def _aliases(message: Said, contacts: list[Contact]) -> dict[str, str]:
    """Return who wrote, by number, by business-scoped id, or by both: some of it may stand in the contacts only."""
    number, bsuid = _told_apart(message.sender, message.sender_id)
    for contact in contacts:
        known, id = _told_apart(contact.wa_id, contact.user_id)
        if (number and known == number) or (bsuid and id == bsuid):
            number, bsuid = number or known, bsuid or id
    return {name: value for name, value in (("wa_id", number), ("bsuid", bsuid)) if value}


def _told_apart(number: str | None, id: str | None) -> tuple[str | None, str | None]:
    """Return number and business-scoped id; the latter is reported to stand in the number's place as well.

    An id is a country's letters, a dot and more; a number is digits alone. Meta drops what is sent to an id as if it were
    a number, and answers 200. Source: https://github.com/chatwoot/chatwoot/issues/15150
    """
    return (None, id or number) if number and "." in number else (number, id)


def _what(message: Said) -> Heard | AccountChanged | None:
    match message:
        case Said(type="text", text=Body(text)):
            return Told(text=text, message=message.id)
        case Said(type="interactive"):
            return _chosen(message)
        case Said(type="button", button=Label(text)):
            return Told(text=text, message=message.id)
        case Said(type="audio", audio=audio):
            return Shown(kind="voice" if audio and audio.voice else "audio", message=message.id)
        case Said(type="edit", edit=Edit() as edit):
            return _reworded(edit)
        case Said(type="system", system=System(change)):
            return AccountChanged() if change in _CHANGES else None
        case Said(type="text" | "button" | "edit" | "system"):
            raise _Unlike
    if (kind := _SHOWN.get(message.type)) is None:
        return None
    return Shown(kind=kind, caption=_caption(message), message=message.id)


def _chosen(message: Said) -> Heard:
    interactive = message.interactive
    picked = (interactive.button_reply or interactive.list_reply) if interactive else None
    if picked is None:
        return Shown(kind="other", message=message.id)  # A form's answer, or one that Meta could not tell us.
    bearer = message.context.id if message.context else ""
    nonce, _, choice = picked.id.partition(":")
    if not (nonce and choice):
        return Chosen(id="", nonce="", message=bearer, own=message.id)
    return Chosen(id=choice, nonce=nonce, label=picked.title, message=bearer, own=message.id)


def _reworded(edit: Edit) -> Reworded | None:
    new = edit.message
    captioned = new.image or new.video or new.document
    text = new.text.body if new.text else captioned.caption if captioned else ""
    return Reworded(text=text, message=edit.original_message_id) if text else None


def _caption(message: Said) -> str:
    captioned = message.image or message.video or message.document
    return captioned.caption if captioned else ""


def _milliseconds(timestamp: str, now: int) -> int:
    if not timestamp:
        return now
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIME):
        raise _Unlike
    return int(timestamp) * 1000
