"""Bad neighbours: a slow or dead outside party is felt by the chats that need it, and by nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.faults.inquest import inquest, seed
from tests.faults.town import Town
from tests.faults.walkers import Walkers

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]
OTHERS, NEEDY, SECONDS = 40, 12, 15.0
FELT = 1.0  # seconds: trouble takes eight or more, a busy machine is uneven by less
Switch = Callable[[Town, bool], None]


def tarpit(town: Town, on: bool) -> None:
    """The mail server takes letters and never says so."""
    town.mail.trouble = "silent" if on else ""


def sms_lost(town: Town, on: bool) -> None:
    """The SMS gateway takes messages and hangs up instead of answering."""
    town.sms.trouble = "vanish" if on else ""


def registry_broken(town: Town, on: bool) -> None:
    """The registry answers 503."""
    town.registry.failures = 1_000_000 if on else 0


def registry_slow(town: Town, on: bool) -> None:
    """The registry takes 20 s."""
    town.registry.delay = 20.0 if on else 0.0


def telegram_floods(town: Town, on: bool) -> None:
    """Telegram wants three chats to wait for 30 s."""
    town.telegram.trouble.retry_after = 30
    town.telegram.trouble.flood = 3 if on else 0


TROUBLES: dict[str, tuple[Switch, str]] = {
    "SMTP tarpit": (tarpit, "group"),
    "SMS lost after acceptance": (sms_lost, "dplk"),
    "registry 503": (registry_broken, "group"),
    "registry 20 s": (registry_slow, "group"),
}


async def test_others_feel_nothing(tmp_path: Path) -> None:
    """Side by side in one run: the others' 95th percentile with and without each trouble; nothing is sent twice."""
    async with Town(tmp_path, number := seed()) as town:
        await town.serve(2)
        async with Walkers(town, OTHERS) as others:
            print(f"\nseed {number}: {OTHERS} others, median and p95 of their waits in seconds")
            calm = await _calm(town, others)
            people = []
            for name, (switch, kind) in TROUBLES.items():
                needy = [town.newcomer(kind) for _ in range(NEEDY)]
                people += needy
                going = [asyncio.ensure_future(customer.link(0.3)) for customer in needy]
                switch(town, True)
                felt = await others.over(SECONDS)
                switch(town, False)
                await asyncio.gather(*going)
                told = sum(len(customer.told) for customer in needy)
                print(f"  {name:<26} {felt[0]:.3f} {felt[1]:.3f}; {NEEDY} needed it, told {told} times")
                assert felt[1] < calm + FELT, name
            await _flooded(town, others, calm)
        print(f"  {await inquest(town, people)}")


async def _calm(town: Town, others: Walkers) -> float:
    """Measure what is usual: the others beside as many customers who find everything in order."""
    usual = [town.newcomer() for _ in range(NEEDY)]
    going: Awaitable[list[None]] = asyncio.gather(*(customer.link(0.3) for customer in usual))
    calm = await others.over(SECONDS)
    await going
    town.registry.links.clear()
    town.registry.asked.clear()
    print(f"  {'no trouble':<26} {calm[0]:.3f} {calm[1]:.3f}")
    return calm[1]


async def _flooded(town: Town, others: Walkers, calm: float) -> None:
    telegram_floods(town, True)
    await others.over(SECONDS)
    waited = [wait for wait in others.waits if wait > 25]
    await others.over(20.0)  # those three come back
    waited += [wait for wait in others.waits if wait > 25]
    rest = sorted(wait for wait in others.waits if wait <= 25)
    felt = rest[int(len(rest) * 0.95)]
    print(f"  {'Telegram 429, 30 s':<26} {rest[len(rest) // 2]:.3f} {felt:.3f}; {len(waited)} chats waited 30 s")
    assert len(waited) == 3
    assert felt < calm + FELT
