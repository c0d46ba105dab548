"""A round: what one task knows of one chat while it empties its outbox, for as long as it holds the lease."""

from __future__ import annotations

import asyncio

from handlers.replies import Address, Gone
from storage.chats import Loaded
from storage.outbox import Held, Queued

LEASE = 10.0  # seconds
FRESH = 1.0  # seconds after its renewal in which a lease lasts for one more attempt


class Round:
    """One task's work on one chat."""

    def __init__(
        self,
        account: str,
        lease: str,
        where: Address | None,
        entries: tuple[Queued, ...] | None,
        asked: float,
        chat: Loaded | None,
    ) -> None:
        self.account = account
        self.lease = lease
        self.where = where
        self.left_behind = where is None  # by another, or by ourselves before a pause: some of it may have left
        self.entries = entries
        # As the last commit here left it: what an outcome is decided on at first. A commit elsewhere lets it be refused.
        self.chat = chat
        self.poked = asyncio.Event()
        self._heard: list[tuple[Queued, ...] | None] = []  # the outbox behind each commit since it was last known
        self.effects: dict[str, asyncio.Task[None]] = {}
        self.telling: set[str] = set()  # those whose outcome is being told
        self.reads = 0
        self.left: dict[str, Gone] = {}  # what was settled here, as far as Redis has not forgotten it
        self.done: dict[str, int] = {}  # effects whose outcome was told, by the reads until then
        self.held = Held.OURS
        self.away = 0.0  # since when Redis does not answer
        self.renewed = asked  # the lease counts from before the request, by the loop's clock
        self._time = asyncio.get_running_loop().time  # asked for once: it costs a system call each time

    def poke(self, entries: tuple[Queued, ...] | None, chat: Loaded | None) -> None:
        """Hear of a commit; ``entries``: all that is in the outbox since, ``chat``: what it left, where they are known."""
        self._heard.append(entries)
        self.chat = chat
        self.poked.set()

    @property
    def heard(self) -> bool:
        """Tell whether something was committed since the outbox was last known."""
        return bool(self._heard)

    def known(self) -> tuple[Queued, ...] | None:
        """Return the outbox as the only commit since left it, while the lease is fresh; None: it must be read."""
        heard, self._heard = self._heard, []
        self.poked.clear()
        return heard[0] if len(heard) == 1 and self.fresh else None

    @property
    def fresh(self) -> bool:
        """Tell whether the lease, as it was last renewed, outlasts one more attempt."""
        return self._time() - self.renewed <= FRESH

    async def stir(self, seconds: float) -> None:
        """Wait until somebody pokes (an effect that ended does), at most so many seconds."""
        late = asyncio.get_running_loop().call_later(seconds, self.poked.set)
        try:
            await self.poked.wait()
        finally:
            late.cancel()

    def goes_on(self) -> bool:
        """Tell, where Redis did not answer, whether the lease may still be ours; what waits must be read anew."""
        self.entries = None
        now = self._time()
        self.away = self.away or now
        return now - self.away < LEASE

    def renew(self) -> None:
        """Note that the lease is about to be renewed."""
        self.renewed = self._time()
