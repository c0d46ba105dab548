"""The phrases by which a transcript is counted again: what each means, and which of them a text is."""

from __future__ import annotations

import re
from functools import cache

from conversations.locales import LANGUAGES, catalogue
from tests.dialogues.words import pattern

STAGES = ("started", "type", "details", "matched", "code_sent", "delivered", "entered", "right", "linked", "decided")
KINDS = {"ind": "individu", "grp": "group", "dplk": "dplk"}
SENDS = (
    "otp.sent.email", "otp.sent.sms", "otp.resent", "otp.send_failed", "otp.send_unsure", "otp.send_limit", "otp.sms_paused",
    "otp.sms_paused_only",
)  # fmt: skip
NO_ERRORS = {"err.stale_button", "err.too_long", "err.too_fast", "err.three_times"}
ISSUED = {"otp.safety", *SENDS} - {
    "otp.sent.email",
    "otp.sent.sms",
}  # a repeated question says again to where it was sent
CODE = "[kode OTP]"
LINKED = ("done.ind", "done.member")
SENDINGS = {"sent": "", "unsure": "unsure", "not_sent": "failed", "refused": "limit", "paused": "paused"}
MATCHED = {"otp.method", "lookup.no_contact", "lookup.no_contact.grp", *SENDS}
NOT_LINKED = {"link.recheck": "stale", "link.accounts_full": "full", "link.failed": "failed"}
LOOKED_UP = {"lookup.nomatch": "no_match", "lookup.locked": "refused", "lookup.unavailable": "away"}
REASONS = {
    "asked": "person",
    "complained": "complaint",
    "minor": "minor",
    "transferred": "transferred",
    "requeued": "requeued",
}


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, pattern(key, language)) for key in catalogue("id") for language in LANGUAGES)


@cache
def said(text: str) -> frozenset[str]:
    """Return the catalogue keys that paragraphs of a text can be."""
    ends = [place.start() for place in re.finditer("\n\n", text)] + [len(text)]
    starts = [0, *(end + 2 for end in ends[:-1])]
    return frozenset(
        key
        for key, shape in _shapes()
        if re.search(r"\w", re.sub(r"\.\*\?", "", shape.pattern))
        and any(shape.fullmatch(text, start, end) for start in starts for end in ends if end > start)
    )


def score(text: str) -> str:
    """Return the number of the rating that a customer chose or typed."""
    return next((str(n) for n in range(1, 6) if text == str(n) or is_phrase(text, f"csat.row.{n}")), "")


def is_phrase(text: str, key: str) -> bool:
    return any(pattern(key, language).fullmatch(text) for language in LANGUAGES)
