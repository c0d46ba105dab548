"""Cleaning: what a customer typed becomes plain text with plain digits, whatever keyboard, script or trick it came by."""

from __future__ import annotations

import re
import unicodedata

TOO_LONG = 4096  # characters: as much as Telegram and WhatsApp carry
LONGEST = 480  # characters of a message that is read as words or details: an SMS of three parts
PART = 64  # characters of a part that is read as a number, a date or a choice
_KEYCAPS = frozenset("\u20e3\ufe0e\ufe0f")
_SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """Return the text in NFKC, with ASCII digits and plain dashes, without invisible marks; total and idempotent."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    once = _pass(sound)
    return once if once == sound else _pass(once)


def fold(text: str) -> str:
    """Return the cleaned text for comparing: lower case, white space folded."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(clean(clean(text).casefold()).split())


def too_long(text: str) -> bool:
    """Tell whether a text is longer than is read at all."""
    return len(text) > TOO_LONG


def _pass(text: str) -> str:
    plain = "".join(map(_sign, unicodedata.normalize("NFKC", text)))
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", plain)).strip()


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() or sign == "\n" else " "
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Pd" or sign == "\u2212":
        return "-"
    if kind in ("Cf", "Cs", "Co") or sign in _KEYCAPS:
        return ""
    if kind in ("Zs", "Zl", "Zp", "Cc"):
        return "\n" if kind in ("Zl", "Zp") else " "
    return sign
