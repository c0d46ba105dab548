"""Look-ups: each limit grants N, refuses N plus one until its window ends, and no longer; a policy's are never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.events import LookupFailed, LookupRefused, Matched, NotMatched, Verdict
from conversations.limits import DAY, HOUR
from handlers.guards import UNTIL_UNLOCKED, YEAR
from tests.clock import START
from tests.handlers.limits_world import World, world


async def missed(world: World, account: str, policy: str, participant: str = "") -> object:
    """Look up with a wrong date and return the outcome's type, or until when it is refused."""
    outcome = await world.look_up(account, policy, participant=participant)
    return outcome.until if isinstance(outcome, LookupRefused) else type(outcome)


async def test_three_mismatches_a_day_of_one_chat_and_policy(tmp_path: Path) -> None:
    """The fourth is told when the day of the first ends, and is not asked of the registry."""
    async with world(tmp_path) as w:
        assert [await missed(w, "chat", "0001") for _ in range(3)] == [NotMatched] * 3
        asked = w.registry.asked
        assert await missed(w, "chat", "0001") == START + DAY
        assert w.registry.asked == asked
        assert await missed(w, "other", "0001") is NotMatched
        w.clock.move(DAY - 1)
        assert await missed(w, "chat", "0001") == START + DAY
        w.clock.move(1)
        assert await missed(w, "chat", "0001") is NotMatched


async def test_five_mismatches_an_hour_and_ten_a_day_of_one_chat(tmp_path: Path) -> None:
    """The sixth waits for the hour, the eleventh for the day."""
    async with world(tmp_path) as w:
        assert [await missed(w, "chat", "0001", f"{n}") for n in range(5)] == [NotMatched] * 5
        assert await missed(w, "chat", "0001", "6") == START + HOUR
        w.clock.move(HOUR)
        assert [await missed(w, "chat", "0001", f"1{n}") for n in range(5)] == [NotMatched] * 5
        w.clock.move(HOUR)
        assert await missed(w, "chat", "0001", "20") == START + DAY
        w.clock.move(DAY - 2 * HOUR)
        assert await missed(w, "chat", "0001", "21") is NotMatched


async def test_ten_mismatches_a_day_of_one_policy_shut_it_in_silence(tmp_path: Path) -> None:
    """The right details get the neutral answer then, from every chat, until the day ends; nobody is told until when."""
    async with world(tmp_path) as w:
        for n in range(9):
            assert await missed(w, f"chat{n}", "0001", "7") is NotMatched
        assert isinstance(await w.look_up("owner", "0001", participant="7", right=True), Matched)
        assert await missed(w, "chat9", "0001", "7") is NotMatched
        asked = w.registry.asked
        assert isinstance(await w.look_up("owner", "0001", participant="7", right=True), NotMatched)
        assert w.registry.asked == asked + 1
        assert isinstance(await w.look_up("owner", "0001", participant="8", right=True), Matched)
        w.clock.move(DAY)
        assert isinstance(await w.look_up("owner", "0001", participant="7", right=True), Matched)


async def test_a_locked_policys_neutral_answer_counts_as_a_mismatch(tmp_path: Path) -> None:
    """It takes from the chat what any other neutral answer takes."""
    async with world(tmp_path) as w:
        for n in range(10):
            await missed(w, f"chat{n}", "0001")
        answers = [await w.look_up("owner", "0001", right=True) for _ in range(4)]
        assert [type(answer) for answer in answers] == [NotMatched] * 3 + [LookupRefused]


async def test_five_different_policy_numbers_a_day_of_one_chat(tmp_path: Path) -> None:
    """The sixth number is refused, right or wrong; the five may be looked up again, and what merely matched counts too."""
    async with world(tmp_path) as w:
        for n in range(5):
            assert isinstance(await w.look_up("chat", f"000{n}", right=True), Matched)
        sixth = await w.look_up("chat", "0009", right=True)
        assert isinstance(sixth, LookupRefused)
        assert sixth.until == START + DAY
        assert isinstance(await w.look_up("chat", "0003", right=True), Matched)
        assert await missed(w, "chat", "0003", "99") is NotMatched
        w.clock.move(DAY)
        assert isinstance(await w.look_up("chat", "0009", right=True), Matched)


async def test_a_proven_policy_number_does_not_count(tmp_path: Path) -> None:
    """A right code gives its own number back, once: nine policies of a family and four typing errors fit into one day."""
    async with world(tmp_path) as w:
        for n in range(4):
            assert await missed(w, "chat", f"100{n}") is NotMatched
        for n in range(9):
            assert isinstance(await w.look_up("chat", f"000{n}", right=True), Matched)
            assert (await w.type("chat", f"000{n}", right=True)).verdict is Verdict.RIGHT
        assert isinstance(await w.look_up("chat", "0001", right=True), Matched)  # A proven one is looked up again.
        assert isinstance(await w.look_up("chat", "0009", right=True), LookupRefused)


async def test_a_wrong_code_proves_no_policy_number(tmp_path: Path) -> None:
    """What only matched, or whose code was wrong, stays counted."""
    async with world(tmp_path) as w:
        for n in range(5):
            assert isinstance(await w.look_up("chat", f"000{n}", right=True), Matched)
            assert (await w.type("chat", f"000{n}")).verdict is Verdict.WRONG
        assert isinstance(await w.look_up("chat", "0009", right=True), LookupRefused)
        assert (await w.type("other", "0001", right=True)).verdict is Verdict.RIGHT
        assert isinstance(await w.look_up("chat", "0009", right=True), LookupRefused)


async def test_a_refused_look_up_takes_nothing(tmp_path: Path) -> None:
    """Neither a mismatch nor a number is used up by a look-up that was not made."""
    async with world(tmp_path) as w:
        for n in range(5):
            await missed(w, "chat", "0001", f"{n}")
        for n in range(9):
            assert isinstance(await missed(w, "chat", f"010{n}"), int)
        w.clock.move(HOUR)
        for n in range(4):
            assert isinstance(await w.look_up("chat", f"020{n}", right=True), Matched)


async def test_what_matched_or_was_not_asked_gives_its_mismatch_back(tmp_path: Path) -> None:
    """Ten right look-ups and ten without a registry leave all three mismatches of the pair."""
    async with world(tmp_path) as w:
        for _ in range(10):
            assert isinstance(await w.look_up("chat", "0001", right=True), Matched)
        w.registry.down = True
        for _ in range(10):
            assert isinstance(await w.look_up("chat", "0001"), LookupFailed)
        w.registry.down = False
        assert [await missed(w, "chat", "0001") for _ in range(4)] == [NotMatched] * 3 + [START + DAY]


@pytest.mark.parametrize(
    ("name", "most", "length"),
    [("policy_wrong_day", 9, DAY), ("policy_wrong_row", 30, UNTIL_UNLOCKED), ("policy_wrong_year", 100, YEAR)],
)
async def test_a_policy_locked_by_wrong_codes_gets_the_neutral_answer(
    name: str, most: int, length: int, tmp_path: Path
) -> None:
    """One wrong code less and it matches; with the last one it does not, until the window ends."""
    async with world(tmp_path) as w:
        details = w.asked("x", "0001", "c")[1].details
        window = next(window for window in w.guards.locks(details) if window.name == name)
        assert (window.most, window.length, window.told) == (most, length, False)

        async def answer() -> type:
            return type(await w.look_up("owner", "0001", type="individu", right=True))

        for n in range(most - 1):
            await w.store.limits.take_all(f"a{n}", (window,), w.clock.now())
        assert await answer() is Matched
        await w.store.limits.take_all("last", (window,), w.clock.now())
        assert await answer() is NotMatched
        w.clock.move(length - 1)
        assert await answer() is NotMatched
        w.clock.move(1)
        assert await answer() is Matched
