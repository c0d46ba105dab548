"""A round: what one task knows of one chat while it empties its outbox, for as long as it holds the lease."""

from __future__ import annotations

import asyncio

from handlers.replies import Address, Gone
from storage.outbox import Held, Queued


class Round:
    """One task's work on one chat."""

    def __init__(
        self, account: str, lease: str, where: Address | None, entries: tuple[Queued, ...] | None, asked: float
    ) -> None:
        self.account = account
        self.lease = lease
        self.where = where
        self.entries = entries
        self.poked = asyncio.Event()
        self.effects: dict[str, asyncio.Task[None]] = {}
        self.reads = 0
        self.left: dict[str, Gone] = {}  # what was settled here, as far as Redis has not forgotten it
        self.done: dict[str, int] = {}  # effects whose outcome was told, by the reads until then
        self.held = Held.OURS
        self.renewed = asked  # the lease counts from before the request, by the loop's clock

    def renew(self) -> None:
        """Note that the lease is about to be renewed."""
        self.renewed = asyncio.get_running_loop().time()
