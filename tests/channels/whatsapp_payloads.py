"""Webhooks of our own writing, as WhatsApp documents them, one for each kind of thing that a customer does."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]
AT = 1_767_225_600
NUMBER = "6284000000001"
OTHER = "6284000000002"
BSUID = "ID.55500001111122222"
BUSINESS = "6284000000007"
OURS = "700000000000007"
ACCOUNT = "800000000000001"
FILE: Json = {"id": "31", "mime_type": "image/jpeg", "sha256": "c2FuZGJveA=="}
CONTEXT: Json = {"from": BUSINESS, "id": "wamid.question"}


def message(kind: str = "text", *, id: str = "wamid.1", sender: str = NUMBER, at: int = AT, **fields: Any) -> Json:
    """Return a message of a customer."""
    return {"from": sender, "id": id, "timestamp": str(at), "type": kind, **fields}


def text(body: str, *, id: str = "wamid.1", sender: str = NUMBER, at: int = AT, **fields: Any) -> Json:
    """Return a text of a customer."""
    return message("text", id=id, sender=sender, at=at, text={"body": body}, **fields)


def picked(kind: str, id: str, title: str = "Group", **fields: Any) -> Json:
    """Return a tap: ``kind`` is button_reply or list_reply."""
    reply = {"id": id, "title": title, **fields}
    return message("interactive", context=CONTEXT, interactive={"type": kind, kind: reply})


def status(state: str, *, id: str = "wamid.9", reference: str | None = "account:17", **fields: Any) -> Json:
    """Return what became of a message."""
    whole = {"id": id, "status": state, "timestamp": str(AT), "recipient_id": NUMBER, **fields}
    return whole if reference is None else {**whole, "biz_opaque_callback_data": reference}


def contact(wa_id: str | None = NUMBER, user_id: str | None = None) -> Json:
    """Return who wrote."""
    named = {"profile": {"name": "Sari"}, "wa_id": wa_id, "user_id": user_id}
    return {key: value for key, value in named.items() if value is not None}


def change(
    messages: tuple[Json, ...] = (),
    statuses: tuple[Json, ...] = (),
    contacts: tuple[Json, ...] = (contact(),),
    number: str = OURS,
    field: str = "messages",
) -> Json:
    """Return a change at a number."""
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": BUSINESS, "phone_number_id": number},
    }
    parts = {"contacts": list(contacts), "messages": list(messages), "statuses": list(statuses)}
    return {"field": field, "value": value | {name: part for name, part in parts.items() if part}}


def webhook(*entries: tuple[Json, ...]) -> Json:
    """Return a whole body: each entry is a tuple of changes."""
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": ACCOUNT, "changes": list(changes)} for changes in entries],
    }


def body(*messages: Json, **parts: Any) -> bytes:
    """Encode a body with messages in one change."""
    return encode(webhook((change(messages, **parts),)))


def encode(whole: Json) -> bytes:
    """Encode as Meta does."""
    return json.dumps(whole).encode()


PLACE: Json = {"latitude": -6.2, "longitude": 106.8, "name": "Kantor"}
PERSON: Json = {"name": {"formatted_name": "Sari"}, "phones": [{"phone": "+62 840"}]}
PRODUCT: Json = {"product_retailer_id": "a", "quantity": 1, "item_price": 9000, "currency": "IDR"}
ORDER: Json = {"catalog_id": "1", "product_items": [PRODUCT]}
UNKNOWN: Json = {"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}
SHOWN: tuple[tuple[Json, str, str], ...] = (
    (message("image", image={**FILE, "caption": "KTP saya"}), "photo", "KTP saya"),
    (message("image", image=FILE), "photo", ""),
    (message("audio", audio={**FILE, "voice": True}), "voice", ""),
    (message("audio", audio={**FILE, "voice": False}), "audio", ""),
    (message("video", video={**FILE, "caption": "lihat"}), "video", "lihat"),
    (message("document", document={**FILE, "filename": "polis.pdf"}), "document", ""),
    (message("location", location=PLACE), "location", ""),
    (message("contacts", contacts=[PERSON]), "contact", ""),
    (message("order", order=ORDER), "other", ""),
    (message("unsupported", errors=[UNKNOWN]), "other", ""),
    (message("interactive", errors=[UNKNOWN]), "other", ""),
    (
        message("interactive", interactive={"type": "nfm_reply", "nfm_reply": {"body": "Sent", "response_json": "{}"}}),
        "other",
        "",
    ),
)
STICKER: Json = message("sticker", sticker={**FILE, "animated": False})
IGNORED: tuple[Json, ...] = (
    STICKER,
    message("reaction", reaction={"message_id": "wamid.9", "emoji": "\N{THUMBS UP SIGN}"}),
    message("reaction", reaction={"message_id": "wamid.9"}),
    message("revoke", revoke={"original_message_id": "wamid.1"}),
    message("edit", edit={"original_message_id": "wamid.1", "message": {"type": "image", "image": FILE}}),
    message("system", system={"type": "group_something", "body": "?"}),
    message("request_welcome"),
    message("kind_of_tomorrow", kind_of_tomorrow={"anything": [1, 2, 3]}),
    text("halo", group_id="Y2FwaV9ncm91cA"),
)
NUMBER_CHANGED: Json = message("system", system={"body": "Sari changed", "wa_id": OTHER, "type": "user_changed_number"})
CHANGED: tuple[Json, ...] = (
    NUMBER_CHANGED,
    message("system", system={"body": "Sari changed", "new_wa_id": OTHER, "type": "customer_changed_number"}),
    message("system", from_user_id=BSUID, system={"body": "Sari changed", "type": "user_changed_user_id"}),
    message(
        "system",
        identity={"acknowledged": True, "created_timestamp": str(AT), "hash": "x"},
        system={"body": "identity changed", "type": "customer_identity_changed"},
    ),
)
