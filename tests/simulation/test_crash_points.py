"""Where a crash may fall, and what holds: each point of the design, hit exactly once in an otherwise healthy world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from conversations.limits import Limits
from conversations.messages import Message
from conversations.states import Confirming
from handlers.ports import Inbound
from storage.connection import Script
from tests.clock import START
from tests.simulation.__main__ import quiet, told
from tests.simulation.loop import Process
from tests.simulation.people import Customer
from tests.simulation.server import Weather
from tests.simulation.trouble import Trouble
from tests.simulation.world import World

DOWN = 2.0  # seconds until a killed process is back
TELEGRAM, WHATSAPP = 7, 10  # seeds whose customer has this channel
IDLE = Limits().idle / 1000


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    quiet()
    yield
    structlog.reset_defaults()


def world(wrong: int = 0, trouble: Trouble | None = None, seed: int = TELEGRAM) -> World:
    """Return a world of one customer, who links a Group policy at one of two processes."""
    return World(seed, trouble or Trouble(), customers=1, replicas=2, types=("group",), wrong=(wrong,))


def crash_after(world: World, name: str, when: Callable[[list[Any], Any], bool]) -> list[str]:
    """Kill whoever ran the script ``name`` first ``when`` so, before it hears the answer; return who it was."""
    hit: list[str] = []
    watch = world.redis.watch

    def seen(process: Process, script: Script, keys: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, keys, args, answer)
        if script.name == name and not hit and when(args, answer):
            hit.append(process.name)
            world.kill(process, DOWN)

    world.redis.watch = seen
    return hit


def ended_well(world: World, hit: list[str]) -> Customer:
    """Let the world come to its end; the crash happened, no promise broke, and the customer is linked."""
    result = world.run()
    assert hit, "the crash point was never reached"
    assert not result.broken, told(result)
    [customer] = world.customers
    assert customer.end == "done.member"
    return customer


def arrivals(world: World) -> dict[str, int]:
    """Return how often each message arrived."""
    return {id: entry.arrived for id, entry in world.witness.entries.items() if isinstance(entry.body, Message)}


def counted(world: World, name: str, state: bytes = b"t") -> int:
    """Return how many a chat's limit counts."""
    [account] = world.witness.chats
    return sum(known == state for known in world.witness.limit(name, account).values())


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
        for entry in here.witness.entries.values():
            entry.excused = True
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
    here = world(seed=WHATSAPP)
    messenger = here.messengers["whatsapp"]
    assert here.customers[0].plan.channel == "whatsapp"
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


def test_a_message_sent_before_the_deadline_wins_over_its_timer() -> None:
    """It comes in after the silence has ended the linking, and takes the step up again."""
    here, customer, moved = waiting_for_a_date()
    messenger = here.messengers[customer.plan.channel]
    take = messenger.take

    def late(inbound: Inbound, answer: Callable[[bool], None]) -> None:
        here.world.after(5.0, take, inbound, answer)

    messenger.take = late
    here.timeline.run(moved + IDLE - 0.5, lambda: False)
    customer.say("17-08-1990")
    here.timeline.run(moved + IDLE + 10.0, lambda: False)
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


# --- what the simulation found ----------------------------------------


def test_a_lease_counts_from_before_its_request() -> None:
    """A process that stood still while its commit's answer was on the way finds its lease gone, and sends nothing."""
    here = world()
    watch = here.redis.watch
    hit: list[str] = []

    def seen(process: Process, script: Script, keys: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, keys, args, answer)
        if script.name == "commit" and answer[:2] == [b"done", 3] and not hit:
            hit.append(process.name)
            next(replica for replica in here.replicas if replica.process is process).freeze(14.0)

    here.redis.watch = seen
    ended_well(here, hit)
    assert set(arrivals(here).values()) == {1}


def test_an_acknowledgement_that_a_failover_forgot_is_noted_again() -> None:
    """The entry lies there again: it is neither sent again nor waited for without end."""
    here = world()
    watch = here.redis.watch
    hit: list[str] = []

    def seen(process: Process, script: Script, keys: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, keys, args, answer)
        if script.name == "acknowledge" and answer == 1 and not hit:
            hit.append(process.name)
            here.redis.lose(1)
            here.witness.lost()

    here.redis.watch = seen
    ended_well(here, hit)
    assert set(arrivals(here).values()) == {1}


def test_a_code_that_went_out_is_not_called_unsent_when_limits_cannot_be_asked() -> None:
    """Who takes the send up meets a Redis that hardly answers: the code that has arrived is still the right one."""
    here = world()
    hears = here.mail.hears
    hit: list[str] = []

    def taken(process: Process, to: str, code: str) -> None:
        hears(process, to, code)
        if not hit:
            hit.append(code)
            here.kill(process, DOWN)
            here.redis.weather = Weather(refused=0.4)
            here.world.after(25.0, setattr, here.redis, "weather", Weather())

    here.mail.hears = taken
    ended_well(here, hit)
    assert sum(here.mail.sent.values()) == 1


# --- how the points are hit ----------------------------------------


def crash_at_the_registry(world: World, name: str) -> list[str]:
    """Kill whoever asked the registry for this first, when it was done and before its answer came."""
    hit: list[str] = []

    def answered(process: Process, what: str) -> None:
        if what == name and not hit:
            hit.append(process.name)
            world.kill(process, DOWN)

    world.insurer.answers = answered
    return hit


def waiting_for_a_date() -> tuple[World, Customer, float]:
    """Return a world whose customer was asked for the date of birth and says nothing more, and since when."""
    here = world()
    [customer] = here.customers
    here.timeline.run(600.0, lambda: any("field.dob" in bubble.text for bubble in customer.phone.bubbles))
    customer.end = "silent"
    here.timeline.run(here.timeline.now + 5.0, lambda: False)
    [chat] = here.witness.chats.values()
    return here, customer, (chat.moved - START) / 1000
