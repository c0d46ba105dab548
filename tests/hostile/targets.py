"""What a fuzzer calls: each takes any bytes and fails where something else than its own clear error comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from bot.gateways import callback
from conversations import answers, reading, words
from conversations.redaction import CODE, NIK, redact
from handlers.channels import telegram_updates, whatsapp_updates
from handlers.ports import Inbound, Status, UnreadableUpdate
from tests.channels import telegram_payloads as tg
from tests.channels import whatsapp_payloads as wa

NOW = 1_795_406_400_000
TODAY = date(2026, 11, 23)
OURS = 15  # digits that may stand in a kept line; sixteen look like an identity number


def telegram(data: bytes) -> None:
    """Decode Telegram's webhook."""
    try:
        heard = telegram_updates.decode(data, NOW)
    except UnreadableUpdate:
        return
    if isinstance(heard, Inbound):
        _whole(heard)


def whatsapp(data: bytes) -> None:
    """Decode WhatsApp's webhook."""
    try:
        batch = whatsapp_updates.decode(data, wa.OURS, NOW)
    except UnreadableUpdate:
        return
    for heard in batch.inbound:
        _whole(heard)
    assert all(isinstance(status, Status) for status in batch.statuses)


def registry(data: bytes) -> None:
    """Decode the registry's callback."""
    try:
        key, decided = callback.decode(data)
    except UnreadableUpdate:
        return
    assert isinstance(key, str)
    assert isinstance(decided.reference, str)


def text(data: bytes) -> None:
    """Read a customer's text as every step does, and keep it as a transcript does."""
    try:
        said = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        said = data.decode("utf-8", "replace")
    clean = reading.clean(said)
    assert reading.clean(clean) == clean
    clean.encode("utf-8")
    for read in (reading.code, reading.entry, reading.number, reading.parts, words.anywhere, answers.yes, answers.no):
        read(clean)
    reading.birth(clean, TODAY)
    reading.choice(clean, ["Individu", "Group", "DPLK"])
    kept = redact(said, code=True, birth=True)
    assert not any(part.isdigit() and len(part) > OURS for part in kept.replace(CODE, " ").replace(NIK, " ").split())


TARGETS: dict[str, Callable[[bytes], None]] = {
    "telegram": telegram,
    "whatsapp": whatsapp,
    "registry": registry,
    "text": text,
}


def seeds() -> dict[str, list[bytes]]:
    """Return what each target may begin with: whole payloads of every kind."""
    shown = [
        tg.message(**part)
        for part in (tg.PHOTO, tg.VOICE, tg.LOCATION, tg.CONTACT, tg.POLL, tg.STICKER, {"text": "/start"})
    ]
    updates = [*shown, tg.edited(text="b"), tg.tap(), tg.membership("kicked"), tg.message(text="\ud83d", chat=tg.GROUP)]
    messages = [wa.text("halo"), wa.picked("button_reply", "9f2c:group"), wa.NUMBER_CHANGED, *wa.IGNORED, *wa.CHANGED]
    messages += [shown[0] for shown in wa.SHOWN]
    batch = wa.encode(wa.webhook((wa.change((wa.text("a"),), (wa.status("failed", errors=[{"code": 131026}]),)),) * 3))
    decision = {
        "event_id": "e",
        "link_id": "l",
        "reference": "PL-00000000",
        "status": "approved",
        "decided_at": "2026-11-23T04:00:00Z",
    }
    return {
        "telegram": [json.dumps(update).encode() for update in updates],
        "whatsapp": [*(wa.body(message) for message in messages), batch],
        "registry": [json.dumps(decision).encode()],
        "text": [
            b"17 Agustus 1990",
            b"0001.2345 / 87654321",
            b"kode saya 004711",
            "\ua9d0\u200b1".encode(),
        ],
    }


def _whole(heard: Inbound) -> None:
    assert heard.key
    assert heard.channel in ("telegram", "whatsapp")
    for value in (heard.key, heard.address, heard.language, repr(heard.what)):
        value.encode("utf-8")
