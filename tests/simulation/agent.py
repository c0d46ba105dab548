"""A care agent who takes conversations over in the middle of things, says a word, and hands them back."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from conversations.chat import Chat
from conversations.drivers import AgentDrives
from conversations.staff_events import HandedBack, StaffAction, StaffSaid, TookOver
from tests.simulation.loop import Process

ME = "agent-1"
AGAIN = (1.0, 5.0)  # seconds before an action that was not taken is tried again
STAYS = (5.0, 200.0)

Act = Callable[[str, str, StaffAction, Callable[[bool], None]], None]


class Agent:
    """One agent. ``chats`` shows the conversations as the console does; ``act`` posts an action to some process."""

    def __init__(self, world: Process, chance: Random, chats: Callable[[], dict[str, Chat]], act: Act) -> None:
        self.world = world
        self.chance = chance
        self._chats = chats
        self._act = act
        self._count = 0

    def take_over(self) -> None:
        """Take over some conversation, if any has begun; leave it again after a while."""
        open = [chat for chat in self._chats().values() if chat.consent and not isinstance(chat.driver, AgentDrives)]
        if not open:
            return
        account = self.chance.choice(open).account
        self._do(account, lambda chat: TookOver(ME, "Sari", chat.drive))
        self.world.after(self.chance.uniform(*STAYS) / 2, self._do, account, self._word)
        self.world.after(self.chance.uniform(*STAYS), self._leave, account)

    def _word(self, chat: Chat) -> StaffAction | None:
        mine = isinstance(chat.driver, AgentDrives) and chat.driver.id == ME
        return StaffSaid(ME, chat.drive, chat.messages, "Sebentar ya, kami bantu.") if mine else None

    def _leave(self, account: str) -> None:
        """Hand back, again and again until it is done."""
        chat = self._chats().get(account)
        if chat is not None and isinstance(chat.driver, AgentDrives):
            self._do(account, lambda chat: HandedBack(ME, chat.drive))
            self.world.after(self.chance.uniform(*AGAIN), self._leave, account)

    def _do(self, account: str, action: Callable[[Chat], StaffAction | None], tries: int = 0) -> None:
        chat = self._chats().get(account)
        what = action(chat) if chat is not None else None
        if what is None or tries > 5:
            return

        def answered(good: bool) -> None:
            if not good:
                self.world.after(self.chance.uniform(*AGAIN), self._do, account, action, tries + 1)

        self._count += 1
        self._act(account, f"act:{self._count}", what, answered)
