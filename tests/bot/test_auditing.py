"""``polisbot audit verify``: the verdict, its witness, and the bar while it looks."""

from __future__ import annotations

import io
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.progress import Progress
from storage import keys
from storage.embedded import EmbeddedRedis
from storage.keyring import secret_keys
from storage.store import Store
from tests.process.world import polisbot

NOW = 1_795_406_400_000


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    """Open what a command finds in ``folder``."""
    async with EmbeddedRedis(folder / ".polisbot") as server:
        store = await Store.open(server.url, secret_keys(folder / ".polisbot"))
        yield store
        await store.close()


async def test_a_whole_log_and_a_cut_one(tmp_path: Path) -> None:
    """The first look says what it cannot know; afterwards even a cut end is named, with the item and what to do."""
    async with opened(tmp_path) as store:
        for subject in ("one", "two", "three"):
            await store.audit.record("staff:ani", "look", subject, at=NOW)
        told = await polisbot(tmp_path, "audit", "verify")
        assert "whole: 3 items in 1 chains" in told
        assert "first look" in told
        assert "first look" not in await polisbot(tmp_path, "audit", "verify")
        await store.together.call("RPOP", keys.AUDIT)
        for _ in range(2):
            told = await polisbot(tmp_path, "audit", "verify", status=1)
            assert "BROKEN  {polisbot}:audit: item 3: it is cut off: the witness saw 3 items." in told
            assert "1 of 1 chains are broken" in told


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The verdict stands; what could not be kept is a sentence."""
    async with opened(tmp_path) as store:
        await store.audit.record("staff:ani", "look", "one", at=NOW)
        (tmp_path / ".polisbot" / "audit.coming").mkdir()
        told = await polisbot(tmp_path, "audit", "verify")
    assert "whole: 1 items in 1 chains" in told
    assert "could not be kept in .polisbot/audit.witness (is a directory)" in told
    assert "Traceback" not in told


async def test_commands_that_decide_or_reveal_are_recorded(tmp_path: Path) -> None:
    """Who lists requests in full is recorded before anything is shown; a masked list is not."""
    async with opened(tmp_path) as store:
        await polisbot(tmp_path, "requests", "list")
        assert await store.audit.staff(9) == ()
        await polisbot(tmp_path, "requests", "list", "--full")
        [item] = await store.audit.staff(9)
        assert item.record.action == "requests.reveal"
        assert item.record.actor.startswith("command:")


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_bar_is_drawn_once_it_takes_longer_than_a_second() -> None:
    """Nothing for what is quick; then how far it is, wiped away at the end."""
    terminal = Terminal()
    clock = itertools.count(0.0, 0.6)
    with Progress("Verifying", 4, terminal, lambda: next(clock)) as progress:
        progress.tick()
        assert terminal.getvalue() == ""
        progress.tick()
        assert "Verifying [###############               ]  50%  2 of 4" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_bar_is_for_terminals_alone() -> None:
    """In a file or a pipe nothing is drawn."""
    stream = io.StringIO()
    with Progress("Verifying", 2, stream, lambda: 99.0) as progress:
        progress.until(3)()
    assert stream.getvalue() == ""
