"""The limits that a chat's own state keeps, each at its border: one less, just so, one more."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat, Paused
from conversations.details import Challenge, Issued
from conversations.effects import SendCode
from conversations.limits import HOUR, MINUTE, SECOND
from tests.conversations.samples import DETAILS, EMAIL, MATCH, NOW, TERMS, after, chat, event, said

WRONG = events.CodeTyped(events.Verdict.WRONG, text="000123")


def at_code(*, sends: int = 1, wrong: int = 0, since: int = 0) -> Chat:
    """Return a chat that waits for a code which was sent ``since`` milliseconds ago."""
    sent = NOW - since
    codes = (Issued(b"digest", sent, sent + 300 * SECOND),)
    challenge = Challenge("c1", EMAIL, codes, wrong, sends)
    return chat(states.EnteringCode(DETAILS, structs.replace(MATCH, contacts=(EMAIL,)), challenge), running=False)


@pytest.mark.parametrize(
    ("sends", "since", "leaves"),
    [
        (1, 60 * SECOND - 1, False),
        (1, 60 * SECOND, True),
        (2, 120 * SECOND - 1, False),
        (2, 120 * SECOND, True),
        (3, 299 * SECOND, False),
    ],
)
def test_a_resend_after_60_then_120_seconds_and_three_sends_a_linking(sends: int, since: int, leaves: bool) -> None:
    """A millisecond too early is told the seconds left; a fourth code is never sent in one linking."""
    turn = after(at_code(sends=sends, since=since), events.Chosen("resend", "nonce"))
    assert [type(effect) for effect in turn.effects] == ([SendCode] if leaves else [])
    if not leaves:
        assert said(turn) == ["otp.resend_limit" if sends == 3 else "otp.resend_wait"]


@pytest.mark.parametrize(("wrong", "told"), [(0, "otp.wrong"), (1, "otp.wrong"), (2, "otp.locked")])
def test_three_wrong_codes_a_challenge(wrong: int, told: str) -> None:
    """The third burns it and the chat waits thirty minutes; the count is the challenge's, whichever code it was."""
    turn = after(at_code(wrong=wrong, sends=2), WRONG)
    assert said(turn) == [told]
    assert turn.chat.locked == (NOW + 30 * MINUTE if told == "otp.locked" else 0)


@pytest.mark.parametrize(("wrong", "told"), [(0, "otp.wrong"), (1, "otp.locked"), (2, "otp.locked")])
def test_two_wrong_codes_while_the_alarm_is_on(wrong: int, told: str) -> None:
    """The verdict brings the number of attempts; a challenge that has used more already is burned too."""
    turn = after(at_code(wrong=wrong), structs.replace(WRONG, attempts=2))
    assert said(turn) == [told]


def test_a_locked_chat_waits_to_the_millisecond() -> None:
    """Until its time nothing is looked up; from then on everything is as before."""
    locked = structs.replace(chat(states.AtMenu()), locked=NOW + 30 * MINUTE)
    assert said(after(locked, events.Told("2"), NOW + 30 * MINUTE - 1)) == ["lookup.locked"]
    assert said(after(locked, events.Told("2"), NOW + 30 * MINUTE)) == ["type.ask"]


def test_twenty_messages_in_ten_seconds() -> None:
    """The 20th is answered, the 21st warned, the next ones meet silence until the chat was quiet for a minute."""
    one = chat(states.AtMenu())
    for _ in range(20):
        turn = after(one, events.Told("halo"))
        assert said(turn)[-1] == "menu.body"
        one = turn.chat
    warned = after(one, events.Told("halo"), NOW + 10 * SECOND - 1)
    assert said(warned) == ["err.too_fast"]
    silent = after(warned.chat, events.Told("halo"), NOW + 10 * SECOND)
    assert (silent.replies, silent.record, silent.kept) == ((), None, False)
    still = after(silent.chat, events.Told("halo"), NOW + 70 * SECOND - 1)
    assert still.replies == ()
    again = after(still.chat, events.Told("halo"), NOW + 130 * SECOND - 1)
    assert said(again)[-1] == "menu.body"


def test_twenty_one_messages_in_more_than_ten_seconds() -> None:
    """The window moves: who writes a little slower is never silenced."""
    one = chat(states.AtMenu())
    for n in range(60):
        turn = after(one, events.Told("halo"), NOW + n * SECOND // 2)
        assert said(turn)[-1] == "menu.body"
        one = turn.chat


def test_a_silence_of_ten_minutes_and_of_thirty() -> None:
    """A reminder at ten, the end at thirty; a millisecond before, nothing."""
    before = structs.replace(chat(states.TypingBirth(DETAILS), running=False), moved=NOW, requests=())
    came = events.TimeCame()
    assert advance(before, event(came, at=NOW + 10 * MINUTE - 1), TERMS) is None
    reminded = after(before, came, NOW + 10 * MINUTE)
    assert said(reminded) == ["timeout.remind"]
    assert advance(reminded.chat, event(came, at=NOW + 30 * MINUTE - 1), TERMS) is None
    ended = after(reminded.chat, came, NOW + 30 * MINUTE)
    assert said(ended) == ["timeout.ended"]
    assert ended.chat.paused == Paused(structs.replace(DETAILS, born=None), NOW + 30 * MINUTE + 24 * HOUR)


def test_details_wait_for_a_day() -> None:
    """A millisecond before they are offered, at their end they are not."""
    waiting = structs.replace(chat(states.AtMenu()), paused=Paused(DETAILS, NOW + 24 * HOUR))
    assert said(after(waiting, events.Told("2"), NOW + 24 * HOUR - 1)) == ["resume.ask_later"]
    assert said(after(waiting, events.Told("2"), NOW + 24 * HOUR)) == ["type.ask"]
