"""The alarm: on while the last codes or the hour's guesses are bad, off when they are not; what it changes meanwhile."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from conversations.events import CodePaused, CodeRefused, CodeSent, Verdict
from conversations.limits import DAY, HOUR, MINUTE
from tests.dialogues.script import parse
from tests.dialogues.stage import Stage
from tests.handlers.limits_world import EMAIL, LIFETIME, SMS, World, world


async def codes(world: World, count: int, verified: int, name: str = "c") -> None:
    """Send so many codes of which so many are verified."""
    for n in range(count):
        await world.alarm.sent(f"{name}{n}", world.clock.now())
    for n in range(verified):
        await world.alarm.verified(f"{name}{n}", world.clock.now())


async def guesses(world: World, right: int, wrong: int) -> None:
    """Type so many codes."""
    for n in range(right + wrong):
        await world.alarm.typed(f"{world.clock.now()}:{n}", world.clock.now(), wrong=n >= right)


async def on(world: World) -> bool:
    """Ask whether the alarm is on."""
    return await world.alarm.on(world.clock.now())


@pytest.mark.parametrize(("count", "verified", "alarm"), [(99, 0, False), (100, 29, True), (100, 30, False)])
async def test_under_thirty_per_cent_of_the_last_hundred_codes(
    count: int, verified: int, alarm: bool, tmp_path: Path
) -> None:
    """A hundred codes are needed, and 30 of them are enough."""
    async with world(tmp_path) as w:
        await codes(w, count, verified)
        w.clock.move(LIFETIME)
        assert await on(w) == alarm


async def test_codes_that_may_still_be_typed_are_not_judged(tmp_path: Path) -> None:
    """Hundreds of customers who have just asked are no attack: a code counts when its time is over."""
    async with world(tmp_path) as w:
        await codes(w, 150, 0)
        w.clock.move(LIFETIME - 1)
        assert not await on(w)
        w.clock.move(1)
        assert await on(w)


@pytest.mark.parametrize(("right", "wrong", "alarm"), [(99, 100, False), (100, 100, False), (99, 101, True)])
async def test_wrong_codes_over_half_of_two_hundred_in_an_hour(
    right: int, wrong: int, alarm: bool, tmp_path: Path
) -> None:
    """Two hundred are needed, and a half is not over a half."""
    async with world(tmp_path) as w:
        await guesses(w, right, wrong)
        assert await on(w) == alarm
        w.clock.move(HOUR - 1)
        assert await on(w) == alarm
        w.clock.move(1)
        assert not await on(w)


async def test_it_turns_back_when_codes_are_verified_again(tmp_path: Path) -> None:
    """Better codes push the bad ones out; where too few are sent, the bad ones are forgotten after a day."""
    async with world(tmp_path) as w:
        await codes(w, 100, 0)
        w.clock.move(LIFETIME)
        assert await on(w)
        await codes(w, 29, 29, "later")
        w.clock.move(LIFETIME)
        assert await on(w)
        await codes(w, 1, 1, "last")
        w.clock.move(LIFETIME)
        assert not await on(w)
    async with world(tmp_path / "other") as w:
        await codes(w, 100, 0)
        w.clock.move(DAY - 1)
        assert await on(w)
        w.clock.move(1)
        assert not await on(w)


async def test_telling_again_counts_once(tmp_path: Path) -> None:
    """A client's retry changes no number."""
    async with world(tmp_path) as w:
        for _ in range(3):
            await codes(w, 99, 0)
            await w.alarm.typed("one", w.clock.now(), wrong=True)
        w.clock.move(LIFETIME)
        assert not await on(w)
        assert await w.store.together.call("ZCARD", "{alarm}:sent") == 99
        assert await w.store.together.call("ZCARD", "{alarm}:wrong") == 1


async def test_what_is_counted_does_not_grow(tmp_path: Path) -> None:
    """Beside the codes that may still be typed, the last hundred are enough."""
    async with world(tmp_path) as w:
        for n in range(5):
            await codes(w, 90, 90, f"round{n}:")
            w.clock.move(LIFETIME)
        await codes(w, 1, 1, "now")
        assert await w.store.together.call("ZCARD", "{alarm}:sent") <= 101


async def test_sms_pauses_and_email_goes_on_with_one_resend(tmp_path: Path) -> None:
    """No code leaves by SMS; by email the first and one more of a linking do. Nothing is taken for what did not leave."""
    async with world(tmp_path) as w:
        await guesses(w, 0, 200)
        assert isinstance(await w.send("chat", SMS, "0001"), CodePaused)
        assert isinstance(await w.send("chat", EMAIL, "0001", number=1, challenge="c"), CodeSent)
        assert isinstance(await w.send("chat", EMAIL, "0001", number=2, challenge="c"), CodeSent)
        third = await w.send("chat", EMAIL, "0001", number=3, challenge="c")
        assert isinstance(third, CodeRefused)
        assert third.until == w.clock.now() + 10 * MINUTE
        w.clock.move(HOUR)
        assert isinstance(await w.send("chat", SMS, "0001"), CodeSent)
        assert w.post.sent == 3


async def test_a_challenge_has_two_attempts(tmp_path: Path) -> None:
    """The verdict says so, and a third attempt is not compared, not even a right one."""
    async with world(tmp_path) as w:
        await guesses(w, 0, 200)
        typed = await w.type("chat", "0001")
        assert (typed.verdict, typed.attempts) == (Verdict.WRONG, 2)
        assert (await w.type("chat", "0001", right=True, wrong=1)).verdict is Verdict.RIGHT
        assert (await w.type("chat", "0001", right=True, wrong=2)).verdict is Verdict.LOCKED
        w.clock.move(HOUR)
        assert (await w.type("chat", "0001", right=True, wrong=2)).attempts == 0


async def test_typed_codes_and_sent_ones_are_counted_where_they_are_handled(tmp_path: Path) -> None:
    """Sending, a wrong code and a right one each tell the alarm; what a gateway refused does not."""
    async with world(tmp_path) as w:
        await w.send("chat", EMAIL, "0001", challenge="c1")
        w.post.refuses = True
        await w.send("chat", EMAIL, "0001", challenge="c2")
        await w.type("chat", "0001", challenge="c1")
        await w.type("chat", "0001", challenge="c1", wrong=1, right=True)
        call = w.store.together.call
        counted = [await call("ZRANGE", f"{{alarm}}:{name}", 0, -1) for name in ("sent", "verified", "typed", "wrong")]
        assert counted == [[b"c1:1"], [b"c1:1"], [b"c1:1", b"c1:2"], [b"c1:1"]]


async def test_the_metrics_tell_it(tmp_path: Path) -> None:
    """``polisbot_alarm`` is 1 while it is on, and 0 before."""
    async with Stage(tmp_path, "telegram") as stage, aiohttp.ClientSession() as session:

        async def told() -> str:
            async with session.get(f"{stage.serving.url}/metrics") as answer:
                return next(line for line in (await answer.text()).splitlines() if line.startswith("polisbot_alarm "))

        assert await told() == "polisbot_alarm 0.0"
        await stage.play(parse("attack", "attack:\nalarm: on\n"))
        assert await told() == "polisbot_alarm 1.0"
