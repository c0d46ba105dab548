"""What the sandbox's page asks of a channel's stand-in: to do what a customer does and show what a customer sees."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Protocol

from aiohttp import web

from handlers.ports import Clock
from handlers.sandbox.phones import Phone
from handlers.sandbox.trouble import Trouble


class StandIn(Protocol):
    """A channel in small: it hands the customer's doings to the bot as updates, and keeps a phone for each customer.

    Every call shows its bubble on the phone of ``address`` first and returns once the update is on its way; a bot that
    is away or slow is no error of the customer's. A bubble that is no text has its kind as its note: photo, voice, sticker,
    location, contact; a forwarded one has the note "forwarded".
    """

    trouble: Trouble

    @property
    def phones(self) -> dict[str, Phone]:
        """Return all phones by address."""
        ...

    def phone(self, address: str, /) -> Phone:
        """Return the phone of ``address``, a new one if there is none yet."""
        ...

    async def taken(self) -> None:
        """Wait until the bot has taken every update."""
        ...

    async def say(self, address: str, text: str, /) -> object:
        """Send text, as typed."""
        ...

    async def tap(self, address: str, message: str, button: str, /) -> object:
        """Tap the button ``button`` (its id) of the bubble ``message``, or choose that row of its list."""
        ...

    async def photo(self, address: str, caption: str, /) -> object:
        """Send a photo with a caption ("": without)."""
        ...

    async def voice(self, address: str, /) -> object:
        """Send a voice message."""
        ...

    async def share(self, address: str, kind: str, /) -> object:
        """Send a sticker, a location or a contact, as ``kind`` says."""
        ...

    async def forward(self, address: str, text: str, /) -> object:
        """Send on what somebody else wrote."""
        ...

    async def edit(self, address: str, message: str, text: str, /) -> object:
        """Change the text of the customer's own message ``message``."""
        ...


def tell_time(app: web.Application, clock: Clock) -> None:
    """Let each answer's ``Date`` be by the channel's clock, which need not be ours."""

    async def dated(request: web.Request, response: web.StreamResponse) -> None:
        now = datetime.fromtimestamp(clock.now() // 1000, UTC)
        response.headers["Date"] = format_datetime(now, usegmt=True)

    app.on_response_prepare.append(dated)
