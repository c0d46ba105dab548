"""The inquest: what must be true after everything that went wrong, and the numbers of a run."""

from __future__ import annotations

import os
import secrets
from collections import defaultdict

from tests.faults.people import Customer
from tests.faults.repeats import traced
from tests.faults.town import Town

LONG = os.environ.get("FAULTS") == "long"
MOST_SENDS = 3  # to one destination in ten minutes: the limit


def seed() -> int:
    """Return the seed of this run: a new one, or the one to be repeated (FAULTS_SEED)."""
    return int(os.environ.get("FAULTS_SEED") or secrets.randbelow(10**6))


async def inquest(town: Town, people: list[Customer]) -> str:
    """Check what holds for every customer who went all the way; return the numbers, and each repeat with its kill."""
    challenges: dict[str, set[str]] = defaultdict(set)
    for method, path, headers, asked in list(town.registry.asked):
        if (method, path) == ("POST", "/v1/links"):
            challenges[asked["policy_ref"]].add(headers["Idempotency-Key"])
    assert len(challenges) == len(people), "every customer's policy is linked, and no other"
    assert all(len(ids) == 1 for ids in challenges.values()), "a second challenge"
    assert len(town.registry.links) == len(people), "one link a customer"
    for customer in people:
        assert 1 <= customer.letters <= MOST_SENDS, "sends are within the cap"
        assert customer.letters == 1 or customer.told, "a second code that nobody asked for"
    await town.quiet()
    repeats = await traced(town.redis_url, town.ledger, people)
    return "\n  ".join([_numbers(people, len(repeats)), *map(str, repeats)])


def _numbers(people: list[Customer], repeats: int) -> str:
    told = sum(len(customer.told) for customer in people)
    letters = sum(customer.letters for customer in people)
    waits = [wait for customer in people for wait in customer.waits]
    return (
        f"{len(people)} dialogues, 0 lost, 0 second challenges, {repeats} replies repeated, {letters} codes, "
        f"{told} times told to try again, answers within {median(waits, 0.5):.2f} s (median) {median(waits, 0.95):.2f} s "
        f"(p95) {max(waits):.2f} s (longest)"
    )


def median(values: list[float], share: float) -> float:
    """Return the value below which this share of all lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
