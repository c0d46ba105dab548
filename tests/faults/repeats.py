"""Repeated replies: each is traced to the kill that fell between its sending and its note; one without is a failure."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from msgspec import Struct

from handlers.round import LEASE
from handlers.sandbox.phones import Bubble
from storage import keys
from storage.store import Store
from tests.faults.ledger import Ledger, Sent
from tests.faults.people import Customer
from tests.storage.conftest import KEYS


class Repeat(Struct, frozen=True):
    """A reply that a customer has twice: its sender was killed before it could note it, and another sent it again."""

    address: str
    text: str
    first: Sent
    again: Sent

    def __str__(self) -> str:
        """Tell it in one line."""
        dead, heir = self.first.sender, self.again.sender
        assert dead.killed is not None
        return (
            f"chat {self.address}, {self.text[:40]!r}: shown at {self.first.at:.3f}, replica {dead.number} (pid {dead.pid}) "
            f"was killed at {dead.killed:.3f}; again by replica {heir.number} (pid {heir.pid}) at {self.again.at:.3f}"
        )


async def traced(url: str, ledger: Ledger, people: list[Customer]) -> list[Repeat]:
    """Return every repeat with its kill; raises AssertionError for a reply too many that no kill explains."""
    store = await Store.open(url, KEYS)
    try:
        found = [of_one(customer, await _noted(store, customer), ledger) for customer in people]
    finally:
        await store.close()
    return [repeat for repeats in found for repeat in repeats]


async def _noted(store: Store, customer: Customer) -> set[str]:
    """Return the channel's ids of all replies that are noted as having left to a customer, one for each reply."""
    aliases, address = store.aliases, customer.address
    telegram = customer.channel == "telegram"
    account = aliases.telegram(address) if telegram else await aliases.find("wa_id", address)
    assert account is not None, f"nothing is known of {address}"
    states = await store.together.call("HVALS", keys.home(account).sent(account))
    kept = [state.decode().split(" ") for state in states]  # state, moment, the channel's id, error
    return {parts[2] for parts in kept if len(parts) > 2 and parts[2]}


def of_one(customer: Customer, noted: set[str], ledger: Ledger) -> list[Repeat]:
    """Each reply is noted once. What is shown and not noted is a copy too many, of the same words as another."""
    copies: dict[str, list[Bubble]] = defaultdict(list)
    for bubble in customer.heard():
        copies[bubble.text].append(bubble)
    assert noted <= {bubble.id for bubble in customer.heard()}, f"noted, but never shown: {customer.address}"
    found = []
    for text, same in copies.items():
        if too_many := [bubble.id for bubble in same if bubble.id not in noted]:
            # Telegram tells nothing later: who noted a reply noted its own sending, so that all before it died unnoted.
            assert customer.channel != "telegram" or same[-1].id in noted, f"noted, and sent again: {text!r}"
            sent = [ledger.sent[customer.address, bubble.id] for bubble in same]
            killed = [Repeat(customer.address, text, *pair) for pair in pairwise(sent) if _between(*pair)]
            assert len(killed) >= len(too_many), f"no kill explains it: {customer.address}, {text!r}, {sent}"
            found += killed[: len(too_many)]
    return found


def _between(first: Sent, again: Sent) -> bool:
    """Tell whether the first's sender was killed before it could note, and before another sent again.

    Who has not noted for as long as a lease lasts has lost it: a kill later than that explains nothing.
    """
    killed = first.sender.killed
    return killed is not None and killed < again.at and killed - first.at < LEASE
