"""Where a crash may fall, and what holds: each point of the design, hit exactly once in an otherwise healthy world."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conversations.limits import Limits
from conversations.messages import Message
from conversations.states import Confirming
from handlers.ports import Inbound
from tests.simulation.__main__ import told
from tests.simulation.loop import Process
from tests.simulation.points import (
    DOWN,
    arrivals,
    counted,
    crash_after,
    crash_at_the_registry,
    ended_well,
    waiting_for_a_date,
    world,
)
from tests.simulation.server import Weather
from tests.simulation.trouble import Trouble

IDLE = Limits().idle / 1000


def test_an_allowance_that_was_taken_and_not_committed_is_taken_once() -> None:
    """A wrong code, its attempt counted, the process dead before the commit: redelivered, it counts once."""
    here = world(wrong=1)
    ended_well(here, crash_after(here, "take", lambda args, answer: str(args[0]).endswith(":1")))
    assert counted(here, "chat_wrong_day") == 1
    assert counted(here, "chat_wrong_day", b"g") == 1


def test_a_call_whose_answer_was_lost_changes_nothing_when_it_is_made_again() -> None:
    """Every single call to Redis is done twice by the client: one turn a message, one message a reply, one code."""
    here = world(trouble=Trouble(until=10_000.0, redis=Weather(twice=1.0)))
    here.trouble = Trouble()  # the world may end before its trouble does
    ended_well(here, ["every call"])
    assert set(arrivals(here).values()) == {1}
    assert sum(here.mail.sent.values()) == 1


def test_a_turn_that_was_not_acknowledged_to_the_channel_is_seen_and_drained() -> None:
    """Committed, the process dead before anything left: redelivered, it is no second turn, and its reply arrives once."""
    here = world()
    ended_well(here, crash_after(here, "commit", lambda args, answer: answer[:2] == [b"done", 3]))
    assert set(arrivals(here).values()) == {1}


def test_a_reply_that_was_sent_and_not_noted_is_repeated_once() -> None:
    """Nobody can tell whether it arrived: the one repeat that may be."""
    here = world()
    hit: list[str] = []
    sees = here.messengers["telegram"].sees

    def seen(what: str, process: Process, address: str, message: Message, reference: str) -> None:
        sees(what, process, address, message, reference)
        if what == "arrived" and "type.ask" in message.text and not hit:
            hit.append(message.id)
            here.kill(process, DOWN)

    for messenger in here.messengers.values():
        messenger.sees = seen
    ended_well(here, hit)
    assert {id: times for id, times in arrivals(here).items() if times != 1} == {hit[0]: 2}


def test_a_reply_whose_channel_tells_that_it_arrived_is_not_repeated() -> None:
    """WhatsApp's status comes to another process: whoever takes up what the dead one left notes it, and goes on."""
    here = world(channels=("whatsapp",))
    messenger = here.messengers["whatsapp"]
    hit: list[str] = []
    sees = messenger.sees

    def seen(what: str, process: Process, address: str, message: Message, reference: str) -> None:
        sees(what, process, address, message, reference)
        if what == "arrived" and "type.ask" in message.text and not hit:
            hit.append(message.id)
            here.kill(process, DOWN)

    messenger.sees = seen
    ended_well(here, hit)
    assert set(arrivals(here).values()) == {1}


def test_a_code_that_was_handed_over_and_not_noted_is_not_repeated() -> None:
    """The mark says that an attempt was made: the customer hears that it may be late, and types what has come."""
    here = world()
    hit: list[str] = []
    hears = here.mail.hears

    def taken(process: Process, to: str, code: str) -> None:
        hears(process, to, code)
        if not hit:
            hit.append(code)
            here.kill(process, DOWN)

    here.mail.hears = taken
    ended_well(here, hit)
    assert sum(here.mail.sent.values()) == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_look_up_whose_outcome_was_not_committed_is_asked_again_and_counted_once(known: bool) -> None:
    """Details that do not match count one mismatch, those that match none, however often they were asked."""
    here = world()
    policies = dict(here.insurer.policies)
    if not known:
        here.insurer.policies.clear()
    hit = crash_at_the_registry(here, "look_up")
    asked: list[str] = []
    hears = here.insurer.hears
    here.insurer.hears = lambda process, what, ask: (hears(process, what, ask), asked.append(ask.id))[0]  # type: ignore[func-returns-value]
    [customer] = here.customers
    here.timeline.run(600.0, lambda: any("lookup.nomatch" in bubble.text for bubble in customer.phone.bubbles))
    if not known:
        assert counted(here, "chat_mismatches_day") == 1
        here.insurer.policies.update(policies)
    ended_well(here, hit)
    assert asked[0] == asked[1]
    assert counted(here, "chat_mismatches_day") == int(not known)


def test_a_link_that_was_made_and_not_noted_is_made_once() -> None:
    """The same idempotency key gives the same link."""
    here = world()
    customer = ended_well(here, crash_at_the_registry(here, "link"))
    [record] = here.insurer.records.values()
    [chat] = here.witness.chats.values()
    assert [link.id for link in chat.links] == [record.id]
    assert customer.end == "done.member"


def test_an_outcome_and_a_message_at_once_keep_the_fact() -> None:
    """MENU comes in while the registry answers: whatever is first, the link is in the chat and the customer knows."""
    here = world()
    [customer] = here.customers
    hit: list[str] = []

    def answered(process: Process, what: str) -> None:
        if what == "link" and not hit:
            hit.append(what)
            customer.say("menu")

    here.insurer.answers = answered
    ended_well(here, hit)
    [chat] = here.witness.chats.values()
    assert len(chat.links) == 1


@pytest.mark.parametrize("seconds", [5.0, 590.0])
def test_a_message_sent_before_the_deadline_wins_over_its_timer(seconds: float) -> None:
    """It comes in after the silence has ended the linking, up to ten minutes, and takes the step up again."""
    here, customer, moved = waiting_for_a_date()
    messenger = here.messengers[customer.plan.channel]
    take = messenger.take

    def late(inbound: Inbound, answer: Callable[[bool], None]) -> None:
        here.world.after(seconds, take, inbound, answer)

    messenger.take = late
    here.timeline.run(moved + IDLE - 0.5, lambda: False)
    customer.say("17-08-1990")
    here.timeline.run(moved + IDLE + seconds + 5.0, lambda: False)
    told = [bubble.text for bubble in customer.phone.bubbles]
    assert any("timeout.ended" in text for text in told)
    [chat] = here.witness.chats.values()
    assert isinstance(chat.step, Confirming), told
    assert not here.witness.broken


def test_redelivered_messages_come_before_ends_for_silence() -> None:
    """All processes were away for an hour: an answer that was sent in time is heard, and nothing has ended."""
    here, customer, moved = waiting_for_a_date()
    for replica in here.replicas:
        here.kill(replica.process, 3600.0)
    here.timeline.run(moved + 60.0, lambda: False)
    customer.say("17-08-1990")
    here.timeline.run(moved + 3700.0, lambda: False)
    assert not any("timeout" in bubble.text for bubble in customer.phone.bubbles)
    [chat] = here.witness.chats.values()
    assert isinstance(chat.step, Confirming)
    assert not here.witness.broken


def test_a_failover_that_loses_the_last_turns_leaves_nobody_stuck() -> None:
    """The named window: what was acknowledged may be gone, and the dialogue goes on from before."""
    here = world(trouble=Trouble(until=60.0, failovers=2, lost_writes=40))
    result = here.run()
    assert not result.broken, told(result)
    assert "".join(result.ends).startswith(("done.", "lookup.already"))
