"""A look-up that a question stands upon: its answer waits in silence, and who goes on meets it as if it came just then."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.drivers import AgentDrives, BotDrives
from conversations.effects import SendCode
from conversations.limits import MINUTE, SECOND
from conversations.marks import Name
from conversations.staff_events import HandedBack
from conversations.states import Step
from conversations.timers import next_deadline
from tests.conversations.samples import DETAILS, EMAIL, NOW, SMS, TERMS, after, chat, event, said

DPLK = structs.replace(DETAILS, type="dplk")
LOOKING = states.LookingUp(DPLK, "look1", NOW - 100, NOW + 24_900)
MATCHED = events.Matched("look1", "pr_9", "JANE RAILEY", "ACTIVE", True, (EMAIL, SMS))
ANSWERS: dict[str, events.LookedUp] = {
    "matched": MATCHED,
    "one contact": structs.replace(MATCHED, contacts=(EMAIL,)),
    "no contact": structs.replace(MATCHED, contacts=()),
    "not matched": events.NotMatched("look1"),
    "refused": events.LookupRefused("look1", NOW + 60 * MINUTE),
    "failed": events.LookupFailed("look1"),
}
CANCELLING = states.Cancelling(LOOKING)
# The questions that can stand upon a look-up, and how a customer goes on with what was before.
QUESTIONS: tuple[tuple[Step, events.HeardMessage], ...] = (
    (CANCELLING, events.Chosen("on", "nonce")),
    (CANCELLING, events.Told("tidak")),
    (CANCELLING, events.Told("kembali")),
    (states.WithdrawingConsent(LOOKING), events.Chosen("keep", "nonce")),
    (states.ErasingData(LOOKING), events.Told("batal")),
    (states.ViewingData(LOOKING), events.Told("kembali")),
    (states.Resuming(LOOKING), events.Chosen("on", "nonce")),
)
NAMES = [f"{type(step).__name__}-{getattr(what, 'text', 'tapped')}" for step, what in QUESTIONS]

answers = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
questions = pytest.mark.parametrize("step, on", QUESTIONS, ids=NAMES)


@answers
@questions
def test_the_answer_waits_in_silence(step: Step, on: events.HeardMessage, answer: events.LookedUp) -> None:
    """The customer goes on being asked what they are asked, with the same buttons; nothing is sent, and it is counted once."""
    before = chat(step)
    kept = after(before, answer)
    assert (kept.replies, kept.effects, kept.chat.nonce) == ((), (), before.nonce)
    assert type(kept.chat.step) is type(step)
    assert [mark.name for mark in kept.marks if mark.name is Name.LOOKED_UP] == [Name.LOOKED_UP]
    assert Name.LOOKED_UP not in {mark.name for mark in after(kept.chat, on).marks}


@answers
@questions
def test_going_on_shows_what_the_answer_would_have_shown(
    step: Step, on: events.HeardMessage, answer: events.LookedUp
) -> None:
    """Same step, words, buttons, moment and effects as where nothing was asked in between."""
    at_once = after(chat(LOOKING), answer)
    later = after(after(chat(step), answer).chat, on)
    assert later.chat.step == at_once.chat.step
    assert (later.chat.paused, later.chat.code_until) == (at_once.chat.paused, at_once.chat.code_until)
    assert later.effects == at_once.effects
    assert [key for key in said(later) if key != "menu.nevermind"] == said(at_once)
    offered = [(reply.choices, reply.not_before) for reply in at_once.replies]
    assert [(reply.choices, reply.not_before) for reply in later.replies if reply.choices] == offered


@answers
def test_the_first_answer_stands(answer: events.LookedUp) -> None:
    """The same again, another one, and that of an earlier look-up change nothing."""
    kept = after(chat(CANCELLING), answer).chat
    for other in ANSWERS.values():
        assert advance(kept, event(other), TERMS) is None
    assert advance(chat(CANCELLING), event(structs.replace(answer, effect="look0")), TERMS) is None


@answers
@pytest.mark.parametrize("yes", [events.Chosen("stop", "nonce"), events.Told("ya"), events.Told("batal")], ids=repr)
def test_who_stops_stops_all_the_same(yes: events.HeardMessage, answer: events.LookedUp) -> None:
    """The end is the one that it is without an answer: no code is sent, no detail is kept."""
    stopped, without = after(after(chat(CANCELLING), answer).chat, yes), after(chat(CANCELLING), yes)
    assert said(stopped) == said(without) == ["cancel.done"]
    assert stopped.effects == ()
    assert structs.replace(stopped.chat, reached=without.chat.reached) == without.chat


def test_one_question_may_lead_to_another() -> None:
    """Stop? What is held? Erase? Not even that: the answer is still there."""
    now = after(chat(CANCELLING), MATCHED).chat
    for what, step in (
        ("data saya", states.ViewingData),
        ("hapus data", states.ErasingData),
        ("menu", states.Resuming),
        ("batal", states.Cancelling),
        ("tidak", states.ChoosingMethod),
    ):
        now = after(now, events.Told(what)).chat
        assert isinstance(now.step, step)


def test_the_neutral_answer_leaves_at_the_neutral_moment() -> None:
    """Who goes on quickly learns no sooner than anybody else that nothing was found."""
    kept = after(chat(CANCELLING), events.NotMatched("look1")).chat
    [reply] = after(kept, events.Told("tidak")).replies
    assert reply.not_before == LOOKING.asked + TERMS.limits.neutral > NOW


def test_an_answer_outlives_the_deadline_under_a_question() -> None:
    """Neither the notice after five seconds nor the deadline comes while something else is asked."""
    kept = after(chat(CANCELLING), MATCHED).chat
    asked, answered = next_deadline(chat(CANCELLING, running=False), TERMS), next_deadline(kept, TERMS)
    assert asked == answered == kept.moved + TERMS.limits.reminder
    on = after(kept, events.Told("tidak"), at=LOOKING.deadline + MINUTE)
    assert said(on) == ["otp.method"]


def test_who_goes_on_before_the_answer_hears_once_that_we_are_at_it() -> None:
    """What comes next is the answer or the deadline."""
    on = after(chat(CANCELLING), events.Told("tidak"), at=NOW + 6 * SECOND)
    assert said(on) == ["wait.lookup"]
    assert next_deadline(on.chat, TERMS) == LOOKING.deadline
    assert said(after(on.chat, MATCHED)) == ["otp.method"]


def test_who_goes_on_after_the_deadline_without_an_answer_is_told_so_at_once() -> None:
    """The details could not be checked; they wait, and may be tried again."""
    on = after(chat(CANCELLING), events.Told("tidak"), at=LOOKING.deadline)
    assert said(on) == ["lookup.unavailable"]
    assert on.chat.step == states.NotFound(DPLK, down=True)


def test_a_hand_back_shows_the_answer_that_came_under_the_agent() -> None:
    """While an agent drives nothing is said of it; the bot asks its question when it leads again."""
    kept = after(chat(CANCELLING, driver=AgentDrives("rina", "Rina", NOW)), structs.replace(MATCHED, contacts=(EMAIL,)))
    assert (kept.replies, kept.effects) == ((), ())
    back = after(kept.chat, HandedBack("rina", kept.chat.drive))
    assert back.chat.driver == BotDrives()
    assert said(back) == ["agent.end.resume"]
    assert [type(effect) for effect in back.effects] == [SendCode]
    nothing = after(chat(CANCELLING, driver=AgentDrives("rina", "Rina", NOW)), events.NotMatched("look1"))
    assert said(after(nothing.chat, HandedBack("rina", 0))) == ["agent.end.resume", "lookup.nomatch"]


def test_an_answer_survives_a_silence_that_is_taken_up() -> None:
    """A message sent before the silence ended the step meets the question again, and the answer beneath it."""
    kept = after(chat(CANCELLING), MATCHED).chat
    end = kept.moved + TERMS.limits.idle
    reminded = after(kept, events.TimeCame(), at=kept.moved + TERMS.limits.reminder).chat
    ended = after(reminded, events.TimeCame(), at=end).chat
    assert isinstance(ended.step, states.AtMenu)
    on = advance(ended, event(events.Told("tidak"), at=end + SECOND, sent=end - SECOND), TERMS)
    assert on is not None
    assert said(on) == ["otp.method"]
