"""The README's picture of the flow is held against the conversation itself."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.details import Challenge, Details, Match
from conversations.flow import FLOW
from tests.conversations.samples import CHALLENGE, DETAILS, MATCH, MESSAGES, NOW, OUTSIDE, STEPS, TERMS, chat, event

README = Path(__file__).parents[2] / "README.md"
# Questions about another step: they lead back to it and are in the picture's last sentence, not in the picture.
ASIDES = {
    states.Cancelling,
    states.ErasingData,
    states.Exporting,
    states.Resuming,
    states.ViewingData,
    states.WithdrawingConsent,
}
MORE: tuple[events.Happening, ...] = (
    *(events.Told(text) for text in ("00012345", "87654321", "17-08-1990", "setuju", "tidak setuju", "mulai")),
    events.Chosen("group", "nonce"),
    events.Chosen("policy", "nonce"),
)
NEW = structs.replace(DETAILS, policy="00099999")  # a policy that the sample's customer has not linked
FRESH = (
    states.Confirming(NEW),
    states.LinkingFailed(NEW),
    states.TypingPolicy(Details("group")),
    states.NotFound(NEW),
    states.LookingUp(structs.replace(NEW, type="dplk"), "look1", NOW - 100, NOW + 24_900),
)


def test_every_arrow_of_the_picture_is_a_transition() -> None:
    """What the picture draws, the conversation does."""
    drawn = _drawn()
    assert len(drawn) > 20
    assert sorted(drawn - _observed()) == []


def test_every_state_is_in_the_picture() -> None:
    """No state is missing but the questions about another one."""
    drawn = {name for arrow in _drawn() for name in arrow}
    assert {kind.__name__ for kind in FLOW if kind not in ASIDES} == drawn


def _drawn() -> set[tuple[str, str]]:
    text = README.read_text(encoding="utf-8")
    return set(re.findall(r"^ +(\w+) --> (\w+)", text, re.MULTILINE))


def _observed() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for step in (*STEPS, *FRESH):
        for what in (*MESSAGES, *MORE, *OUTSIDE):
            turn = advance(chat(step), event(what), TERMS)
            if turn is not None:
                found.add((type(step).__name__, type(turn.chat.step).__name__))
    burned = states.EnteringCode(*_third_wrong())
    turn = advance(chat(burned), event(events.CodeTyped(events.Verdict.WRONG, text="000123")), TERMS)
    assert turn is not None
    found.add((type(burned).__name__, type(turn.chat.step).__name__))
    return found


def _third_wrong() -> tuple[Details, Match, Challenge]:
    return DETAILS, MATCH, structs.replace(CHALLENGE, wrong=2)
