"""A reply that the channel never takes is given up in the end: seen, and tried again when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.replies import LONGEST, TRIES, Gone, Wait, put_off
from storage.unsent import Letter, Unsent
from tests.dialogues.stage import Stage
from tests.process.world import polisbot
from tests.storage.test_purge import Twice


@pytest.mark.parametrize(
    ("tries", "asked", "seconds"), [(0, 2, 2), (3, 2, 8), (3, 30, 30), (20, 2, LONGEST), (20, 900, 900)]
)
def test_tries_become_rarer(tries: int, asked: float, seconds: float) -> None:
    """At least as long as the channel asks, longer from try to try, and never hours."""
    assert put_off(tries, asked, TRIES, "") == Wait(seconds)


def test_tries_come_to_an_end() -> None:
    """After the last one it is laid aside."""
    assert put_off(TRIES, 2, TRIES, "why") == Gone("failed", why="why", error="away")


async def test_what_was_given_up_is_listed_and_tried_again(tmp_path: Path) -> None:
    """Hours of refusals lay the reply aside; what comes later is sent, and the reply itself when it is asked for."""
    async with Stage(tmp_path / ".polisbot", "telegram") as stage:
        core = stage.serving.core
        letter = await _given_up(stage)
        assert (letter.what, letter.why) == ("reply", "the channel takes nothing")
        assert letter.account == core.store.aliases.telegram(stage.address)
        listed = await polisbot(tmp_path, "unsent", "list")
        assert letter.id in listed
        assert "the channel takes nothing" in listed
        before = len(stage._bots())
        # The answer to the first call is lost, so the client asks again: it stands in the outbox once, and that is said.
        unsent = Unsent(Twice(core.store.server), core.store.vault)
        assert await unsent.retry(letter, stage.clock.now())
        assert not await core.store.unsent.retry(letter, stage.clock.now()), "once"
        await core.sweep.look()
        await core.drain.idle()
        assert len(stage._bots()) == before + 1
        assert "Nothing was given up." in await polisbot(tmp_path, "unsent", "list")
        assert "nothing of that" in await polisbot(tmp_path, "unsent", "retry", letter.id, status=1)


async def test_what_an_erasure_left_unreadable_is_never_tried_again(tmp_path: Path) -> None:
    """It is only taken out, and the chat, which it would have silenced, is answered as before."""
    async with Stage(tmp_path, "telegram") as stage:
        core = stage.serving.core
        letter = await _given_up(stage)
        await core.turns.erase(letter.account, "erase:by two")
        await core.drain.idle()
        assert not await core.store.unsent.retry(letter, stage.clock.now())
        assert await core.store.unsent.list() == []
        before = len(stage._bots())
        await stage.stand_in.say(stage.address, "halo")
        await stage.stand_in.taken()
        await core.drain.idle()
        assert len(stage._bots()) > before


async def _given_up(stage: Stage) -> Letter:
    """Let the channel refuse a reply until it is laid aside, and return it."""
    core = stage.serving.core
    stage.stand_in.trouble.fail = TRIES + 1
    await stage.stand_in.say(stage.address, "halo")
    await stage.stand_in.taken()
    for _ in range(TRIES + 1):
        await core.drain.idle()
        stage.clock.move(int(LONGEST) * 1000)
        await core.sweep.look()
    await core.drain.idle()
    [letter] = await core.store.unsent.list()
    return letter
