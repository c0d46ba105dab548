"""Lines of the fine print that worlds drawn at random would need too often to try: each as a point of its own."""

from __future__ import annotations

from typing import Any

from conversations.effects import Link
from conversations.events import Decided
from conversations.limits import Limits
from storage import keys
from storage.connection import Script
from tests.clock import START
from tests.simulation.loop import Process
from tests.simulation.people import Customer
from tests.simulation.points import DOWN, counted, ended_well, world
from tests.simulation.trouble import Trouble
from tests.simulation.world import World


def test_a_version_that_came_back_after_a_failover_is_told_by_its_commit() -> None:
    """A turn read over a commit that a failover lost is not written over another one that bears the same number since."""
    here = world(channels=("telegram",))
    [customer] = here.customers
    first, second = here.replicas
    here.timeline.run(600.0, lambda: any("type.ask" in bubble.text for bubble in customer.phone.bubbles))
    customer.end = "silent"
    here.timeline.run(here.timeline.now + 5.0, lambda: False)
    [commit] = here.witness.commits[-1:]
    messenger = here.messengers["telegram"]
    messenger.take = first.take
    customer.tap(customer.phone.bubbles[-1], "group")
    here.timeline.run(here.timeline.now + 5.0, lambda: bool(first.busy))
    here.world.after(0.0001, first.freeze, 5.0)  # it has asked for the state, and hears of it later
    here.timeline.run(here.timeline.now + 1.0, lambda: False)
    here.redis.lose(len(here.redis.units) - commit.unit + 1)  # and what came after it
    here.witness.lost()
    messenger.take = second.take
    customer.say("halo")
    here.timeline.run(here.timeline.now + 30.0, lambda: False)
    versions = [here.witness.heads[account][0] for account in here.witness.chats]
    assert versions == [len(here.witness.commits)]
    assert not here.witness.broken


def test_an_entry_that_lies_there_again_leaves_with_a_duplicate_outcome() -> None:
    """A link's entry came back behind its outcome, as from a backup: asked again, the same outcome still takes it out."""
    here = world()
    watch = here.redis.watch
    hit: list[str] = []

    def seen(process: Process, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, names, args, answer)
        entry = here.witness.entries.get(bytes(args[12][:16]).decode()) if script.name == "commit" else None
        if entry is not None and isinstance(entry.body, Link) and answer[0] == b"done" and not hit:
            hit.append(entry.id)
            here.redis.data.do("RPUSH", names[3], args[12])

    here.redis.watch = seen
    ended_well(here, hit)
    [record] = here.insurer.records.values()
    assert record.state == "linked"


def test_a_settled_look_up_is_not_asked_again() -> None:
    """A failover forgot its outcome, and the limits in other slots know that they were given back: not asked uncounted."""
    here = world()
    watch, hears = here.redis.watch, here.insurer.hears
    hit: list[str] = []
    asked: list[str] = []
    before: list[int] = []

    def seen(process: Process, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, names, args, answer)
        if script.name == "take" and "policy_mismatches" in names[0]:
            before.append(len(here.redis.data.log))
        if script.name == "give_back" and "policy_mismatches" in names[0] and not hit:
            hit.append(process.name)
            [account] = here.witness.chats
            part = keys.home(account).chat(account).encode()[: len("{p000}")]
            here.redis.data = here.redis.data.lose_part(before[-1], part)
            here.witness.lost()

    def heard(process: Process, what: str, ask: Any) -> None:
        hears(process, what, ask)
        asked.append(ask.id)

    here.redis.watch, here.insurer.hears = seen, heard
    ended_well(here, hit)
    assert len(asked) == len(set(asked))


def test_a_link_that_lands_after_it_was_told_as_failed_is_let_go() -> None:
    """Who made it stood still, who took over was refused: a fact is no duplicate because an outcome was there before."""
    here = world()
    hit: list[str] = []

    def answered(process: Process, what: str) -> None:
        if what == "link" and not hit:
            hit.append(process.name)
            [record] = here.insurer.records.values()
            mine, record.account = record.account, "nobody"
            replica = next(replica for replica in here.replicas if replica.process is process)
            here.world.call_soon(replica.freeze, 30.0)
            here.world.after(29.0, setattr, record, "account", mine)

    here.insurer.answers = answered
    ended_well(here, hit)
    [first, second] = here.insurer.records.values()
    assert (first.state, second.state) == ("gone", "linked")


def test_a_link_under_way_is_undone_after_an_erasure_and_a_crash() -> None:
    """The customer erases everything while the registry answers, and who asked dies: the next one asks again and undoes it."""
    here = world(trouble=Trouble(until=10_000.0, registry_slow=1.0))
    [customer] = here.customers
    watch, hears = here.redis.watch, here.insurer.hears
    asks: list[Process] = []
    hit: list[str] = []

    def heard(process: Process, what: str, ask: Any) -> None:
        hears(process, what, ask)
        if what == "link" and not asks:
            asks.append(process)
            customer.end = "erases"
            customer.say("hapus data")
            here.world.after(0.5, customer.say, "ya")

    def seen(process: Process, script: Script, names: list[str], args: list[Any], answer: Any) -> None:
        watch(process, script, names, args, answer)
        if script.name == "commit" and args[15] == 1 and not hit:
            hit.append(process.name)
            here.kill(asks[0], DOWN)

    here.insurer.hears, here.redis.watch = heard, seen
    here.timeline.run(900.0, lambda: bool(hit))
    here.timeline.run(here.timeline.now + 60.0, lambda: False)
    [record] = here.insurer.records.values()
    assert record.state == "gone"
    assert not here.witness.broken


def test_a_request_that_was_approved_late_is_let_go_again() -> None:
    """The registry decided before it heard that an erasure ended the request: it is asked once more."""
    here = world(type="individu")
    [customer] = here.customers
    here.timeline.run(600.0, lambda: bool(here.insurer.records))
    here.timeline.run(here.timeline.now + 10.0, lambda: False)
    [record] = here.insurer.records.values()
    erased(here, customer)
    assert record.state == "gone"
    record.state = "linked"
    here.insurer.decides(record.id, Decided(record.reference, True, "data"))
    here.timeline.run(here.timeline.now + 10.0, lambda: False)
    assert record.state == "gone"


def test_locks_and_limits_outlive_an_erasure() -> None:
    """Who burned a code and erases everything is locked all the same, and what they tried is counted."""
    here = world(wrong=Limits().wrong_codes)
    [customer] = here.customers
    here.timeline.run(900.0, lambda: customer.end == "otp.locked")
    erased(here, customer)
    [chat] = here.witness.chats.values()
    assert chat.era == 1
    assert chat.locked > START + here.timeline.now * 1000
    assert counted(here, "chat_wrong_day") == Limits().wrong_codes


def erased(here: World, customer: Customer) -> None:
    """Let a customer who has nothing linked erase everything."""
    customer.end = customer.end or "erases"
    customer.say("hapus data")
    here.timeline.run(here.timeline.now + 5.0, lambda: False)
    customer.say("ya")
    here.timeline.run(here.timeline.now + 5.0, lambda: False)
