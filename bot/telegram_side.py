"""Telegram's side of a process: the channel, its way in (webhook or long polling), and what is told to Telegram once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import aiohttp
import structlog
from aiohttp import web

from bot.settings import Telegram as TelegramSettings
from conversations.locales import LANGUAGES, Voice
from handlers.channels.telegram import Telegram
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_polling import WAY, TelegramPolling
from handlers.channels.telegram_setup import TelegramSetup, Wording
from handlers.channels.telegram_updates import private_only
from handlers.channels.telegram_webhook import TelegramWebhook
from handlers.duty import Duty, Work
from handlers.ports import Clock, Problem, Receiver
from handlers.seldom import Seldom
from handlers.vigil import attempt
from storage.posts import Post

log = structlog.get_logger()

COMMANDS = ("start", "menu", "help", "back", "cancel")
AGAIN = 15.0  # seconds between two attempts to introduce the bot
STOP = 3.0  # seconds for the updates at hand when the process ends


class TelegramSide:
    """One bot of Telegram. ``post`` leads to what one of all processes does; None: there is but this process.

    ``unread`` hears of each fetched update that could not be read, by the way in that it came.
    """

    def __init__(
        self,
        settings: TelegramSettings,
        session: aiohttp.ClientSession,
        post: Callable[[str], Post] | None = None,
        unread: Callable[[str], None] = lambda way: None,
    ) -> None:
        self._unread = unread
        self._post = post
        self._settings = settings
        self._session = session
        self._api = TelegramApi(session, settings.token, settings.api_url)
        self.channel = Telegram(self._api)
        self.username = ""
        self.held_up = ""  # why Telegram gives this process no updates, while it polls
        self._polling: Work | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._introduced = False
        self._setup_waits = Seldom()

    def connect(
        self, app: web.Application, receiver: Receiver, clock: Clock, voice: Voice, language: str, webhook: bool
    ) -> None:
        """Prepare the way in: a route for the webhook, or the poller."""
        self._setup = TelegramSetup(
            self._session, self._settings.token, wordings(voice), language, self._settings.api_url
        )
        self.channel.connect(self._setup.commands_for)

        def text(hint: str) -> str:
            spoken = "en" if hint.startswith("en") else language
            return voice.say("group.private_only", spoken, bot_link=f"https://t.me/{self.username}")

        say = private_only(text, lambda: self.username)
        if webhook:
            TelegramWebhook(self._settings.webhook_secret, receiver, clock, say).add_routes(app)
        else:
            unread = partial(self._unread, WAY)
            self._polling = self._poller(
                lambda: TelegramPolling(self._api, receiver, clock, say, unread=unread, held_up=self._hold_up)
            )

    async def start(self, public_url: str | None) -> None:
        """Begin to receive, and introduce the bot in the background."""
        if self._polling:
            self._tasks.append(asyncio.ensure_future(self._polling.run()))
        self._tasks.append(asyncio.ensure_future(self._introduce(public_url)))

    async def stop(self) -> None:
        """Stop receiving; what was received is handled."""
        if self._polling:
            self._polling.stop()
            await asyncio.wait({self._tasks[0]}, timeout=STOP)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _hold_up(self, why: str) -> None:
        self.held_up = why

    def _poller(self, make: Callable[[], TelegramPolling]) -> Work:
        return Duty(self._post("telegram:polling"), make) if self._post else make()

    async def _introduce(self, public_url: str | None) -> None:
        """Say once who we are. Processes that start together leave it to one; should that one die, another does it."""
        look = partial(self._introduce_once, self._post("telegram:introducing") if self._post else None, public_url)
        while True:
            await attempt("telegram setup", look)
            if self._introduced:
                return
            await asyncio.sleep(AGAIN)

    async def _introduce_once(self, post: Post | None, public_url: str | None) -> None:
        try:
            self.username = (await self._setup.me()).username
            if post is None or await post.hold():
                if public_url:
                    await self._setup.use_webhook(public_url, self._settings.webhook_secret)
                await self._setup.introduce()
                self._introduced = True
        except Problem as problem:
            if self._setup_waits.due():
                log.warning("telegram_setup_waits", why=f"{type(problem).__name__}: {problem}")


def wordings(voice: Voice) -> dict[str, Wording]:
    """Return the commands and the description of the bot in each language."""
    return {
        language: Wording(
            commands=tuple((name, voice.say(f"cmd.{name}", language)) for name in COMMANDS),
            description=voice.say("greet.new", language)[:512],
            short=voice.say("legal.licence", language)[:120],
        )
        for language in LANGUAGES
    }
