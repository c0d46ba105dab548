"""What is told to Telegram once: the webhook, the commands, the descriptions, the menu button."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
from msgspec import Struct
from telegram import Bot, BotCommandScopeChat, MenuButtonCommands
from telegram.error import TelegramError

from handlers.channels.telegram_api import API
from handlers.channels.telegram_errors import setup_problem_of
from handlers.channels.telegram_request import SessionRequest
from handlers.channels.telegram_updates import ALLOWED_UPDATES
from handlers.channels.telegram_webhook import PATH

CONNECTIONS = 40  # webhook calls that Telegram may have open at once: its own default, 1 to 100


class Wording(Struct, frozen=True, kw_only=True):
    """What a customer reads before the first message, in one language.

    ``commands`` are (name, description), at most 32 and 256 characters. ``description`` (512) stands in the empty chat,
    ``short`` (120) on the bot's page; "" leaves what is there.
    """

    commands: tuple[tuple[str, str], ...]
    description: str = ""
    short: str = ""


class Me(Struct, frozen=True):
    """Who the bot is. ``link`` opens a chat with it; append ``?start=...`` to enter a flow."""

    id: int
    username: str
    link: str


class TelegramSetup:
    """The rare calls, through python-telegram-bot's `Bot`. All raise TelegramDown and TelegramRefused.

    ``wording`` is by language; the one of ``language`` also speaks to whoever has none of them.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        token: str,
        wording: Mapping[str, Wording],
        language: str,
        origin: str = API,
    ) -> None:
        request = SessionRequest(session)
        self._bot = Bot(token, f"{origin.rstrip('/')}/bot", request=request, get_updates_request=request)
        self._wording = wording
        self._language = language

    async def me(self) -> Me:
        """Ask who the bot is: a check of token and connection."""
        with _problems():
            user = await self._bot.get_me()
        name = user.username or ""
        return Me(user.id, name, f"https://t.me/{name}")

    async def use_webhook(self, public_url: str, secret: str) -> None:
        """Have updates sent to ``public_url``, with ``secret`` (1-256 of ``A-Za-z0-9_-``) in each."""
        with _problems():
            await self._bot.set_webhook(
                public_url.rstrip("/") + PATH,
                max_connections=CONNECTIONS,
                allowed_updates=ALLOWED_UPDATES,
                secret_token=secret,
            )

    async def use_polling(self) -> None:
        """Give up the webhook; updates that wait are kept."""
        with _problems():
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def introduce(self) -> None:
        """Set commands and descriptions in each language, and the menu button."""
        with _problems():
            await self._introduce(self._wording[self._language], None)
            for code, wording in self._wording.items():
                await self._introduce(wording, code)
            await self._bot.set_chat_menu_button(menu_button=MenuButtonCommands())

    async def commands_for(self, address: str, language: str) -> None:
        """Show the commands in ``language`` in this chat, whatever the language of its app."""
        with _problems():
            commands = self._wording[language].commands
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(int(address)))

    async def _introduce(self, wording: Wording, code: str | None) -> None:
        await self._bot.set_my_commands(wording.commands, language_code=code)
        if wording.description:
            await self._bot.set_my_description(wording.description, language_code=code)
        if wording.short:
            await self._bot.set_my_short_description(wording.short, language_code=code)


@contextmanager
def _problems() -> Iterator[None]:
    try:
        yield
    except TelegramError as error:
        raise setup_problem_of(error) from None
