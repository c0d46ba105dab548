"""Rotation while a customer is in the middle of it: the code still works, and nothing is left under the old key."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import UnknownKey
from storage.keyring import KeyFile, secret_keys
from storage.rotation import Rotation
from storage.store import Store
from tests.dialogues.script import parse
from tests.dialogues.stage import Stage
from tests.process.world import polisbot

BEFORE = """lines:
given: code step of DPLK by email
"""
AFTER = """lines:
customer: <code>
bot: done.member / done.told
"""
LATER = """lines:
restart:
customer: menu
bot: greet.back / menu.body
"""


async def test_an_open_challenge_survives_and_nothing_is_left_under_the_old_key(tmp_path: Path) -> None:
    """The command rotates beside a serving process: the code that was sent before is right after it, and after a restart
    with the new key alone everything is there."""
    folder = tmp_path / ".polisbot"
    async with Stage(folder, "telegram") as stage:
        await stage.play(parse("lines", BEFORE))
        [old] = secret_keys(folder)
        told = await polisbot(tmp_path, "keys", "rotate")
        assert "Nothing is left under an older secret key." in told
        new, before = secret_keys(folder)
        assert before == old != new
        await stage.play(parse("lines", AFTER))
        store = stage.serving.core.store
        assert await Rotation(store.server, store.vault).left() == 0
        with pytest.raises(UnknownKey):
            await Store.open(f"unix://{folder}/redis.sock", (old,))
        (folder / "secret_keys").write_text(new + "\n")
        await stage.play(parse("lines", LATER))


async def test_a_rotation_that_was_stopped_is_finished(tmp_path: Path) -> None:
    """What an earlier run left is wrapped by the key that it made: no second one is made."""
    folder = tmp_path / ".polisbot"
    async with Stage(folder, "telegram") as stage:
        await stage.play(parse("lines", BEFORE))
        KeyFile(folder).renew()
        ring = secret_keys(folder)
        assert "6 of 6 keys were wrapped anew" in await polisbot(tmp_path, "keys", "rotate")
        assert secret_keys(folder) == ring
