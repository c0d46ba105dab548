"""The drain: what waits in a chat's outbox leaves, replies in order, effects beside them, under the chat's lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from conversations.effects import AWAITED
from conversations.events import Blocked, Happening
from conversations.messages import Erasure, Message
from handlers.caught import Caught
from handlers.chance import Chance, system
from handlers.effects import Effects, Later
from handlers.ports import Channel, Clock
from handlers.replies import TRIES_OF_OURS, Address, Gone, Replies, Sign, Wait, put_off
from handlers.round import FRESH, Round
from storage import errors
from storage.chats import Loaded
from storage.outbox import MOST, Held, Outbox, Queued

log = structlog.get_logger()

RENEW = 3.0  # seconds between renewals of a lease that waits for an effect (it lasts 10 s)
Report = Callable[[str, str, Happening, bytes | None, int | None, Loaded | None], Awaitable[bool]]


class Drain:
    """Empties outboxes. One task a chat at most; whoever commits to a chat that is being drained pokes its task."""

    def __init__(
        self,
        outbox: Outbox,
        channels: dict[str, Channel],
        effects: Effects,
        clock: Clock,
        chance: Chance = system,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._effects = effects
        self._replies = Replies(outbox, channels, effects, chance)
        self._clock = clock
        self._chance = chance
        self._running: dict[str, Round] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wakes: dict[str, asyncio.TimerHandle] = {}
        self._report: Report | None = None
        self._locate: Callable[[str], Awaitable[Address | None]] | None = None
        self._closed = False

    def connect(self, report: Report, locate: Callable[[str], Awaitable[Address | None]]) -> None:
        """Say where outcomes go (answered by whether the chat took them), and how an address is found."""
        self._report = report
        self._locate = locate

    def start(
        self,
        account: str,
        lease: str,
        where: Address | None,
        entries: tuple[Queued, ...] | None = None,
        *,
        asked: float,
        chat: Loaded | None = None,
    ) -> None:
        """Drain under a lease ``asked`` for then (the loop's time).

        ``entries``: the whole outbox, ``chat``: what the commit left that got the lease, where they are known.
        """
        if (handle := self._wakes.pop(account, None)) is not None:
            handle.cancel()
        round = Round(account, lease, where, entries, asked, chat)
        self._running[account] = round
        self._spawn(self._drain(round))

    def poke(self, account: str, entries: tuple[Queued, ...] | None = None, chat: Loaded | None = None) -> bool:
        """Tell the task that drains this chat of a commit; return whether there is one here.

        ``entries``: the whole outbox since then, ``chat``: what the commit left, where they are known.
        """
        if (round := self._running.get(account)) is None:
            return False
        round.poke(entries, chat)
        return True

    async def recover(self, account: str) -> None:
        """Drain a chat whose outbox wants attention, if nobody holds its lease."""
        if self._closed or self.poke(account):
            return
        lease, asked = self._chance(8).hex(), asyncio.get_running_loop().time()
        if await self._outbox.claim(account, lease, self._clock.now()):
            self.start(account, lease, None, asked=asked)

    @property
    def busy(self) -> int:
        """Tell how many chats are being drained here."""
        return len(self._running)

    async def undelivered(self, account: str, id: str) -> None:
        """Send a notice by email whose channel took it, and told later that it did not arrive."""
        if (queued := await self._outbox.kept(account, id)) is not None:
            await self._replies.fall_back(account, queued.body)

    async def idle(self) -> None:
        """Wait until nothing is being drained here."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self, seconds: float) -> None:
        """Finish what is under way, within ``seconds``; what is left waits in its outbox."""
        self._closed = True
        for handle in self._wakes.values():
            handle.cancel()
        for round in self._running.values():
            round.poked.set()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in set(self._tasks):
            task.cancel()

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside all chats that nobody waits for but the end of this process."""
        self._spawn(work)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        self._keep(asyncio.get_running_loop().create_task(work))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- one chat ----------------------------------------

    async def _drain(self, round: Round) -> None:
        try:
            went = await self._went(round)
            while not went:  # only this round knows what left and is not noted yet
                await asyncio.sleep(FRESH)
                went = await self._went(round)
        finally:
            for id, task in round.effects.items():
                if id in round.telling:
                    self._keep(task)  # a fact is told whoever holds the lease by now: nobody else may hear of it again
                else:
                    task.cancel()
            if self._running.get(round.account) is round:
                del self._running[round.account]

    async def _went(self, round: Round) -> bool:
        try:
            await self._rounds(round)
        except errors.StorageProblem as problem:
            log.warning("drain_stopped", why=str(problem))
            return self._closed or not isinstance(problem, errors.StoreDown) or not round.goes_on()
        return True

    async def _rounds(self, round: Round) -> None:
        if round.where is None and self._locate is not None:
            round.where = await self._locate(round.account)
        # Whatever was committed since our lease was taken may have changed the driver: then the outbox is read.
        entries = None if round.heard else round.entries
        while True:
            if entries is None:
                entries = await self._read(round)
            if entries is None or round.where is None:
                return
            if round.left_behind:
                round.left = await self._replies.arrived(round.account, round.where, entries)
                round.left_behind = False
            left, wake = await self._pass(round, entries)
            if round.held is Held.RELEASED:
                return
            if 0 < left == len(entries) < MOST and round.fresh and not round.heard:
                entries = ()  # all of it left; putting the chat down tells whether another process brought more
            elif (wake or not left) and round.fresh and await self._rest(round, len(entries) - left, wake):
                return
            else:
                entries = round.known()

    async def _read(self, round: Round) -> tuple[Queued, ...] | None:
        round.known()  # what is heard of from now on may be missing in what is read
        round.renew()
        round.reads += 1
        entries = await self._outbox.read(round.account, round.lease, self._clock.now())
        round.away = 0.0
        return entries

    async def _pass(self, round: Round, entries: tuple[Queued, ...]) -> tuple[int, int]:
        """Send what may leave now. Return how many left, and when to look again (0: no such moment)."""
        left, now = 0, self._clock.now()
        for queued in entries:
            if queued.id in round.effects or round.done.get(queued.id, -1) >= round.reads:
                continue
            body = queued.body
            if (came := round.left.get(queued.id)) is not None:
                await self._settle(round, queued, came, False)  # A failover forgot it: noted again, not sent again.
            elif not isinstance(body, Message | Erasure):
                if queued.not_before <= now:
                    self._begin(round, queued)
                continue
            elif queued.not_before > now:
                return left, queued.not_before
            elif not round.fresh:
                return left, 0  # we stood still: read again, which renews the lease or tells that it is lost
            elif (wait := await self._leave(round, queued, body, queued is entries[-1])) is not None:
                return left, wait
            left += 1
            if round.held in (Held.DRIVEN, Held.LOST):
                return left, 0  # read again: what the bot still had to say is not sent any more, or not by us
        if left == len(entries):
            return left, 0
        later = [queued.not_before for queued in entries if queued.not_before > now and queued.id not in round.effects]
        return left, min(later, default=0)

    async def _rest(self, round: Round, waiting: int, wake: int) -> bool:
        """Wait for an effect or a poke; else put the chat down. Return whether this task is done with it."""
        if round.effects and not self._closed:
            await round.stir(RENEW)
            if round.effects or round.heard or waiting:
                return False
        if round.effects:
            await asyncio.wait(round.effects.values(), timeout=RENEW)
            return False
        if wake:
            if not await self._outbox.postpone(round.account, round.lease, wake, waiting):
                return False
            self._wake(round.account, wake)
            return True
        return await self._outbox.release(round.account, round.lease)

    def _wake(self, account: str, at: int) -> None:
        delay = max(at - self._clock.now(), 0) / 1000
        loop = asyncio.get_running_loop()
        self._wakes[account] = loop.call_later(delay, lambda: self._spawn(self._take_up(account)))

    async def _take_up(self, account: str) -> None:
        try:
            await self.recover(account)
        except errors.StorageProblem as problem:
            log.warning("drain_waits", why=str(problem))  # The chat is due: a sweep finds it.

    # --- replies ----------------------------------------

    async def _leave(self, round: Round, queued: Queued, body: Message | Erasure, last: bool) -> int | None:
        """Send one reply and note it; return when to try again if it must wait, None when it is settled."""
        assert round.where is not None
        came = await self._replies.attempt(round.account, round.where, queued, body)
        until = await self._take(round, queued, came, last and not round.effects)
        if isinstance(came, Gone) and came.blocked:
            await self._tell(round, f"blocked:{queued.id}", Blocked(True), None)
        return until

    async def _take(self, round: Round, queued: Queued, came: Gone | Wait, last: bool = False) -> int | None:
        """Let an entry wait, and return until when; or take it out."""
        if isinstance(came, Wait):
            until = self._clock.now() + int(came.seconds * 1000)
            await self._outbox.delay(round.account, round.lease, queued, until)
            return until
        await self._settle(round, queued, came, last and not came.blocked)
        return None

    async def _settle(self, round: Round, queued: Queued, came: Gone, last: bool) -> None:
        if came.why:
            log.error("given_up", alert=True, outbox=queued.id, why=came.why)
        round.left[queued.id] = came
        round.renew()
        round.held = await self._outbox.acknowledge(
            round.account,
            round.lease,
            queued,
            message=came.message,
            state=came.state,
            at=self._clock.now(),
            release=last,
            why=came.why,
            error=came.error,
        )

    # --- effects ----------------------------------------

    def _begin(self, round: Round, queued: Queued) -> None:
        task = asyncio.ensure_future(self._guarded(round, queued))
        round.effects[queued.id] = task
        task.add_done_callback(lambda done: round.poked.set())

    async def _guarded(self, round: Round, queued: Queued) -> None:
        """Carry an effect out; one that breaks us is tried again, less and less often, and laid aside in the end."""
        with Caught() as broke:
            await self._carry_out(round, queued)
        error = broke.error
        if isinstance(error, errors.StoreDown):
            log.warning("effect_unsettled", why="redis did not answer")
            await asyncio.sleep(FRESH)  # not at once: where only a part of Redis is away, this would go round and round
        elif error is not None:
            log.error("effect_broke", exc_info=error)
            await self._take(
                round, queued, put_off(queued.tries, 0, TRIES_OF_OURS, f"a mistake of ours: {type(error).__name__}")
            )
        round.effects.pop(queued.id, None)

    async def _carry_out(self, round: Round, queued: Queued) -> None:
        assert round.where is not None
        assert not isinstance(queued.body, Message | Erasure)
        channel = self._channels[round.where.channel]
        sign = Sign(channel, round.where) if isinstance(queued.body, AWAITED) else None
        try:
            what = await self._effects.carry_out(round.account, round.where.channel, queued.body, self._chance(8).hex())
            round.telling.add(queued.id)
            key = f"{queued.id}:{type(what).__name__}"
            told = await self._tell(round, key, what, queued.raw, queued.body.era)
            # Found in a later read, its outcome was forgotten by a failover: then it is carried out again.
            round.done[queued.id] = round.reads
            await self._effects.settle(round.account, queued.body, what, told)
        except Later as later:
            await self._outbox.delay(round.account, round.lease, queued, later.at)
        finally:
            if sign is not None:
                sign.stop()

    async def _tell(
        self, round: Round, key: str, what: Happening, finished: bytes | None, era: int | None = None
    ) -> bool:
        assert self._report is not None
        return await self._report(round.account, key, what, finished, era, round.chat if finished else None)
