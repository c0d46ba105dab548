"""A customer's message as a sentence to learn from: its plain words, without anything that is somebody's own."""

from __future__ import annotations

import re
from collections.abc import Collection

from conversations.reading.dates import MONTHS
from conversations.wishes.guess import LONGEST
from conversations.wishes.plain import plain

# What redaction left in the place of a code or a date, what has digits, an address of any kind.
_DROPPED = re.compile(
    r"\[[^\]]*\]|\S*[@0-9]\S*(?:\s*\.\s*(?:com|co|id|net|org)\b)*|\S*(?:://|www\.)\S*|\S+\.(?:com|co|id|net|org)\b\S*",
    re.IGNORECASE,
)


def sentence(text: str, names: Collection[str]) -> str:
    """Return the plain words of a message, without numbers, dates, contacts, addresses and ``names``; "" where none are left."""
    kept = _DROPPED.sub(" ", text)
    for word in {word for name in names for word in name.split()}:
        kept = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", kept, flags=re.IGNORECASE)
    words = [word for word in plain(kept).split() if word not in MONTHS and word.isalpha()]
    return " ".join(words)[:LONGEST]
