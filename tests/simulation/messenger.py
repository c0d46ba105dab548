"""Telegram and WhatsApp as they behave: ordered or not, again and again until taken, and never quite sure of a send."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct

from conversations.events import Chosen
from conversations.messages import Message
from handlers.ports import ChatUnreachable, Inbound, NoTemplate, NotSent, SendLater, SendUnsure, Status
from tests.simulation.loop import Process, far, unheard
from tests.simulation.trouble import Trouble

Take = Callable[[Inbound, Callable[[bool], None]], None]
ERASES = {"telegram": True, "whatsapp": False}
SLOWEST = 7.5  # seconds of one attempt
GIVES_UP = 20.0  # seconds after which a channel does not wait for an answer any more


class Bubble(Struct, frozen=True):
    """One message on a phone. ``text`` names its paragraphs; ``choices`` are choice and button id."""

    id: str
    at: float
    text: str
    choices: dict[str, str]


class Phone(Struct):
    """What a customer sees."""

    bubbles: list[Bubble] = []
    blocked: bool = False
    heard: Callable[[], None] = lambda: None


class Messenger:
    """One channel of a world."""

    def __init__(self, name: str, world: Process, chance: Random, trouble: Trouble) -> None:
        self.name = name
        self.world = world
        self.chance = chance
        self.trouble = trouble
        self.phones: dict[str, Phone] = {}
        self.take: Take = lambda inbound, answer: None
        self.notes: Callable[[Status], None] = lambda status: None
        self.sees: Callable[[str, Process, str, Message, str], None] = lambda *seen: None
        self._queues: dict[tuple[str, bool], deque[Inbound]] = {}
        self._count = 0

    def troubled(self) -> bool:
        """Tell whether trouble lasts."""
        return self.world.time() < self.trouble.until

    # --- what customers send ----------------------------------------

    def post(self, inbound: Inbound) -> None:
        """Take a customer's message: Telegram keeps the order of a chat's texts and of a user's taps, WhatsApp none."""
        chance = self.chance
        if self.troubled() and chance.random() < self.trouble.resent:
            late = chance.choice((0.0, 1.0, 70.0, 900.0))
            self.world.after(chance.uniform(0, 1) + late, self._once, inbound)
        if self.name == "telegram":
            key = (inbound.address, isinstance(inbound.what, Chosen))
            queue = self._queues.setdefault(key, deque())
            queue.append(inbound)
            if len(queue) == 1:
                self._next(queue, 0)
            return
        late = 0.0
        if self.troubled() and chance.random() < self.trouble.shuffled:
            late = chance.choice((0.5, 3.0, 70.0, 600.0))
        self.world.after(chance.uniform(0.01, 0.1) + late, self._again, inbound, 0)

    def _next(self, queue: deque[Inbound], tries: int) -> None:
        def answered(good: bool) -> None:
            if good:
                queue.popleft()
                if queue:
                    self._next(queue, 0)
            else:
                self._next(queue, tries + 1)

        inbound = queue[0]
        self.world.after(self._wait(tries), self._offer, inbound, answered)

    def _again(self, inbound: Inbound, tries: int) -> None:
        def answered(good: bool) -> None:
            if not good:
                self.world.after(self._wait(tries + 1), self._again, inbound, tries + 1)

        self._offer(inbound, answered)

    def _once(self, inbound: Inbound) -> None:
        self._offer(inbound, lambda good: None)

    def _offer(self, inbound: Inbound, answered: Callable[[bool], None]) -> None:
        open = [True]

        def answer(good: bool) -> None:
            if open:
                open.clear()
                answered(good)

        self.take(inbound, answer)
        self.world.after(GIVES_UP, answer, False)

    def _wait(self, tries: int) -> float:
        return self.chance.uniform(0.01, 0.05) if not tries else min(2.0 ** (tries - 1), 30.0)

    # --- what the bot sends ----------------------------------------

    async def send(self, process: Process, address: str, message: Message, reference: str) -> str:
        """Let one attempt at a message go its way."""
        chance, trouble, world = self.chance, self.trouble, self.world

        def arrive() -> str:
            return self._arrived(process, address, message, reference)

        self.sees("try", process, address, message, reference)
        if self.troubled():
            dice = chance.random()
            if dice < trouble.channel_later:
                wait, there = chance.choice((1.0, 4.0, 30.0)), chance.uniform(0.02, 1.0)
                self.sees(f"later {wait}", process, address, message, reference)
                await far(process, world, there, lambda: _later(wait))
            dice -= trouble.channel_later
            if 0 <= dice < trouble.channel_unsure:
                if chance.random() < 0.5:
                    world.after(chance.uniform(0.02, 1.0), unheard, arrive, ChatUnreachable)
                self.sees("unsure", process, address, message, reference)
                await far(process, world, chance.uniform(0.5, SLOWEST), _unsure)
            dice -= trouble.channel_unsure
            if 0 <= dice < trouble.channel_refused:
                self.sees("refused", process, address, message, reference)
                await far(process, world, chance.uniform(0.02, 1.0), _refused)
            dice -= trouble.channel_refused
            if 0 <= dice < trouble.channel_slow:
                return await far(process, world, chance.uniform(0.1, 6.0), arrive, 1.0)
        return await far(process, world, chance.uniform(0.02, 0.15), arrive, chance.uniform(0.001, 0.05))

    def _arrived(self, process: Process, address: str, message: Message, reference: str) -> str:
        phone = self.phones[address]
        if phone.blocked:
            self.sees("refused", process, address, message, reference)
            raise ChatUnreachable("blocked")
        self._count += 1
        id = message.edits or f"{self.name[0]}{self._count}"
        choices = {button.id.partition(":")[2]: button.id for button in message.buttons}
        phone.bubbles.append(Bubble(id, self.world.time(), message.text, choices))
        self.sees("arrived", process, address, message, reference)
        phone.heard()
        if self.name == "whatsapp":
            at = int(self.world.time() * 1000)
            status = Status(reference=reference, message=id, state="delivered", at=at)
            self.world.after(self.chance.uniform(0.05, 5.0), self.notes, status)
        return id


class ChannelLine:
    """A process's way to a channel (``handlers.ports.Channel``)."""

    sign_after = 1.0
    sign_lasts = 25.0

    def __init__(self, messenger: Messenger, process: Process) -> None:
        self.name = messenger.name
        self.erases = ERASES[messenger.name]
        self.tells_later = messenger.name == "whatsapp"
        self._messenger = messenger
        self._process = process

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send one message."""
        return await self._messenger.send(self._process, address, message, reference)

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Refuse: a world has no templates."""
        raise NoTemplate("no template")

    async def erase(self, address: str, message: str) -> None:
        """Delete a customer's message."""
        await far(self._process, self._messenger.world, 0.05, lambda: None)

    async def typing(self, address: str, message: str) -> None:
        """Show nothing: a sign is only a sign."""

    async def speak(self, address: str, language: str) -> None:
        """Show nothing."""


def _later(seconds: float) -> Any:
    raise SendLater(seconds)


def _unsure() -> Any:
    raise SendUnsure("no answer")


def _refused() -> Any:
    raise NotSent("refused")
