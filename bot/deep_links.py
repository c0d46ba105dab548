"""Deep links: addresses that open a chat right at a flow. They name a policy type and never a person.

Telegram: https://core.telegram.org/api/links#bot-links · WhatsApp: https://faq.whatsapp.com/5913398998672934
"""

from __future__ import annotations

from urllib.parse import quote

import segno
from msgspec import Struct

from conversations.locales import catalogue
from conversations.policy_types import POLICY_TYPES

# What WhatsApp has in place of a start parameter: a text that the customer sends, read like any other.
ENTRIES = {type.id: type.prefill for type in POLICY_TYPES.values()}


class DeepLink(Struct, frozen=True):
    """One link: which channel, which flow, where."""

    channel: str
    entry: str
    url: str


def telegram_links(username: str) -> tuple[DeepLink, ...]:
    """Return a link to each flow of the bot ``username`` (with or without its @)."""
    name = quote(username.removeprefix("@"), safe="")
    return tuple(DeepLink("telegram", entry, f"https://t.me/{name}?start={entry}") for entry in ENTRIES)


def whatsapp_links(number: str, language: str = "id") -> tuple[DeepLink, ...]:
    """Return a link to each flow of the business's ``number``, in international form, however it is written."""
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit())
    texts = {entry: catalogue(language)[key] for entry, key in ENTRIES.items()}
    return tuple(
        DeepLink("whatsapp", entry, f"https://wa.me/{digits}?text={quote(text)}") for entry, text in texts.items()
    )


def qr(url: str) -> str:
    """Return a QR code of the address for a terminal, two modules a character."""
    rows = [bytes(row) for row in segno.make(url, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append(bytes(len(rows[0])))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_HALVES[top > 0, bottom > 0] for top, bottom in zip(*pair, strict=True)) for pair in pairs)


# Light modules are drawn, dark ones left: a terminal is usually dark, and scanners want dark on light.
_HALVES = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
