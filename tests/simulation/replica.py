"""A replica: the real core of a process on a loop of its own, which may be killed, frozen and started again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from msgspec import structs

from bot.core import Core
from bot.settings import Settings, load
from bot.terms import house_of
from conversations.events import Decided
from conversations.limits import Limits
from conversations.locales.voice import Spoken, Voice
from conversations.messages import Button, Message, Notice
from conversations.references import home
from conversations.staff_events import StaffAction
from conversations.turn import Reply
from handlers.ports import Channel, Clock, Inbound, Mailer, Registry, Status, Texter
from storage.errors import StoreDown
from storage.store import Memory
from storage.vault import PURPOSES, MasterKeys, Vault
from tests.clock import START
from tests.simulation.loop import Process, spawn
from tests.simulation.server import Line, Redis

LOOK = (0.3, 2.0)  # seconds between two looks of the sweep, while something is due soon
REST = 20.0  # the most that it waits when nothing is
MASTERS = MasterKeys(("the simulation's master key, not a secret",))
SECRETS = {purpose: purpose.encode().ljust(32) for purpose in PURPOSES}


class KeyVoice(Voice):
    """Says the names of the paragraphs and the choices: a simulated customer reads those."""

    def messages(
        self, reply: Reply, *, language: str, channel: str, id: str, nonce: str, edits: str = ""
    ) -> tuple[Spoken, ...]:
        """Return the reply as one message."""
        said = " / ".join(part.key for part in reply.says)
        buttons = tuple(Button(f"{nonce}:{choice.id}", choice.key) for choice in reply.choices)
        notice = None
        if (template := reply.template) is not None:
            subject, body = template.subject, template.body
            notice = Notice(name=template.name, values=(), email=template.email, subject=subject, body=body)
        return (Spoken(Message(id=id, text=said, buttons=buttons, edits=edits, notice=notice), said),)


def settings() -> Settings:
    """Return the settings of every world: the product's own limits."""
    return structs.replace(load({}), limits=Limits())


SETTINGS = settings()
VOICE = KeyVoice(house_of(SETTINGS))


class Outside(Protocol):
    """What a world gives each of its processes."""

    redis: Redis
    world: Process

    def channels(self, process: Process) -> dict[str, Channel]: ...

    def registry(self, process: Process) -> Registry: ...

    def mailer(self, process: Process) -> Mailer: ...

    def texter(self, process: Process) -> Texter: ...

    def chance(self, length: int) -> bytes: ...

    def uniform(self, low: float, high: float) -> float: ...


class SkewedClock:
    """A process's clock: the world's, a little off."""

    def __init__(self, world: Process, skew: int) -> None:
        self._world = world
        self._skew = skew

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return START + int(self._world.time() * 1000) + self._skew


class Replica:
    """One process, over its lives."""

    def __init__(self, outside: Outside, name: str, skew: int) -> None:
        self.name = name
        self.skew = skew
        self.lives = 0
        self._outside = outside
        self._open: dict[int, Callable[[bool], None]] = {}
        self._posts = 0
        self.start()

    @property
    def up(self) -> bool:
        """Tell whether it answers at all."""
        return not self.process.dead

    @property
    def busy(self) -> bool:
        """Tell whether somebody waits for its answer."""
        return bool(self._open)

    def start(self) -> None:
        """Begin a life."""
        outside, self.lives = self._outside, self.lives + 1
        self.process = process = Process(outside.world.timeline, f"{self.name}.{self.lives}")  # type: ignore[abstract]  # no files, sockets or signals here
        clock: Clock = SkewedClock(outside.world, self.skew)
        self.memory = Memory(Line(outside.redis, process), Vault(MASTERS, SECRETS))
        self.core = Core(
            SETTINGS,
            store=self.memory,
            clock=clock,
            channels=outside.channels(process),
            registry=outside.registry(process),
            mailer=outside.mailer(process),
            texter=outside.texter(process),
            silences_from=clock.now() + SETTINGS.limits.timers_delay,
            chance=outside.chance,
            voice=VOICE,
        )
        process.call_soon(spawn, process, self._sweep())

    def kill(self) -> None:
        """End this life at once; whoever waits for an answer sees the connection close."""
        self.process.kill()
        waiting, self._open = list(self._open.values()), {}
        for answer in waiting:
            answer(False)

    def freeze(self, seconds: float) -> None:
        """Stand still for a while."""
        self.process.freeze()
        self._outside.world.after(seconds, self.process.thaw)

    # --- what comes in ----------------------------------------

    def take(self, inbound: Inbound, answer: Callable[[bool], None]) -> None:
        """Take an update in; ``answer`` hears whether it was acknowledged, once."""
        self._serve(lambda: self.core.turns.receive(inbound), answer)

    def note(self, status: Status, answer: Callable[[bool], None]) -> None:
        """Take a status in."""
        self._serve(lambda: self.core.turns.note(status), answer)

    def decide(self, key: str, decision: Decided, answer: Callable[[bool], None]) -> None:
        """Take a decision of the registry in, as its callback does."""

        async def decided() -> None:
            number = home(decision.reference)
            account = None if number is None else await self.memory.chats.find(decision.reference, number)
            if account is None:
                raise StoreDown("a reference not known yet")
            await self.core.turns.decide(account, f"registry:{key}", decision)

        self._serve(decided, answer)

    def act(self, account: str, key: str, what: StaffAction, answer: Callable[[bool], None]) -> None:
        """Take in what the care team did."""
        self._serve(lambda: self.core.turns.act(account, key, what), answer)

    def _serve(self, work: Callable[[], object], answer: Callable[[bool], None]) -> None:
        if not self.up:
            answer(False)
            return
        self._posts += 1
        number = self._posts
        self._open[number] = answer
        process = self.process

        async def handle() -> None:
            try:
                await work()  # type: ignore[misc]
            except StoreDown:
                self._answered(number, False)
            else:
                self._answered(number, True)

        process.call_soon(lambda: spawn(process, handle()))

    def _answered(self, number: int, good: bool) -> None:
        answer = self._open.pop(number, None)
        if answer is not None:
            self._outside.world.after(0.0, answer, good)

    # --- the sweep ----------------------------------------

    async def _sweep(self) -> None:
        """Look as often as the real one does while anything is due: looking in vain is what a simulation can spare."""
        redis, uniform = self._outside.redis, self._outside.uniform
        while True:
            due = first_due(redis) - START / 1000 - self._outside.world.time()
            await asyncio.sleep(min(max(due, 0.0) + uniform(*LOOK), uniform(REST / 2, REST)))
            if first_due(redis) > START / 1000 + self._outside.world.time() + 2:
                continue
            try:
                await self.core.shares.beat()
                shares, sorted = self.core.shares, redis.data.sorted
                shares.mine = tuple(home for home in shares.mine if {home.due.encode(), home.timers.encode()} & sorted)
                await self.core.sweep.look()
            except StoreDown:
                pass  # Redis is away: look again.


def first_due(redis: Redis) -> float:
    """Return the earliest moment (seconds since 1970) for which an outbox or a timer waits."""
    data = redis.data
    waits = (data.values[key].order[0][0] for key in data.sorted if key.endswith((b":due", b":timers")))
    return min(waits, default=1e18) / 1000
