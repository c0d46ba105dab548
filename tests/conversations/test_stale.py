"""Stale buttons: what was offered about one thing does nothing to another."""

from __future__ import annotations

from msgspec import structs

from conversations import states
from conversations.advance import advance
from conversations.chat import Chat
from conversations.effects import Withdraw
from conversations.events import Chosen, CodeTyped, Happening, Told, Verdict
from conversations.turn import Turn
from tests.conversations.samples import CHALLENGE, DETAILS, MATCH, REQUEST, TERMS, chat, event

SECOND = structs.replace(REQUEST, reference="PL-00ZZZZZ1", policy="00098701", link_id="l9")


def turned(before: Chat, what: Happening, seed: bytes) -> Turn:
    """Return the turn that a customer causes, each with randomness of its own."""
    turn = advance(before, structs.replace(event(what), seed=seed), TERMS)
    assert turn is not None
    return turn


def test_a_yes_to_one_request_is_none_to_another() -> None:
    """The confirmation for the first request, tapped when the second is asked about, takes neither back."""
    listed = structs.replace(chat(states.BrowsingRequests()), requests=(REQUEST, SECOND))
    first = turned(listed, Chosen(REQUEST.reference, "nonce"), b"1").chat
    back = turned(first, Told("kembali"), b"2").chat
    second = turned(back, Chosen(SECOND.reference, back.nonce), b"3").chat
    assert second.step == states.BrowsingRequests(SECOND.reference)
    assert turned(second, Chosen("sure", first.nonce), b"4").effects == ()
    sure = turned(second, Chosen("sure", second.nonce), b"5")
    assert [effect.reference for effect in sure.effects if isinstance(effect, Withdraw)] == [SECOND.reference]


def test_buttons_beside_the_code_stay_good() -> None:
    """A wrong code changes nothing about the buttons above it."""
    before = chat(states.EnteringCode(DETAILS, MATCH, CHALLENGE))
    wrong = turned(before, CodeTyped(Verdict.WRONG, 0, "000123"), b"1")
    assert wrong.chat.nonce == before.nonce
