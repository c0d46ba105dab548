"""The sandbox's phones: what a customer sees on one, and a feed of its changes."""

from __future__ import annotations

import asyncio

from msgspec import Struct, structs

from conversations.messages import Button


class Bubble(Struct, frozen=True, kw_only=True):
    """One message on a phone. ``mine`` is the customer's own; ``state`` is what the ticks say: sent, delivered, read."""

    id: str
    mine: bool
    text: str
    at: int
    buttons: tuple[Button, ...] = ()
    list_button: str = ""
    footer: str = ""
    edited: bool = False
    erased: bool = False
    state: str = "sent"
    note: str = ""


class Phone:
    """One customer's phone on one channel. ``address`` is their chat id or number there."""

    def __init__(self, channel: str, address: str) -> None:
        self.channel = channel
        self.address = address
        self.bubbles: dict[str, Bubble] = {}
        self.typing = False
        self.version = 0
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, bubble: Bubble) -> None:
        """Add a bubble, or put a changed one in its place."""
        self.bubbles[bubble.id] = bubble
        if not bubble.mine:
            self.typing = False
        self._tell()

    def change(self, message: str, **fields: object) -> bool:
        """Change fields of a bubble; return whether it is there."""
        if (bubble := self.bubbles.get(message)) is None:
            return False
        self.show(structs.replace(bubble, **fields))
        return True

    def work(self, typing: bool) -> None:
        """Show or hide the typing sign."""
        self.typing = typing
        self._tell()

    def clear(self) -> None:
        """Start afresh."""
        self.bubbles.clear()
        self.typing = False
        self._tell()

    async def changed(self, since: int) -> int:
        """Wait until the phone differs from version ``since`` and return its version."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version > since)
        return self.version

    def _tell(self) -> None:
        self.version += 1
        task = asyncio.ensure_future(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
