"""The registry's signed callback: a decision about a request, known by its signature before it is read."""

from __future__ import annotations

import hmac
import re
from datetime import datetime
from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct

from conversations.events import Decided
from handlers.ports import UnreadableUpdate

OLDEST = 300  # seconds between the timestamp and our clock
_SCHEME = "sha256="
_REASONS = frozenset({"data", "status", "owner", "docs", "other"})


class _Decision(Struct, frozen=True):
    event_id: str
    link_id: str
    reference: str
    status: Literal["approved", "rejected"]
    decided_at: datetime
    reason_code: str | None = None


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the value of X-Signature for a body sent at ``timestamp`` (seconds since 1970, UTC, in digits)."""
    signed = timestamp.encode() + b"." + body
    return _SCHEME + hmac.new(secret.encode(), signed, sha256).hexdigest()


def verify(secret: str, timestamp: str, signature: str, body: bytes, now: int) -> bool:
    """Say whether a callback is the registry's, and not older (or newer) than 300 s; ``now`` is in milliseconds."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    genuine = hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode("utf-8", "replace"))
    return genuine and abs(now / 1_000 - int(timestamp)) <= OLDEST


def decode(body: bytes) -> tuple[str, Decided]:
    """Return the event's id and the decision; raises UnreadableUpdate, whose words hold nothing of the body."""
    try:
        read = msgspec.json.decode(body, type=_Decision)
    except (ValueError, RecursionError) as error:
        raise UnreadableUpdate(_mistake(error)) from None
    if read.decided_at.tzinfo is None:
        raise UnreadableUpdate("decided_at has no time zone")
    reason = read.reason_code or "other"
    if reason not in _REASONS:
        raise UnreadableUpdate(f"reason_code must be one of {', '.join(sorted(_REASONS))}")
    decided_at = int(read.decided_at.timestamp() * 1_000)
    return read.event_id, Decided(read.reference, read.status == "approved", reason, decided_at)


def _mistake(error: Exception) -> str:
    """Say where a body is not as agreed: msgspec names the field in backticks, and quotes values that must not be logged."""
    field = re.search(r"(?:field|at) `([\w.$]+)`", str(error))
    return f"not as agreed: {field.group(1)}" if field else "not as agreed: no JSON object"
