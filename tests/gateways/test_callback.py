"""The registry's callback: what is believed, and what is read."""

from __future__ import annotations

import json

import pytest

from bot.gateways.callback import decode, sign, verify
from conversations.events import Decided
from handlers.ports import UnreadableUpdate

NOW = 1_795_406_400_000
AT = str(NOW // 1000)
BODY = b'{"a":1}'
DECISION = {
    "event_id": "ev1", "link_id": "ln1", "reference": "PL-0ABCDEFG", "status": "rejected", "reason_code": "docs",
    "decided_at": "2026-11-23T11:00:00+07:00",
}  # fmt: skip


def test_a_signed_body_is_believed() -> None:
    """The signature is over the timestamp, a dot and the raw body."""
    known = "82e21d3835959d69636bc0eb5dc175351c881f8e1358e14feb992898de41fce6"  # by hashlib alone, of "1.x" under "s"
    assert sign("s", "1", b"x") == f"sha256={known}"
    assert verify("secret", AT, sign("secret", AT, BODY), BODY, NOW)


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_are_allowed(seconds: int) -> None:
    """A clock may be off by 300 s, either way."""
    assert verify("secret", AT, sign("secret", AT, BODY), BODY, NOW + seconds * 1000)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_more_is_not(seconds: int) -> None:
    """A replay after 300 s is refused."""
    assert not verify("secret", AT, sign("secret", AT, BODY), BODY, NOW + seconds * 1000)


@pytest.mark.parametrize(
    ("timestamp", "signature", "body"),
    [
        (AT, sign("other", AT, BODY), BODY),
        (AT, sign("secret", AT, BODY), BODY + b" "),
        (str(int(AT) + 1), sign("secret", AT, BODY), BODY),
        (AT, sign("secret", AT, BODY).removeprefix("sha256="), BODY),
        (AT, "", BODY),
        (AT, "sha256=é\udcff", BODY),
        ("", sign("secret", "", BODY), BODY),
        ("١٧٩٥٤٠٦٤٠٠", sign("secret", "١٧٩٥٤٠٦٤٠٠", BODY), BODY),
        ("9" * 40, sign("secret", "9" * 40, BODY), BODY),
    ],
)
def test_what_is_not_signed_is_not_believed(timestamp: str, signature: str, body: bytes) -> None:
    """A wrong secret, another body, another time, junk."""
    assert not verify("secret", timestamp, signature, body, NOW)


def test_a_decision_is_read() -> None:
    """The event's id, the reference, the reason, and when."""
    key, decided = decode(json.dumps(DECISION).encode())
    assert key == "ev1"
    assert decided == Decided("PL-0ABCDEFG", False, "docs", NOW)


def test_a_decision_needs_no_reason() -> None:
    """An approval has none; a rejection without one is "other"."""
    silent = {name: value for name, value in DECISION.items() if name != "reason_code"}
    assert decode(json.dumps(silent).encode())[1].reason == "other"
    approved = {**DECISION, "status": "approved", "reason_code": None}
    assert decode(json.dumps(approved).encode())[1].approved


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "not as agreed: no JSON object"), (b"[]", "not as agreed: no JSON object"),
        (b"[" * 9000, "not as agreed: no JSON object"), (b"\xff", "not as agreed: no JSON object"),
        (json.dumps(DECISION | {"status": "maybe"}).encode(), "not as agreed: $.status"),
        (json.dumps(DECISION | {"decided_at": "yesterday"}).encode(), "not as agreed: $.decided_at"),
        (json.dumps(DECISION | {"decided_at": "2026-11-23T11:00:00"}).encode(), "decided_at has no time zone"),
        (json.dumps(DECISION | {"reason_code": "moon"}).encode(),
         "reason_code must be one of data, docs, other, owner, status"),
        (json.dumps({name: value for name, value in DECISION.items() if name != "event_id"}).encode(),
         "not as agreed: event_id"),
    ],
)  # fmt: skip
def test_junk_is_unreadable(body: bytes, why: str) -> None:
    """What is no decision is refused as a whole, and it is said why, in words that hold nothing of it."""
    with pytest.raises(UnreadableUpdate) as raised:
        decode(body)
    assert str(raised.value) == why
