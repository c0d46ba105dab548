"""Every state against every event: legal, or refused without a change."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import structs

from conversations import events, states
from conversations.advance import advance
from conversations.chat import Chat
from conversations.flow import FACTS, FLOW
from conversations.house import House
from conversations.locales import LANGUAGES, Voice
from conversations.states import Step
from conversations.steps.anywhere import inner
from conversations.timers import next_deadline
from conversations.turn import Place, Reply, Turn
from tests.conversations.samples import MESSAGES, NOW, OUTSIDE, STAFF, STEPS, TERMS, chat, event

VOICE = Voice(House())
# Which outcomes a step waits for; everything else that is no fact leaves it as it is.
AWAITED: dict[type, tuple[type, ...]] = {
    states.LookingUp: (events.Matched, events.NotMatched, events.LookupRefused, events.LookupFailed),
    states.Exporting: (events.CopySent, events.CopyNotSent, events.CopyRefused),
    states.EnteringCode: (
        events.CodeSent,
        events.CodeUnsure,
        events.CodeNotSent,
        events.CodeRefused,
        events.CodePaused,
    ),
}
NAMES = [f"{number}-{type(step).__name__}" for number, step in enumerate(STEPS)]


def test_the_samples_show_every_state_and_every_event() -> None:
    """No state and no event is left out of this table."""
    assert {type(step) for step in STEPS} == set(FLOW)
    kinds = {type(what) for what in (*MESSAGES, *OUTSIDE, *STAFF)}
    assert kinds == set(events.Happening.__args__)


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_every_message_is_answered_or_silently_waited_out(step: Step, channel: str) -> None:
    """A message never raises, leads to a state that can be kept, and is answered unless something runs that answers it."""
    for what in MESSAGES:
        before = chat(step, channel=channel)
        turn = advance(before, event(what), TERMS)
        assert turn is not None
        can_be_said_and_kept(turn)
        works = bool(turn.effects) or isinstance(step, states.LookingUp | states.Linking)
        works = works or isinstance(step, states.Unlinking | states.Withdrawing | states.Exporting)
        ignored = isinstance(what, events.CodeTyped) and not isinstance(inner(step), states.EnteringCode)
        assert turn.replies or works or ignored, f"{what} was not answered"


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_an_outcome_that_nobody_waits_for_changes_nothing(step: Step) -> None:
    """An outcome is taken by the step that waits for it and by no other."""
    for what in OUTSIDE:
        if type(what) in FACTS or isinstance(what, events.TimeCame | events.Blocked | events.AccountChanged):
            continue
        before = chat(step)
        turn = advance(before, event(what), TERMS)
        waits = any(isinstance(inner(step), kind) and type(what) in learns for kind, learns in AWAITED.items())
        here = inner(step)
        if isinstance(here, states.EnteringCode):
            waits = waits and bool(here.challenge.sending)
        if isinstance(here, states.LookingUp):
            waits = waits and here.answer is None
        assert (turn is not None) == waits
        if turn:
            can_be_said_and_kept(turn)


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_an_outcome_of_another_effect_changes_nothing(step: Step) -> None:
    """An outcome of an effect that this chat did not ask for is no outcome of its own; a link that is made so is let go."""
    for what in OUTSIDE:
        if not hasattr(what, "effect"):
            continue
        before = chat(step, running=False)
        turn = advance(before, event(structs.replace(what, effect="another")), TERMS)
        if isinstance(what, events.LinkMade) and turn is not None and turn.effects:
            assert [type(effect).__name__ for effect in turn.effects] == ["Release"]
            assert (turn.chat.links, turn.chat.requests, turn.replies) == (before.links, before.requests, ())
            continue
        assert turn is None or (turn.chat == before and not turn.replies and not turn.effects)


@pytest.mark.parametrize("step", [step for step in STEPS if chat(step).consent], ids=str)
def test_facts_are_recorded_in_every_state(step: Step) -> None:
    """A link made, an unlinking, a withdrawal and a decision are recorded whatever the customer does meanwhile."""
    made = _turn(chat(step), events.LinkMade("link1", "l9", False))
    assert "l9" in {link.id for link in made.chat.links}
    asked = _turn(chat(step), events.LinkMade("link1", "l9", True))
    assert "PL-00ZZZZZZ" in {request.reference for request in asked.chat.requests}
    gone = _turn(chat(step), events.Unlinked("unlink1"))
    assert {link.id for link in gone.chat.links} == {"l2"}
    assert gone.chat.active == "l2"
    back = _turn(chat(step), events.Withdrawn("withdraw1"))
    assert [request.state for request in back.chat.requests] == ["withdrawn"]
    decided = _turn(chat(step), events.Decided("PL-00ABCDEF", True))
    assert [request.state for request in decided.chat.requests] == ["approved"]
    assert "l3" in {link.id for link in decided.chat.links}
    for turn in (made, asked, gone, back, decided):
        assert turn.replies
        can_be_said_and_kept(turn)


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_a_timer_before_its_time_changes_nothing(step: Step) -> None:
    """A timer is taken only if the state's own deadline has passed; then the next deadline is a later one."""
    before = chat(step)
    assert advance(before, event(events.TimeCame()), TERMS) is None
    deadline = next_deadline(before, TERMS)
    if deadline is None:
        return
    late = event(events.TimeCame(), at=deadline)
    turn = advance(before, late, TERMS)
    assert turn is not None
    after = next_deadline(turn.chat, TERMS)
    assert after is None or after > deadline
    can_be_said_and_kept(turn)


def _turn(before: Chat, what: events.Happening) -> Turn:
    turn = advance(before, event(what), TERMS)
    assert turn is not None
    return turn


def can_be_said_and_kept(turn: Turn) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(turn.chat), type=Chat) == turn.chat
    for reply in turn.replies:
        reply = counted(reply)
        for language in LANGUAGES:
            spoken = VOICE.messages(reply, language=language, channel=turn.chat.channel, id="0" * 16, nonce="n" * 8)
            assert all(said.message.text for said in spoken)
            buttons = spoken[-1].message.buttons
            if turn.chat.channel == "whatsapp" and buttons:
                assert len(buttons) <= 10
                assert len(buttons) <= 3 or spoken[-1].message.list_button
                assert len(spoken[-1].message.text) <= 1024


def counted(reply: Reply) -> Reply:
    """Put a number where the handler counts the queue."""
    says = tuple(
        structs.replace(
            say, values={name: 1 if isinstance(value, Place) else value for name, value in say.values.items()}
        )
        for say in reply.says
    )
    return structs.replace(reply, says=says)


def test_now_is_inside_the_samples() -> None:
    """The samples are neither late nor due by themselves."""
    assert all((next_deadline(chat(step), TERMS) or NOW + 1) > NOW for step in STEPS)
