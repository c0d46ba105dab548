"""What stands on the sandbox's page: two phones of one customer, their inbox, and what was ordered to go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from msgspec import Struct

from handlers.sandbox.badday import Troubles, give
from handlers.sandbox.inbox import Inbox
from handlers.sandbox.phones import Phone
from handlers.sandbox.registry import RegistryTrouble
from handlers.sandbox.standin import StandIn

CHANNELS = ("telegram", "whatsapp")


class Customer(Struct, frozen=True):
    """Who holds the two phones: a Telegram chat id and a WhatsApp number."""

    telegram: str
    whatsapp: str


class Command(Struct, frozen=True):
    """A command in Telegram's menu, without its slash."""

    name: str
    description: str


class House(Struct, frozen=True, kw_only=True):
    """Whose service is shown, and the time zone (a name of the tz database) of the clock on the phones."""

    brand: str
    insurer: str
    licence: str
    zone: str = "Asia/Jakarta"


class Sandbox:
    """One customer with two phones and an inbox.

    ``customer`` is who they are now. For *start afresh*, ``release`` lets go of what a customer linked and asked for, and
    ``newcomer`` makes another one. ``commands`` says what Telegram's menu holds in the chat of an address.
    """

    def __init__(
        self,
        *,
        house: House,
        telegram: StandIn,
        whatsapp: StandIn,
        inbox: Inbox,
        registry: RegistryTrouble,
        customer: Customer,
        release: Callable[[Customer], Awaitable[None]],
        newcomer: Callable[[], Awaitable[Customer]],
        commands: Callable[[str], tuple[Command, ...]] = lambda address: (),
    ) -> None:
        self.house = house
        self.stand_ins: dict[str, StandIn] = {"telegram": telegram, "whatsapp": whatsapp}
        self.inbox = inbox
        self.troubles: dict[str, Troubles] = {
            "telegram": telegram.trouble,
            "whatsapp": whatsapp.trouble,
            "inbox": inbox.trouble,
            "registry": registry,
        }
        self.customer = customer
        self.commands = commands
        self.version = 1
        self.closing = False
        self._release = release
        self._newcomer = newcomer
        self._changed = asyncio.Condition()

    def address(self, channel: str) -> str:
        """Return where the customer is now on ``channel``."""
        return self.customer.telegram if channel == "telegram" else self.customer.whatsapp

    def phone(self, channel: str) -> Phone:
        """Return the customer's phone on ``channel``."""
        return self.stand_ins[channel].phone(self.address(channel))

    async def start_afresh(self) -> None:
        """Give both phones to a new customer and empty the inbox.

        What the old one linked is released first: nobody could reach it any more, and a policy takes few accounts.
        """
        await self._release(self.customer)
        self.customer = await self._newcomer()
        await self.inbox.clear()
        await self._tell()

    async def order(self, place: str, name: str, on: bool) -> bool:
        """Give or withdraw an order for a bad day; return whether there is such an order at ``place``."""
        known = give(self.troubles[place], place, name, on)
        await self._tell()
        return known

    async def close(self) -> None:
        """Let every stream end."""
        self.closing = True
        await self._tell()

    async def changed(self, since: int) -> int:
        """Wait until customer, orders or closing differ from version ``since`` and return the version."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.version > since)
        return self.version

    async def _tell(self) -> None:
        self.version += 1
        async with self._changed:
            self._changed.notify_all()
