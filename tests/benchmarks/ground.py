"""The ground of the console's benchmarks: a folder that is filled with a crowd once, and served again and again."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from bot.clock import WallClock
from conversations.terms import Terms
from handlers.keeper import SETTLED
from storage.store import Store
from tests.benchmarks.crowd import Crowd, account_of
from tests.console.team import Team, serve

MARK = "crowd.json"


class Ground(Struct, frozen=True):
    """How a folder was filled: so many customers with so many lines each, at a moment (milliseconds since 1970)."""

    customers: int
    lines: int
    at: int

    def accounts(self, store: Store) -> list[str]:
        """Return the crowd's accounts."""
        return [account_of(store, number) for number in range(self.customers)]


@asynccontextmanager
async def served(folder: Path, customers: int, lines: int) -> AsyncIterator[tuple[Team, Ground]]:
    """Serve a console over a filled folder, as of the moment it was filled; fill it first where it is not."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / MARK
    kept = msgspec.json.decode(mark.read_bytes(), type=Ground) if mark.exists() else None
    if kept and (kept.customers, kept.lines) != (customers, lines):
        raise SystemExit(f"{folder} holds {kept.customers:,} conversations of {kept.lines} lines: take another folder")
    ground = kept or Ground(customers, lines, WallClock().now())
    async with serve(folder, ground.at) as team:
        if kept is None:
            await _fill(team, ground)
            mark.write_bytes(msgspec.json.encode(ground))
        yield team, ground


async def _fill(team: Team, ground: Ground) -> None:
    began = time.monotonic()
    crowd = Crowd(team.store, ground.at, ground.lines)
    await crowd.write(ground.customers, lambda done: _progress(done, ground.customers))
    today = Terms().today(ground.at)
    for back in range(1, SETTLED):
        await team.store.figures.settle(today - timedelta(days=back))
    lines = ground.customers * ground.lines
    print(f"\n{ground.customers:,} conversations, {lines:,} lines in {time.monotonic() - began:.0f} s", flush=True)


def _progress(done: int, whole: int) -> None:
    if sys.stderr.isatty() or done == whole or done % 10_000 == 0:
        print(f"\r  {done:,} of {whole:,}", end="", file=sys.stderr, flush=True)
