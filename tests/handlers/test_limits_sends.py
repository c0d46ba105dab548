"""Codes sent: each limit grants N, refuses N plus one until its window ends; what a gateway refused costs nothing."""

from __future__ import annotations

from pathlib import Path

from conversations.details import Contact
from conversations.effects import SendCopy
from conversations.events import CodeNotSent, CodeRefused, CodeSent, CopyNotSent, CopyRefused
from conversations.limits import DAY, MINUTE
from tests.clock import START
from tests.handlers.limits_world import EMAIL, World, world


def mailbox(n: int) -> Contact:
    """Return one of many addresses."""
    return Contact("email", f"somebody{n}@example.com")


async def told(world: World, account: str, contact: Contact, policy: str) -> object:
    """Send a code and return the outcome's type, or until when it is refused."""
    outcome = await world.send(account, contact, policy)
    return outcome.until if isinstance(outcome, CodeRefused) else type(outcome)


async def test_three_codes_in_ten_minutes_and_five_a_day_to_one_destination(tmp_path: Path) -> None:
    """From whichever chats and for whichever policies: the fourth waits ten minutes, the sixth the day."""
    async with world(tmp_path) as w:
        assert [await told(w, f"a{n}", EMAIL, f"00{n}") for n in range(3)] == [CodeSent] * 3
        assert await told(w, "b", EMAIL, "0100") == START + 10 * MINUTE
        w.clock.move(10 * MINUTE - 1)
        assert await told(w, "b", EMAIL, "0100") == START + 10 * MINUTE
        w.clock.move(1)
        assert [await told(w, f"c{n}", EMAIL, f"02{n}") for n in range(2)] == [CodeSent] * 2
        assert await told(w, "d", EMAIL, "0300") == START + DAY
        assert await told(w, "d", mailbox(1), "0300") is CodeSent
        w.clock.move(DAY - 10 * MINUTE)
        assert await told(w, "d", EMAIL, "0300") is CodeSent
        assert w.post.sent == 7


async def test_five_codes_a_day_for_one_policy(tmp_path: Path) -> None:
    """From whichever chats and to whichever contacts."""
    async with world(tmp_path) as w:
        assert [await told(w, f"a{n}", mailbox(n), "0001") for n in range(5)] == [CodeSent] * 5
        assert await told(w, "b", mailbox(9), "0001") == START + DAY
        assert await told(w, "b", mailbox(9), "0002") is CodeSent
        w.clock.move(DAY)
        assert await told(w, "b", mailbox(9), "0001") is CodeSent


async def test_five_codes_a_day_from_one_chat(tmp_path: Path) -> None:
    """For whichever policies and to whichever contacts."""
    async with world(tmp_path) as w:
        assert [await told(w, "chat", mailbox(n), f"00{n}") for n in range(5)] == [CodeSent] * 5
        assert await told(w, "chat", mailbox(9), "0009") == START + DAY
        assert await told(w, "other", mailbox(9), "0009") is CodeSent
        w.clock.move(DAY)
        assert await told(w, "chat", mailbox(9), "0009") is CodeSent


async def test_a_code_that_a_gateway_refused_costs_nothing(tmp_path: Path) -> None:
    """It is given back everywhere, so that an outage locks nobody out."""
    async with world(tmp_path) as w:
        w.post.refuses = True
        assert [await told(w, "chat", EMAIL, "0001") for _ in range(9)] == [CodeNotSent] * 9
        w.post.refuses = False
        assert [await told(w, "chat", EMAIL, "0001") for _ in range(3)] == [CodeSent] * 3


async def test_three_copies_of_all_data_a_day(tmp_path: Path) -> None:
    """The fourth waits for the day: a mailbox cannot be flooded with them."""
    async with world(tmp_path) as w:

        async def copy(number: int) -> object:
            effect = SendCopy(id=f"{number:016x}", email=EMAIL.address, holder="JANE RAILEY", asked=START)
            outcome = await w.effects.carry_out("chat", "telegram", effect, "0" * 16)
            return outcome.until if isinstance(outcome, CopyRefused) else type(outcome)

        # The chat is not there, so nothing can be copied; the attempt counts all the same.
        assert [await copy(n) for n in range(4)] == [CopyNotSent] * 3 + [START + DAY]
        w.clock.move(DAY)
        assert await copy(5) is CopyNotSent
