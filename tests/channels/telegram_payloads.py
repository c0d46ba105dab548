"""Updates of our own writing, as Telegram documents them, one for each kind of thing that a customer does."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
DATE = 1_767_225_600
CUSTOMER: Json = {"id": 5001, "is_bot": False, "first_name": "Sari", "language_code": "id"}
BOT: Json = {"id": 123456789, "is_bot": True, "first_name": "Polis Bot", "username": "polis_sandbox_bot"}
PRIVATE: Json = {"id": 5001, "first_name": "Sari", "type": "private"}
GROUP: Json = {"id": -1001, "title": "Keluarga", "type": "supergroup"}
FILE: Json = {"file_id": "f1", "file_unique_id": "u1"}
KEYBOARD: Json = {
    "inline_keyboard": [
        [{"text": "Individu", "callback_data": "9f2c:individu"}, {"text": "Group", "callback_data": "9f2c:group"}],
        [{"text": "Situs", "url": "https://example.org"}],
    ]
}


def message(**fields: Any) -> Json:
    """Return an update with a private message of the customer."""
    whole = {"message_id": 41, "from": CUSTOMER, "chat": PRIVATE, "date": DATE, **fields}
    return {"update_id": 900001, "message": whole}


def edited(**fields: Any) -> Json:
    """Return an update with the customer's edit, made 30 s later."""
    whole = {"message_id": 41, "from": CUSTOMER, "chat": PRIVATE, "date": DATE, "edit_date": DATE + 30, **fields}
    return {"update_id": 900002, "edited_message": whole}


def tap(data: str | None = "9f2c:group", **fields: Any) -> Json:
    """Return an update with a tap on a message of the bot."""
    said = {
        "message_id": 40,
        "from": BOT,
        "chat": PRIVATE,
        "date": DATE - 60,
        "text": "Pilih",
        "reply_markup": KEYBOARD,
    }
    query: Json = {"id": "77001", "from": CUSTOMER, "chat_instance": "-5", "message": said, **fields}
    if data is not None:
        query["data"] = data
    return {"update_id": 900003, "callback_query": query}


def membership(status: str, chat: Json = PRIVATE) -> Json:
    """Return an update with what the bot is now in the chat."""
    left: Json = {"until_date": 0} if status == "kicked" else {}
    return {
        "update_id": 900004,
        "my_chat_member": {
            "chat": chat,
            "from": CUSTOMER,
            "date": DATE,
            "old_chat_member": {"user": BOT, "status": "member"},
            "new_chat_member": {"user": BOT, "status": status, **left},
        },
    }


PHOTO: Json = {"photo": [{**FILE, "width": 90, "height": 60}, {**FILE, "width": 800, "height": 600}]}
VOICE: Json = {"voice": {**FILE, "duration": 4}}
AUDIO: Json = {"audio": {**FILE, "duration": 120}}
VIDEO: Json = {"video": {**FILE, "width": 640, "height": 360, "duration": 9}}
VIDEO_NOTE: Json = {"video_note": {**FILE, "length": 240, "duration": 5}}
ANIMATION: Json = {"animation": {**FILE, "width": 64, "height": 64, "duration": 2}, "document": FILE}
DOCUMENT: Json = {"document": {**FILE, "file_name": "polis.pdf"}}
LOCATION: Json = {"location": {"latitude": -6.2, "longitude": 106.8}}
VENUE: Json = {"venue": {**LOCATION, "title": "Kantor", "address": "Jl. Contoh 1"}, **LOCATION}
CONTACT: Json = {"contact": {"phone_number": "+6284000000000", "first_name": "Sari"}}
POLL: Json = {
    "poll": {
        "id": "p1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
}
STORY: Json = {"story": {"chat": PRIVATE, "id": 3}}
STICKER: Json = {
    "sticker": {**FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
}
DICE: Json = {"dice": {"emoji": "\N{GAME DIE}", "value": 3}}
PINNED: Json = {"pinned_message": {"message_id": 7, "chat": PRIVATE, "date": DATE, "text": "lama"}}

MEDIA: tuple[tuple[Json, str], ...] = (
    (PHOTO, "photo"),
    (VOICE, "voice"),
    (AUDIO, "audio"),
    (VIDEO, "video"),
    (VIDEO_NOTE, "video"),
    (ANIMATION, "video"),
    (DOCUMENT, "document"),
    (LOCATION, "location"),
    (VENUE, "location"),
    (CONTACT, "contact"),
    (POLL, "other"),
    (STORY, "other"),
)
IGNORED: tuple[Json, ...] = (
    message(**STICKER),
    message(**DICE),
    message(**PINNED),
    message(text="halo", **{"from": BOT}),
    edited(**LOCATION),
    membership("member", GROUP),
    membership("left"),
    {"update_id": 9, "message_reaction": {"chat": PRIVATE, "message_id": 4, "date": DATE}},
    {"update_id": 9, "poll": {"id": "p1"}},
    {"update_id": 9, "channel_post": {"message_id": 4, "chat": {"id": -1002, "type": "channel"}, "date": DATE}},
    {"update_id": 9, "kind_of_tomorrow": {"anything": [1, 2, 3]}},
    {"update_id": 9, "edited_message": {**message(text="/menu")["message"], "chat": GROUP}},
)
