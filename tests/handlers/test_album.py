"""An album, as Telegram delivers it: an update for each picture, the caption on one of them, all within a second."""

from __future__ import annotations

import json

from conversations.advance import advance
from conversations.details import Details
from conversations.states import TypingPolicy
from conversations.turn import Event
from handlers.channels.telegram_updates import decode
from handlers.ports import Inbound
from tests.conversations.samples import NOW, TERMS, chat


def picture(number: int, caption: str) -> Inbound:
    """Return one picture of an album."""
    sizes = [{"file_id": f"p{number}", "file_unique_id": f"u{number}", "width": 1, "height": 1}]
    message = {
        "message_id": 100 + number,
        "date": NOW // 1000,
        "chat": {"id": 801, "type": "private"},
        "from": {"id": 801, "is_bot": False, "first_name": "A"},
        "media_group_id": "13579",
        "photo": sizes,
        **({"caption": caption} if caption else {}),
    }
    found = decode(json.dumps({"update_id": number, "message": message}).encode(), NOW)
    assert isinstance(found, Inbound)
    return found


def test_six_pictures_of_one_album_are_answered_once() -> None:
    """One polite line; each picture stands in the transcript, its caption redacted; the same album later is answered again."""
    now, said, kept = chat(TypingPolicy(Details("individu"))), [], []
    for minute in range(2):
        for number in range(6):
            what = picture(number, "lahir 17-08-1990" if number == 0 else "").what
            at = NOW + minute * 60_000 + number * 100
            turn = advance(now, Event(what=what, at=at, sent=at, seed=bytes([minute, number])), TERMS)
            assert turn is not None
            now = turn.chat
            said += [says.key for reply in turn.replies for says in reply.says]
            kept.append(turn.record)
    assert said == ["media.unsupported"] * 2
    assert kept == ["[photo] lahir [tanggal lahir]", *["[photo]"] * 5] * 2
