"""The care console's side of a process: its desk, its pages, and a fresh sign-in at the first start."""

from __future__ import annotations

import sys

from aiohttp import web

from bot.core import Core
from bot.settings import Settings
from bot.staffing import SignIn, first
from bot.terms import house_of
from conversations.limits import DAY
from handlers.console.app import mount
from handlers.console.desk import Desk, open_desk
from handlers.console.door import Door
from handlers.console.passwords import Passwords
from handlers.own_answers import OwnAnswers
from handlers.ports import Clock
from storage.store import Store


class ConsoleSide:
    """The console of one process.

    ``sign_in`` is set where this process made the first one, to be printed once: for somebody who sits at a terminal, not
    for a log that is kept. There, `polisbot staff add` makes it.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._passwords = Passwords()
        self.sign_in: SignIn | None = None
        self.desk: Desk

    async def mount(self, app: web.Application, core: Core, store: Store, answers: OwnAnswers) -> None:
        """Add the pages to the server."""
        settings = self._settings
        self.desk = open_desk(
            store=store,
            turns=core.turns,
            voice=core.voice,
            answers=answers,
            terms=core.terms,
            house=house_of(settings),
            clock=self._clock,
            door=Door(settings.public_url),
            passwords=self._passwords,
            kept=(("messages", settings.keep.message_ids // DAY), ("transcript", settings.keep.transcript // DAY)),
            alert_bounds=settings.alerts,
            hooks_inside=settings.webhooks_private,
        )
        mount(app, self.desk)
        if settings.sandbox or sys.stderr.isatty():
            self.sign_in = await first(store, self._passwords, self._clock)

    async def stop(self) -> None:
        """Give up what is being exported, and end the threads that compare passwords."""
        await self.desk.exporter.close()
        self._passwords.close()
