"""How a crash point is hit exactly once, in an otherwise healthy world of one customer and two processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conversations.messages import Message
from storage.connection import Script
from tests.clock import START
from tests.simulation.__main__ import told
from tests.simulation.loop import Process
from tests.simulation.people import Customer
from tests.simulation.trouble import Trouble
from tests.simulation.world import CHANNELS, World

DOWN = 2.0  # seconds until a killed process is back


def world(
    wrong: int = 0,
    trouble: Trouble | None = None,
    *,
    type: str = "group",
    channels: tuple[str, ...] = CHANNELS,
) -> World:
    """Return a world of one customer, who links a Group policy at one of two processes."""
    calm = trouble or Trouble()
    return World(7, calm, customers=1, replicas=2, types=(type,), channels=channels, wrong=(wrong,))


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
