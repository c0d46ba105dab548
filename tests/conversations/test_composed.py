"""Whole messages: with the longest values that can come, each is within what its channel carries."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from msgspec import structs

from conversations import states
from conversations.advance import advance
from conversations.chat import Chat, LinkedPolicy, Request, Ticket
from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.house import House
from conversations.locales import LANGUAGES, MOST, Voice
from conversations.messages import Message
from conversations.states import Step
from conversations.steps.tickets import LONGEST
from conversations.turn import Turn
from tests.conversations.samples import MESSAGES, NOW, OUTSIDE, STEPS, TERMS, chat, event

LONG_NUMBER = "9" * 20
LONG_NAME = "I GUSTI AYU PUTU KUSUMAWARDHANI LESTARI"
HOUSE = House(
    brand="Layanan Polis Digital Asuransi Contoh",
    help_email="layanan.nasabah.prioritas@asuransi-contoh.co.id",
    help_phone="+62 21 1500 0377",
)
VOICE = Voice(HOUSE)
EMAIL = Contact("email", "nama.yang.sangat.panjang.sekali@perusahaan-asuransi-contoh.example")
SMS = Contact("sms", "+6281234567890")
MATCH = Match("pr_1", LONG_NAME, "RETIRED", True, (EMAIL, SMS), EMAIL.address)
CHALLENGE = Challenge("c1", EMAIL, (Issued(b"digest", NOW - 1000, NOW + 299_000),), sends=1)
LINKS = tuple(
    LinkedPolicy(f"{n:x}" * 60, f"pr_{n}", "group", LONG_NUMBER, LONG_NUMBER, LONG_NAME, "RETIRED", NOW - n)
    for n in range(1, 25)
)
STATES = ("rejected", "pending", "approved")
REQUESTS = tuple(
    Request(
        f"PL-{n:08d}", f"r{n}", f"pq_{n}", "individu", f"{n:020d}", "", LONG_NAME, "ACTIVE", EMAIL.address, NOW - n,
        NOW + 10**9, state=STATES[n % 3], reason="other", decided=NOW,
    )
    for n in range(1, 25)
)  # fmt: skip
TICKETS = tuple(
    Ticket(f"TK-{n:08d}", NOW - n, NOW + 10**9, "answered" if n % 2 else "open", NOW, "x" * LONGEST)
    for n in range(1, 25)
)


def full(step: Step, channel: str, language: str, misses: int = 0) -> Chat:
    """Return a chat in ``step`` with as much in it, and in as long words, as can be."""
    before = chat(_long_step(step), channel=channel, language=language)
    if before.consent is None:
        return structs.replace(before, misses=misses)
    return structs.replace(before, links=LINKS, active=LINKS[0].id, requests=REQUESTS, tickets=TICKETS, misses=misses)


def _long_step(step: Any) -> Any:
    match step:
        case states.BrowsingPolicies():
            return states.BrowsingPolicies(1)
        case states.BrowsingRequests(asking):
            return states.BrowsingRequests("PL-00000001" if asking else "")
    changes: dict[str, object] = {}
    for name in step.__struct_fields__:
        match getattr(step, name):
            case Details() as kept:
                number, participant = kept.policy and LONG_NUMBER, kept.participant and LONG_NUMBER
                changes[name] = structs.replace(kept, policy=number, participant=participant)
            case Match():
                changes[name] = MATCH
            case Challenge(sending=sending):
                changes[name] = structs.replace(CHALLENGE, sending=sending)
            case states.StepBase() as under:
                changes[name] = _long_step(under)
    return structs.replace(step, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
@pytest.mark.parametrize("misses", [0, 5])
def test_every_message_that_can_be_composed_fits_its_channel(language: str, channel: str, misses: int) -> None:
    """Every state after every event, in both languages: text, buttons, rows and ids within the channel's limits."""
    seen = 0
    for step in STEPS:
        before = full(step, channel, language, misses)
        for what in chain(MESSAGES, OUTSIDE):
            turn = advance(before, event(what), TERMS)
            for message in _messages(turn) if turn else ():
                seen += 1
                _fits(message, channel)
    assert seen > 1000


def _messages(turn: Turn) -> list[Message]:
    spoken = (
        VOICE.messages(
            reply, language=turn.chat.language, channel=turn.chat.channel, id="0" * 16, nonce=turn.chat.nonce
        )
        for reply in turn.replies
    )
    return [said.message for said in chain.from_iterable(spoken)]


def _fits(message: Message, channel: str) -> None:
    assert 1 <= len(message.text) <= 4096
    labels = [button.label for button in message.buttons]
    assert len({button.id for button in message.buttons}) == len(labels)
    assert all(len(button.id.encode()) <= 64 for button in message.buttons)
    if channel == "telegram" or not labels:
        return
    listed = len(labels) > 3
    assert len(labels) <= 10
    assert len(message.text) <= 1024, message.text
    assert len(message.footer) <= 60
    assert len(set(labels)) == len(labels), f"WhatsApp refuses two equal titles: {labels}"
    assert all(1 <= len(label) <= MOST["row" if listed else "btn"] for label in labels)
    assert all(len(button.description) <= MOST["desc"] for button in message.buttons)
    assert not listed or 1 <= len(message.list_button) <= MOST["lst"]
