"""What the simulation found, and what a change of one line would break: each as a point of its own."""

from __future__ import annotations

from typing import Any

from conversations.drivers import AgentDrives
from conversations.messages import Message
from conversations.staff_events import TookOver
from handlers.ports import Status
from storage import keys
from storage.connection import Script
from tests.clock import START
from tests.simulation.loop import Process
from tests.simulation.points import DOWN, arrivals, ended_well, world
from tests.simulation.server import Weather
from tests.simulation.trouble import Trouble


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
        if script.name == "acknowledge" and answer == 1 and args[2] in arrivals(here) and not hit:
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
            here.redis.weather, here.witness.rough = Weather(refused=0.4), True
            here.world.after(25.0, setattr, here.redis, "weather", Weather())

    here.mail.hears = taken
    ended_well(here, hit)
    assert sum(here.mail.sent.values()) == 1


def test_a_notice_that_left_is_not_sent_again_because_redis_fails() -> None:
    """It arrived, and in the same moment Redis answers nothing for a while: it is noted later, not sent again."""
    here = world(type="individu", channels=("whatsapp",))
    messenger = here.messengers["whatsapp"]
    sees = messenger.sees
    hit: list[str] = []

    def seen(what: str, process: Process, address: str, message: Message, reference: str) -> None:
        sees(what, process, address, message, reference)
        if what == "arrived" and message.notice is not None and not hit:
            hit.append(message.id)
            here.redis.weather = Weather(refused=1.0)
            here.world.after(3.0, setattr, here.redis, "weather", Weather())

    messenger.sees = seen
    here.timeline.run(3000.0, lambda: bool(hit))
    here.timeline.run(here.timeline.now + 60.0, lambda: False)
    assert not here.witness.broken
    assert arrivals(here)[hit[0]] == 1


def test_a_status_settles_a_message_whose_answer_was_lost() -> None:
    """The channel's answer was lost; before the message is repeated its status comes: it is not sent again."""
    here = world(channels=("whatsapp",))
    messenger = here.messengers["whatsapp"]
    messenger.trouble = Trouble(until=10_000.0, channel_unsure=1.0)
    watch, notes = here.redis.watch, messenger.notes
    messenger.notes = lambda status: None
    hit: list[str] = []

    def seen(process: Process, script: Script, keys: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, keys, args, answer)
        if script.name == "delay" and not hit:
            id = bytes(args[1][:16]).decode()
            account = here.witness.entries[id].account
            hit.append(id)
            messenger.trouble = Trouble()
            status = Status(reference=f"{account}:{id}", message="w0", state="delivered", at=START)
            here.world.after(1.0, notes, status)

    here.redis.watch = seen
    here.timeline.run(600.0, lambda: bool(hit))
    here.timeline.run(here.timeline.now + 30.0, lambda: False)
    assert len(here.witness.entries[hit[0]].attempts) == 1


def test_a_send_begun_before_a_take_over_is_not_called_withheld() -> None:
    """Its sender stood still beyond the lease, the answer was withheld by another, and arrived all the same."""
    here = world()
    hit: list[str] = []
    sees = here.witness.saw

    def seen(what: str, process: Process, address: str, message: Message, reference: str) -> None:
        sees(what, process, address, message, reference)
        if what == "try" and "field.policy" in message.text and not hit:
            hit.append(message.id)
            sender, other = sorted(here.replicas, key=lambda replica: replica.process is not process)
            account = reference.partition(":")[0]
            took = TookOver("agent-1", "Sari", here.witness.chats[account].drive)
            here.world.call_soon(sender.freeze, 40.0)
            here.customers[0].end = "silent"
            here.world.after(1.0, other.act, account, "act:1", took, lambda good: None)

    for messenger in here.messengers.values():
        messenger.sees = seen
    here.timeline.run(600.0, lambda: bool(hit))
    here.timeline.run(here.timeline.now + 60.0, lambda: False)
    [(account, chat)] = here.witness.chats.items()
    assert isinstance(chat.driver, AgentDrives)
    assert here.witness.data[keys.home(account).sent(account).encode()][hit[0].encode()].startswith(b"sent ")
    assert not here.witness.broken


def test_a_request_that_the_registry_does_not_have_any_more_ends() -> None:
    """A failover lost the erasure that took it back, or somebody dropped it there: its customer does not wait for ever."""
    here = world(type="individu")
    here.timeline.run(600.0, lambda: bool(here.insurer.records))
    here.timeline.run(here.timeline.now + 10.0, lambda: False)
    [record] = here.insurer.records.values()
    record.state = "gone"
    here.timeline.run(here.timeline.now + 1000.0, lambda: False)
    [chat] = here.witness.chats.values()
    assert [request.state for request in chat.requests] == ["rejected"]
