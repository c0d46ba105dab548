"""Deep links: they open a flow, and bear nobody's data."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.deep_links import ENTRIES, qr, telegram_links, whatsapp_links
from conversations.locales import LANGUAGES, catalogue
from conversations.reading.entries import entry


def test_telegram_links_open_each_flow() -> None:
    """Each flow has a start parameter of Telegram's alphabet, with or without the bot's @."""
    links = telegram_links("@contoh_bot")
    assert links == telegram_links("contoh_bot")
    assert [link.url for link in links] == [
        "https://t.me/contoh_bot?start=individu",
        "https://t.me/contoh_bot?start=group",
        "https://t.me/contoh_bot?start=dplk",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatsapp_links_prefill_each_flow(language: str) -> None:
    """The number is bare digits, however it was written, and the text comes back whole."""
    links = whatsapp_links("+62 840-0000-0001", language)
    assert {urlsplit(link.url).path for link in links} == {"/6284000000001"}
    assert {link.entry: parse_qs(urlsplit(link.url).query)["text"] for link in links} == {
        entry: [catalogue(language)[key]] for entry, key in ENTRIES.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_prefilled_text_is_understood(language: str) -> None:
    """What a link lets a customer say opens the flow that it names."""
    assert {entry(f"/start {name}") for name in ENTRIES} == set(ENTRIES)
    assert {name: entry(catalogue(language)[key]) for name, key in ENTRIES.items()} == {name: name for name in ENTRIES}


def test_qr_codes_are_square_and_framed() -> None:
    """A code is as wide as it is high (two modules a character), with a light frame that scanners need."""
    rows = qr("https://t.me/contoh_bot?start=group").splitlines()
    assert {len(row) for row in rows} == {len(rows[0])}
    assert abs(len(rows[0]) - 2 * len(rows)) <= 1
    assert set(rows[0]) == {"█"}
    assert all(row.startswith("██") and row.endswith("██") for row in rows[1:-1])
