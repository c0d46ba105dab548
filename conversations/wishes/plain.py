"""A message as its wish is looked for: standard words, without marks, courtesy and long numbers."""

from __future__ import annotations

from conversations.reading.normalising import tokens

_NUMBER = 4  # digits: longer ones are policy numbers, telephones and the like, and say nothing of a wish


def plain(text: str) -> str:
    """Return the words of a message; "" where nothing but courtesy and numbers was said."""
    return " ".join(word for word in tokens(text) if not (len(word) >= _NUMBER and word.isdigit()))
