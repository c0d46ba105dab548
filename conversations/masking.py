"""Masking a whole text, as the care team sees transcripts: numbers, addresses and known names give way to their masks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from conversations.chat import Chat
from conversations.masks import mask_email, mask_name, mask_phone, mask_policy
from conversations.reading.dates import MONTHS

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A pattern that opens with what it may open with, and only then looks back, passes over all other letters at once.
_PHONE = re.compile(r"[+60](?<![\w*].)(?:(?<=\+)62|(?<=6)2|(?<=0))[ -]?8(?:[ .\-]?[0-9]){7,12}(?![0-9])")
_NUMBER = re.compile(r"[0-9](?<![\w*-].)(?:[ .\-/]?[0-9]){3,}(?![0-9])")
_ANYTHING = re.compile(r"[@0-9](?:(?<=@)|(?:[ .\-/]?[0-9]){3})")  # without either, the patterns above find nothing
_SHORTEST = 4  # digits of a number that may be a policy's or a participant's
_GROUPED = 6  # digits from which a number is masked though it is written in groups: shorter ones are times and dates
_REFERENCE = re.compile(r"[A-Z](?<!\w.)[A-Z]-[0-9A-Z]{8}\b")
_YEAR = re.compile(r" ((?:19|20)[0-9]{2})(?![0-9])")
_MONTHS = tuple(MONTHS)


def names_in(chat: Chat) -> frozenset[str]:
    """Return the holders' names that a chat knows."""
    holders = [link.holder for link in chat.links] + [request.holder for request in chat.requests]
    holders += [run.match.holder for run in chat.running if run.match]
    match = getattr(getattr(chat.step, "under", None) or chat.step, "match", None)
    return frozenset(filter(None, (*holders, match.holder if match else "")))


def mask_text(text: str, names: Collection[str], plain: Iterable[str] = ()) -> str:
    """Mask a text; ``plain`` are words of our own that stay, such as the telephone number for help."""
    if not names and _ANYTHING.search(text) is None:
        return text
    stay = [*plain, *_REFERENCE.findall(text), *_years(text)]
    return _around(text, sorted({*stay} - {""}, key=len, reverse=True), names) if stay else _masked(text, names)


def _around(text: str, kept: list[str], names: Collection[str]) -> str:
    """Mask what stands between the words that stay, the longest of which come first."""
    if not kept:
        return _masked(text, names)
    return kept[0].join(_around(part, kept[1:], names) for part in text.split(kept[0]))


def _years(text: str) -> list[str]:
    """Return the years that stand behind the name of a month."""
    found = _YEAR.finditer(text)
    return [year[1] for year in found if text[: year.start()].casefold().endswith(_MONTHS)]


def _masked(text: str, names: Collection[str]) -> str:
    if "@" in text:
        text = _EMAIL.sub(lambda found: mask_email(found.group()), text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mask_name(name), text, flags=re.IGNORECASE)
    text = _PHONE.sub(lambda found: mask_phone(_international(found.group())), text)
    return _NUMBER.sub(_number, text)


def _number(found: re.Match[str]) -> str:
    written = found.group()
    digits = re.sub("[^0-9]", "", written)
    shortest = _SHORTEST if digits == written else _GROUPED
    return mask_policy(digits) if len(digits) >= shortest else written


def _international(number: str) -> str:
    digits = re.sub("[^0-9]", "", number)
    return f"+62{digits[1:]}" if digits.startswith("0") else f"+{digits}"
