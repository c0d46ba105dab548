"""Too late to be obeyed: judged by the channel's stamps alone, wherever our own clock stands."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat
from conversations.limits import DAY, HOUR, MINUTE, SECOND
from conversations.steps.arriving import ROUNDING
from conversations.turn import Event, Turn
from tests.conversations.samples import DETAILS, NOW, TERMS, chat, said

AHEAD = pytest.mark.parametrize("ahead", [-HOUR, -90 * SECOND, 0, 20 * SECOND, 90 * SECOND, HOUR])


def hear(before: Chat, what: events.Happening, ahead: int, age: int) -> Turn:
    """Hear what was sent so long before the open question by the channel's clock, which is ahead of ours."""
    event = Event(what=what, at=NOW, sent=before.asked - age, seed=b"seed of sixteen!", ahead=ahead)
    turn = advance(before, event, TERMS)
    assert turn is not None
    return turn


def asked(step: states.Step, channel: str, ahead: int) -> Chat:
    """Return a chat whose question was asked half a minute ago, in a linking of ten minutes."""
    there = NOW + ahead
    return structs.replace(chat(step, channel=channel), asked=there - 30 * SECOND, begun=there - 10 * MINUTE)


@AHEAD
@pytest.mark.parametrize("channel, most", [("whatsapp", MINUTE), ("telegram", 10 * MINUTE + 30 * SECOND)])
def test_a_text_is_late_by_the_channels_clock(channel: str, most: int, ahead: int) -> None:
    """WhatsApp: older than the question by over a minute; Telegram: older than the linking by over a minute."""
    before = asked(states.TypingPolicy(DETAILS), channel, ahead)
    number = events.Told("00012345")
    in_time = hear(before, number, ahead, most)
    assert "late.text" not in said(in_time)
    late = hear(before, number, ahead, most + 1)
    assert (late.chat.step, said(late)[0]) == (before.step, "late.text")


@AHEAD
@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_consent_is_younger_than_its_question_and_bears_its_time(channel: str, ahead: int) -> None:
    """What was sent before the question agrees to nothing, save what the channels round away; a tap comes from the question."""
    before = asked(states.Consenting(), channel, ahead)
    for what in (events.Told("setuju"), events.Told("1"), events.Told("ya")):
        assert hear(before, what, ahead, ROUNDING + 1).chat.consent is None
    agreed = hear(before, events.Told("setuju"), ahead, -10 * SECOND).chat.consent
    assert agreed is not None
    assert agreed.at == before.asked + 10 * SECOND
    assert hear(before, events.Chosen("agree", "nonce"), ahead, 2 * SECOND).chat.consent is not None


@AHEAD
@pytest.mark.parametrize("what", [events.Told("ya"), events.Told("menu"), events.Chosen("sure", "nonce")], ids=repr)
@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_what_is_over_a_day_old_is_not_obeyed(channel: str, what: events.Happening, ahead: int) -> None:
    """Though it is younger than its question: the question comes again, where the channel takes an answer."""
    old = structs.replace(
        asked(states.ErasingData(states.AtMenu()), channel, ahead), asked=NOW + ahead - 3 * DAY, heard=0
    )
    turn = hear(old, what, ahead, -DAY)
    assert (turn.chat.step, turn.effects) == (old.step, ())
    assert turn.record is not None
    assert (said(turn)[:1] == ["late.text"]) is (channel == "telegram")
    written = structs.replace(old, heard=NOW - HOUR)
    assert said(hear(written, what, ahead, -DAY))[0] == "late.text"


def test_a_state_of_an_older_version_is_read() -> None:
    """Which knows nothing of ``begun``: nothing is late on Telegram until the next linking begins."""
    before = structs.replace(chat(states.TypingPolicy(DETAILS)), begun=0)
    assert "late.text" not in said(hear(before, events.Told("00012345"), 0, HOUR))
