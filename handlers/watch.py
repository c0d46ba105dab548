"""The watch: one reader of the live feed a process, and everybody in it who wants to know which chats have news."""

from __future__ import annotations

import asyncio

from msgspec import Struct
from redis.exceptions import RedisError

from conversations.limits import SECOND
from handlers.ports import Clock
from handlers.sharing import Sharing
from handlers.vigil import attempt
from storage import keys
from storage.connection import Together
from storage.errors import StoreDown
from storage.live import Feed, Happened
from storage.rows import Counts, Rows

LOOK = 1.0  # seconds after which the lists are looked at without a hint
GATHER = 0.05  # seconds in which hints are gathered before the lists are read
COUNTED = 1.0  # seconds that a count of the queues is good for
AGAIN = 1.0  # seconds before a broken subscription is made anew


class News(Struct, frozen=True):
    """Chats in which something happened, those of them that came into another queue, and chats at which somebody looks."""

    chats: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()


class Listener:
    """One reader of news: which chats have any, since it last asked; and how far it has read."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._chats: dict[str, None] = {}
        self._moved: dict[str, None] = {}
        self._looked_at: dict[str, None] = {}
        self.at = 0

    def tell(self, one: Happened) -> None:
        """Note that something happened in a chat."""
        self._chats[one.account] = None
        if one.moved:
            self._moved[one.account] = None
        self.at = max(self.at, one.at)
        self._news.set()

    def wake(self) -> None:
        """Let the reader look up, though there is no news."""
        self._news.set()

    def glance(self, account: str) -> None:
        """Note that somebody looks at a chat, or types in it."""
        self._looked_at[account] = None
        self._news.set()

    async def news(self, seconds: float) -> News:
        """Wait for news at most so long; return what there is."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return News()
        self._news.clear()
        found = News(tuple(self._chats), tuple(self._moved), tuple(self._looked_at))
        self._chats, self._moved, self._looked_at = {}, {}, {}
        return found


class Watch:
    """Reads the feed on each hint and every second, while anybody listens."""

    def __init__(self, together: Together, feed: Feed, rows: Rows, clock: Clock) -> None:
        self._together = together
        self._feed = feed
        self._rows = rows
        self._counting: Sharing[Counts] = Sharing()
        self._catching_up: Sharing[list[Happened] | None] = Sharing()
        self._counted: Counts | None = None
        self._counted_at = 0.0
        self._clock = clock
        self.listeners: set[Listener] = set()
        self._known: dict[int, bytes | None] = {}
        self._hinted: set[int] = set()
        self._glances: set[str] = set()
        self._wake = asyncio.Event()
        self.closed = False
        self._tasks: list[asyncio.Task[None]] = []
        self._ending: set[asyncio.Task[None]] = set()

    async def listen(self) -> Listener:
        """Begin to listen, end with ``leave``: whatever happens from the return on is told. Raises StoreDown."""
        known = {} if self._tasks else dict(enumerate(await self._feed.heads()))
        listener = Listener()
        listener.at = self._clock.now()
        self.listeners.add(listener)
        if not self._tasks:
            self._known = known
            self._tasks = [asyncio.ensure_future(self._read()), asyncio.ensure_future(self._hear())]
        return listener

    def leave(self, listener: Listener) -> None:
        """Stop listening; the last one puts the watch to sleep."""
        self.listeners.discard(listener)
        if not self.listeners:
            self._sleep()

    async def since(self, moment: int) -> list[Happened] | None:
        """Return what happened since a moment, and maybe a little before; None when that is too long ago.

        After a restart every page comes back at once: those with moments of the same second share one look.
        """
        second = moment - moment % SECOND
        return await self._catching_up.ask(second, lambda: self._feed.since(second, self._clock.now()))

    async def counts(self, *, fresh: bool = False) -> Counts:
        """Return how many wait, are driven and are there, as of a second ago at most: many readers ask at once.

        ``fresh``: as of now, for a page that shows what its reader just did.
        """
        now = asyncio.get_running_loop().time()
        if fresh or self._counted is None or self._counted_at + COUNTED < now:
            self._counted = await self._counting.ask("", self._rows.counts)
            self._counted_at = now
        return self._counted

    async def glance(self, account: str) -> None:
        """Let every listener look at a chat again, though nothing happened in it (somebody looks at it, or types)."""
        await self._together.call("PUBLISH", keys.HINTS, f"{account}!")

    async def close(self) -> None:
        """Stop for good, and wake whoever listens."""
        self.closed = True
        for listener in self.listeners:
            listener.wake()
        self._sleep()
        shared = (self._counting.close(), self._catching_up.close())
        await asyncio.gather(*self._ending, *shared, return_exceptions=True)

    def _sleep(self) -> None:
        for task in self._tasks:
            task.cancel()
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
        self._tasks, self._known = [], {}

    # --- hints ----------------------------------------

    async def _hear(self) -> None:
        while True:
            await attempt("live hints", self._subscribe)
            await asyncio.sleep(AGAIN)

    async def _subscribe(self) -> None:
        client = self._together.listener()
        subscription = client.pubsub(ignore_subscribe_messages=True)
        try:
            await subscription.subscribe(keys.HINTS)
            while True:
                message = await subscription.get_message(timeout=None)
                if message is not None:
                    self._hint(message["data"].decode())
        except (RedisError, OSError) as error:
            raise StoreDown("redis did not answer") from error
        finally:
            await subscription.aclose()  # type: ignore[no-untyped-call]
            await client.aclose()

    def _hint(self, account: str) -> None:
        if account.endswith("!"):
            self._glances.add(account.removesuffix("!"))
        else:
            self._hinted.add(keys.partition(account))
        self._wake.set()

    # --- reading ----------------------------------------

    async def _read(self) -> None:
        while True:
            await attempt("live feed", self._look)
            try:
                async with asyncio.timeout(LOOK):
                    await self._wake.wait()
                await asyncio.sleep(GATHER)
            except TimeoutError:
                self._hinted.update(range(keys.PARTITIONS))
            self._wake.clear()

    async def _look(self) -> None:
        glances, self._glances = self._glances, set()
        for listener in self.listeners:
            for account in glances:
                listener.glance(account)
        hinted, self._hinted = self._hinted, set()
        if len(hinted) == keys.PARTITIONS:
            heads = await self._feed.heads()
            hinted = {number for number, head in enumerate(heads) if head != self._known[number]}
        await asyncio.gather(*(self._look_into(number) for number in hinted))

    async def _look_into(self, number: int) -> None:
        happened, self._known[number] = await self._feed.newer(number, self._known[number])
        for one in happened:
            for listener in self.listeners:
                listener.tell(one)
