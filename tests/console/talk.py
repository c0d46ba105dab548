"""Customers who talk while the care team watches: a served console whose sandbox phones are played."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from handlers.sandbox.phones import Phone
from handlers.sandbox.standin import StandIn
from storage.chats import Committed, Line, Write
from tests.clock import START
from tests.console.team import Team, serve


class Customer:
    """One customer on a sandbox phone."""

    def __init__(self, team: Team, channel: str, address: str) -> None:
        self._team = team
        assert team.serving.sandbox is not None
        self._stand_in: StandIn = getattr(team.serving.sandbox, channel)
        self.channel = channel
        self.address = address

    async def says(self, *texts: str) -> None:
        """Say something, and let the bot answer."""
        for text in texts:
            self._team.clock.move(1000)
            await self._stand_in.say(self.address, text)
            await settled(self._team)

    @property
    def phone(self) -> Phone:
        """Return the phone."""
        return self._stand_in.phone(self.address)

    @property
    def heard(self) -> list[str]:
        """Return what arrived on the phone."""
        return [bubble.text for bubble in self.phone.bubbles.values() if not bubble.mine]

    async def account(self) -> str:
        """Return the account behind the phone."""
        aliases = self._team.store.aliases
        if self.channel == "telegram":
            return aliases.telegram(self.address)
        return await aliases.whatsapp({"wa_id": self.address}, b"0" * 16)


async def settled(team: Team) -> None:
    """Let everything that is due happen."""
    core = team.serving.core
    for name in ("telegram", "whatsapp"):
        await getattr(team.serving.sandbox, name).taken()
    await core.drain.idle()
    while await core.sweep.look():
        await core.drain.idle()


@asynccontextmanager
async def talking(folder: Path, at: int = START) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones, from the moment ``at`` on."""
    async with serve(folder, at) as team:
        yield team


async def said_before(team: Team, account: str, count: int) -> None:
    """Let a customer have said so many things, each a turn of its own."""
    chats = team.store.chats
    for number in range(count):
        loaded = await chats.load(account)
        assert loaded.chat is not None
        line = Line(who="customer", text=f"kalimat {number}", at=team.clock.now())
        write = Write(
            commit=f"{number:032x}", key="", seen_for=1, now=team.clock.now(), chat=loaded.chat, lines=(line,)
        )
        assert isinstance(await chats.commit(loaded, write), Committed)
