"""The trace of repeated replies itself: a kill in the gap explains one, and nothing else does."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import cast

import pytest

from bot.clock import WallClock
from handlers.sandbox.phones import Bubble
from handlers.sandbox.telegram import TelegramStandIn
from handlers.sandbox.trouble import Trouble
from tests.fakes.smtp import MailServer
from tests.fakes.twilio import Twilio
from tests.faults.ledger import Ledger, Sent
from tests.faults.people import Customer
from tests.faults.repeats import of_one
from tests.faults.replica import Replica

CHAT = "7000001"
FIRST, AGAIN, NEXT = "11", "12", "13"


def told_twice(killed: float | None) -> tuple[Customer, Ledger]:
    """Return somebody who has the reply of second 100 again at second 112; its sender was killed then, or never."""
    here = TelegramStandIn(Trouble(), WallClock())
    nobody = cast(MailServer, None)  # they neither write nor read letters
    customer = Customer(here, CHAT, 1, nobody, Twilio(), random.Random(1), "group", lambda: asyncio.sleep(0))
    dead, heir = (Replica(Path(), {}, number) for number in (1, 2))
    dead.killed = killed
    ledger = Ledger()
    for id, text, sender, at in ((FIRST, "a", dead, 100.0), (AGAIN, "a", heir, 112.0), (NEXT, "b", heir, 112.1)):
        here.phone(CHAT).show(Bubble(id=id, mine=False, text=text, at=0))
        ledger.sent[CHAT, id] = Sent(sender, at)
    return customer, ledger


async def test_a_kill_between_sending_and_noting_explains_a_repeat() -> None:
    """The one who sent again noted; the first sender died before it could."""
    customer, ledger = told_twice(killed=100.004)
    [repeat] = of_one(customer, {AGAIN, NEXT}, ledger)
    assert (repeat.first.sender.number, repeat.again.sender.number, repeat.text) == (1, 2, "a")


async def test_what_was_noted_both_times_is_no_repeat() -> None:
    """Two replies of the same words are two replies."""
    customer, ledger = told_twice(killed=None)
    assert of_one(customer, {FIRST, AGAIN, NEXT}, ledger) == []


@pytest.mark.parametrize(
    ("killed", "noted", "why"),
    [
        (None, {AGAIN, NEXT}, "no kill explains it"),
        (113.0, {AGAIN, NEXT}, "no kill explains it"),  # after the other had sent
        (111.0, {AGAIN, NEXT}, "no kill explains it"),  # it had a whole lease to note
        (100.004, {FIRST, NEXT}, "noted, and sent again"),
        (100.004, {AGAIN}, "noted, and sent again"),  # shown, and noted by nobody
        (100.004, {AGAIN, NEXT, "14"}, "noted, but never shown"),
    ],
)
async def test_nothing_else_does(killed: float | None, noted: set[str], why: str) -> None:
    """A kill at another time, a note, or none at all: it is a failure."""
    customer, ledger = told_twice(killed)
    with pytest.raises(AssertionError, match=why):
        of_one(customer, noted, ledger)
