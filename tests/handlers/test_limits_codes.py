"""Codes typed: an attempt is taken before the comparison, a right one gives it back, and no limit can be outrun."""

from __future__ import annotations

import asyncio
from pathlib import Path

from msgspec import structs

from conversations.events import Verdict
from conversations.limits import DAY
from handlers.guards import YEAR
from tests.clock import START
from tests.handlers.limits_world import LIFETIME, World, other, world


async def verdicts(world: World, count: int, account: str = "", policy: str = "") -> list[Verdict]:
    """Type so many wrong codes, each in a challenge of its own; of many chats and policies unless one is named."""
    places = [(account or f"chat{n}", policy or f"{n:04d}") for n in range(count)]
    return [(await world.type(one, number)).verdict for one, number in places]


async def test_nine_wrong_codes_a_day_of_one_policy(tmp_path: Path) -> None:
    """The tenth is not compared, right or wrong, from any chat; nobody is told until when."""
    async with world(tmp_path) as w:
        assert await verdicts(w, 9, policy="0001") == [Verdict.WRONG] * 9
        refused = await w.type("owner", "0001", right=True)
        assert (refused.verdict, refused.until) == (Verdict.LOCKED, 0)
        assert (await w.type("owner", "0002", right=True)).verdict is Verdict.RIGHT
        w.clock.move(DAY - 1)
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.LOCKED
        w.clock.move(1)
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT


async def test_nine_wrong_codes_a_day_of_one_chat(tmp_path: Path) -> None:
    """The tenth is not compared for any policy, and the chat is told until when."""
    async with world(tmp_path) as w:
        assert await verdicts(w, 9, account="chat") == [Verdict.WRONG] * 9
        refused = await w.type("chat", "0100", right=True)
        assert (refused.verdict, refused.until) == (Verdict.LOCKED, START + DAY)
        assert (await w.type("other", "0100", right=True)).verdict is Verdict.RIGHT
        w.clock.move(DAY)
        assert (await w.type("chat", "0100", right=True)).verdict is Verdict.RIGHT


async def test_thirty_wrong_codes_in_a_row_lock_a_policy_until_it_is_unlocked(tmp_path: Path) -> None:
    """No day ends that; a right code before the thirtieth begins the row anew."""
    async with world(tmp_path) as w:

        async def days(count: int) -> list[Verdict]:
            found: list[Verdict] = []
            for _ in range(count // 9 + 1):
                found += await verdicts(w, min(9, count - len(found)), policy="0001")
                w.clock.move(DAY)
            return found

        assert await days(29) == [Verdict.WRONG] * 29
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT
        assert await days(30) == [Verdict.WRONG] * 30
        for _ in range(3):
            assert (await w.type("owner", "0001", right=True)).verdict is Verdict.LOCKED
            w.clock.move(30 * DAY)
        details = w.asked("owner", "0001", "c")[1].details
        await w.store.limits.clear(w.guards.unlockable(details))
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT


async def test_a_hundred_wrong_codes_a_year_of_one_policy(tmp_path: Path) -> None:
    """Right codes in between and the care team's unlocking do not change it: the year's are the year's."""
    async with world(tmp_path) as w:
        details = w.asked("owner", "0001", "c")[1].details
        for _ in range(12):
            assert set(await verdicts(w, 8, policy="0001")) == {Verdict.WRONG}
            assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT
            w.clock.move(DAY)
        assert await verdicts(w, 3, policy="0001") == [Verdict.WRONG] * 3
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT
        assert await verdicts(w, 1, policy="0001") == [Verdict.WRONG]
        await w.store.limits.clear(w.guards.unlockable(details))
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.LOCKED
        w.clock.move(YEAR)
        assert (await w.type("owner", "0001", right=True)).verdict is Verdict.RIGHT


async def test_right_codes_cost_nothing(tmp_path: Path) -> None:
    """Thirty of them a day leave all nine attempts of chat and policy."""
    async with world(tmp_path) as w:
        for _ in range(30):
            assert (await w.type("chat", "0001", right=True)).verdict is Verdict.RIGHT
        assert await verdicts(w, 10, "chat", "0001") == [Verdict.WRONG] * 9 + [Verdict.LOCKED]


async def test_a_hundred_guesses_at_once_are_at_most_one_attempt(tmp_path: Path) -> None:
    """One challenge, one attempt number: however many arrive together, the limits count them once."""
    async with world(tmp_path) as w:
        chat, step, code = w.asked("chat", "0001", "c1")

        async def guess(n: int) -> Verdict:
            return (await w.codes.compare(chat, step, f"{n:06d}", "", "", w.clock.now())).verdict

        await asyncio.gather(*(guess(n) for n in range(100)))
        await w.codes.compare(chat, step, other(code), "", "", w.clock.now())
        assert await verdicts(w, 9, "chat", "0001") == [Verdict.WRONG] * 8 + [Verdict.LOCKED]


async def test_a_code_is_right_for_its_lifetime_and_no_longer(tmp_path: Path) -> None:
    """At 299 s it is right; at 300 s and 301 s it is expired and costs no attempt."""
    async with world(tmp_path) as w:
        chat, step, code = w.asked("chat", "0001", "c1")

        async def at(milliseconds: int) -> Verdict:
            return (await w.codes.compare(chat, step, code, code, "", START + milliseconds)).verdict

        assert await at(LIFETIME - 1_000) is Verdict.RIGHT
        assert await at(LIFETIME - 1) is Verdict.RIGHT
        for late in (LIFETIME, LIFETIME + 1_000):
            assert await at(late) is Verdict.EXPIRED


async def test_a_code_is_right_in_its_own_chat_policy_purpose_and_challenge_alone(tmp_path: Path) -> None:
    """The same six digits anywhere else are wrong."""
    async with world(tmp_path) as w:
        chat, step, code = w.asked("chat", "0001", "c1")
        challenge, details = step.challenge, step.details
        elsewhere = (
            (structs.replace(chat, account="other"), step),
            (chat, structs.replace(step, details=structs.replace(details, policy="0002"))),
            (chat, structs.replace(step, details=structs.replace(details, type="dplk"))),
            (chat, structs.replace(step, purpose="delete")),
            (chat, structs.replace(step, challenge=structs.replace(challenge, id="c2"))),
        )
        for one, place in elsewhere:
            assert (await w.codes.compare(one, place, code, code, "", START)).verdict is Verdict.WRONG
        assert (await w.codes.compare(chat, step, code, code, "", START)).verdict is Verdict.RIGHT
