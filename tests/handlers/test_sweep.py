"""The sweep takes up what is due, whatever ails one chat."""

from __future__ import annotations

from pathlib import Path

from storage import keys
from storage.keys import home
from tests.dialogues.script import Cue, Dialogue
from tests.dialogues.stage import Stage

BROKEN = "zzzzzzzzzzzzzzzz"


async def test_a_chat_that_cannot_be_read_holds_nobody_up(tmp_path: Path) -> None:
    """It is let alone for a while and stays as it is; the deadline of another one is acted upon."""
    async with Stage(tmp_path, "telegram") as stage:
        await _play(stage, "given: code step of DPLK by email")
        core = stage.serving.core
        loaded = await core.store.chats.load(core.store.aliases.telegram(stage.address))
        assert loaded.key is not None
        await core.store.server.call("SET", home(BROKEN).chat(BROKEN), b"\0" * 24 + b"not of this version")
        await core.store.server.call("SET", home(BROKEN).key(BROKEN), loaded.key.wrapped)
        await core.store.server.call("ZADD", home(BROKEN).timers, stage.clock.now(), BROKEN)
        await _play(stage, "later: 11 minutes", "bot: timeout.remind")
        waits = await core.store.server.call("ZSCORE", home(BROKEN).timers, BROKEN)
        assert float(waits) == stage.clock.now() + 10_000
        assert await core.store.outbox.timers_due(keys.HOMES, stage.clock.now(), 5) == []


async def _play(stage: Stage, *lines: str) -> None:
    cues = [line.partition(": ") for line in lines]
    await stage.play(Dialogue("here", (), "", tuple(Cue(actor, text, 0) for actor, _, text in cues)))
