"""Polis Saya beyond what one list holds: every policy is on one page, and each page fits WhatsApp's ten rows."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations import states
from conversations.advance import advance
from conversations.chat import Chat, LinkedPolicy
from conversations.events import Chosen, Told
from conversations.house import House
from conversations.locales import Voice
from conversations.turn import Turn
from tests.conversations.samples import NOW, TERMS, chat, event


def holding(number: int) -> Chat:
    """Return a chat that looks at its first page of so many policies."""
    links = tuple(
        LinkedPolicy(f"l{n}", f"pr_{n}", "dplk", f"{n:08d}", "87654321", "JANE RAILEY", "ACTIVE", NOW + n)
        for n in range(number)
    )
    return structs.replace(chat(states.BrowsingPolicies()), links=links, active="l0", requests=())


def turned(before: Chat, what: Told | Chosen) -> Turn:
    """Return the turn that a customer causes."""
    turn = advance(before, event(what), TERMS)
    assert turn is not None
    return turn


@pytest.mark.parametrize("number", [1, 7, 8, 11, 24])
def test_every_policy_is_on_one_page(number: int) -> None:
    """The arrows lead through all pages and back; at the last there is no further one."""
    turn, seen, pages = turned(holding(number), Told("asdf")), [], 1
    while True:
        ids = [choice.id for choice in turn.replies[0].choices if choice.id != "person"]
        assert len(ids) <= 10
        assert ids[-1] == "link"
        seen += [id for id in ids if id.startswith("l") and id != "link"]
        if "more" not in ids:
            break
        pages += 1
        turn = turned(turn.chat, Chosen("more", turn.chat.nonce))
    assert seen == [f"l{n}" for n in range(number)]
    for _ in range(pages - 1):
        turn = turned(turn.chat, Chosen("previous", turn.chat.nonce))
    assert "previous" not in [choice.id for choice in turn.replies[0].choices]


@pytest.mark.parametrize(
    ("kept", "label"),
    [("00012345", "1. DPLK 00012345"), ("123456789", "1. DPLK …3456789"), ("9" * 20, "1. DPLK …9999999")],
)
def test_a_whatsapp_button_names_the_type_and_ends_with_the_numbers_last_digits(kept: str, label: str) -> None:
    """Twenty characters hold place, type and eight digits; of a longer number the last seven tell it apart."""
    before = holding(1)
    shown = structs.replace(before, links=(structs.replace(before.links[0], policy=kept),), channel="whatsapp")
    [reply] = turned(shown, Told("asdf")).replies
    [spoken] = Voice(House()).messages(reply, language="id", channel="whatsapp", id="0" * 16, nonce="n")
    assert spoken.message.buttons[0].label == label
    assert kept in spoken.message.text


def test_a_number_counts_on_the_page_that_is_shown() -> None:
    """Typing 1 on the second page is the eighth policy."""
    second = turned(holding(9), Chosen("more", "nonce"))
    assert turned(second.chat, Told("1")).chat.active == "l7"
    assert turned(second.chat, Told("00000008")).chat.active == "l8"
