"""A stand-in for Telegram: the Bot API over real HTTP on one side, customers with their phones on the other."""

from __future__ import annotations

from collections import deque

from aiohttp import web

from handlers.ports import Clock
from handlers.sandbox.phones import Phone
from handlers.sandbox.standin import tell_time
from handlers.sandbox.telegram_calls import BotApi, Call, Profile
from handlers.sandbox.telegram_chats import Chats, Person
from handlers.sandbox.telegram_delivery import FIRST_PAUSE, Delivery
from handlers.sandbox.telegram_shapes import (
    CallbackQuery,
    Chat,
    Command,
    Member,
    Membership,
    Message,
    Update,
    User,
)
from handlers.sandbox.trouble import Trouble

TOKEN = "123456789:sandbox-AAAAAAAAAAAAAAAAAAAAAAAAAAA"
USERNAME = "polis_sandbox_bot"


class TelegramStandIn:
    """Telegram in small. Mount ``app``; the bot's API URL is where it is mounted.

    ``trouble`` meets sends, edits and deletions; ``duplicate`` and ``delay`` stay until withdrawn, a ``batch`` is
    delivered once. ``first_pause`` (seconds) is the wait before a refused update's second repeat.
    """

    def __init__(
        self,
        trouble: Trouble,
        clock: Clock,
        *,
        token: str = TOKEN,
        username: str = USERNAME,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self.trouble = trouble
        self.token = token
        self.username = username
        self._bot = User(id=int(token.partition(":")[0]), is_bot=True, first_name="Polis Bot", username=username)
        self._clock = clock
        self._chats = Chats(clock, self._bot)
        self._api = BotApi(token, self._bot, self._chats, trouble)
        self._delivery = Delivery(trouble, clock, self._api.execute, first_pause)
        self._api.connect(self._delivery)
        self._last = clock.now()
        self.phones = self._chats.phones
        self.app = self._application()

    @property
    def calls(self) -> deque[Call]:
        """Return the calls that the bot made, oldest first."""
        return self._api.calls

    @property
    def profile(self) -> Profile:
        """Return what the bot told about itself."""
        return self._api.profile

    def phone(self, address: str) -> Phone:
        """Return the phone of ``address``, a new one if there is none yet."""
        return self._chats.phone(address)

    def commands(self, address: str) -> tuple[Command, ...]:
        """Return the commands that the menu shows in this chat: its own, else its language's, else all's."""
        lists = self.profile.commands
        language = self._chats.user(int(address)).language_code
        for key in (("chat", int(address), ""), ("default", 0, language), ("default", 0, "")):
            if key in lists:
                return lists[key]
        return ()

    async def called(self, method: str, times: int = 1) -> list[Call]:
        """Wait until the bot called ``method`` so many times and return these calls."""
        return await self._api.called(method, times)

    async def polled(self) -> None:
        """Wait until the bot fetches updates for the first time."""
        await self._delivery.polled()

    @property
    def taps(self) -> list[str]:
        """Return the ids of the taps that may still be answered, oldest first."""
        return self._api.taps

    def forget_taps(self) -> None:
        """Let all taps so far be too old to be answered."""
        self._api.taps.clear()

    async def taken(self) -> None:
        """Wait until the bot has taken all updates."""
        await self._delivery.taken()

    async def say(self, address: str, text: str, *, first_name: str = "", language: str = "") -> None:
        """Send text, as typed; ``first_name`` and ``language`` say who writes, from now on."""
        chat = int(address)
        if first_name or language:
            known = self._chats.people.get(chat, Person())
            self._chats.people[chat] = Person(first_name or known.first_name, language or known.language)
        await self._tell(self._chats.written(chat, self._chats.user(chat), text=text))

    async def photo(self, address: str, caption: str = "") -> None:
        """Send a photo."""
        await self._tell(self._chats.written(int(address), self._user(address), caption=caption, note="photo"))

    async def voice(self, address: str) -> None:
        """Send a voice message."""
        await self._tell(self._chats.written(int(address), self._user(address), note="voice"))

    async def sticker(self, address: str) -> None:
        """Send a sticker."""
        await self._tell(self._chats.written(int(address), self._user(address), note="sticker"))

    async def share(self, address: str, kind: str) -> None:
        """Send a sticker, a location or a contact."""
        await self._tell(self._chats.written(int(address), self._user(address), note=kind))

    async def forward(self, address: str, text: str) -> None:
        """Send on what somebody else wrote."""
        await self._tell(self._chats.written(int(address), self._user(address), text=text, note="forwarded"))

    async def say_in_group(self, group: str, address: str, text: str) -> None:
        """Let the person of ``address`` say something in the group (a negative number)."""
        await self._tell(self._chats.written(int(group), self._user(address), text=text))

    async def edit(self, address: str, message: str, text: str) -> None:
        """Change an own message; raises LookupError where there is none."""
        edited = self._chats.reworded(int(address), int(message), text)
        await self._delivery.add(Update(update_id=self._next(), edited_message=edited))

    async def tap(self, address: str, message: str, button: str) -> None:
        """Tap a button. A message that is gone is told as inaccessible, as Telegram does."""
        chat = int(address)
        there = self._chats.messages.get((chat, int(message)))
        gone = Message(message_id=int(message), chat=self._chats.chat(chat), date=0)
        number = self._next()
        tap = str(number)
        self._api.taps.append(tap)
        query = CallbackQuery(
            id=tap, sender=self._user(address), message=there or gone, chat_instance=str(chat), data=button
        )
        await self._delivery.add(Update(update_id=number, callback_query=query))

    async def block(self, address: str, blocked: bool = True) -> None:
        """Block the bot, or let it in again."""
        chat = int(address)
        (self._chats.blocked.add if blocked else self._chats.blocked.discard)(chat)
        here, away = Member(user=self._bot, status="member"), Member(user=self._bot, status="kicked", until_date=0)
        membership = Membership(
            chat=Chat(id=chat, type="private"),
            sender=self._user(address),
            date=self._chats.seconds(),
            old_chat_member=here if blocked else away,
            new_chat_member=away if blocked else here,
        )
        await self._delivery.add(Update(update_id=self._next(), my_chat_member=membership))

    async def _tell(self, message: Message) -> None:
        await self._delivery.add(Update(update_id=self._next(), message=message))

    def _user(self, address: str) -> User:
        return self._chats.user(int(address))

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _application(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._api.handle)
        app.on_shutdown.append(self._close)
        tell_time(app, self._clock)
        return app

    async def _close(self, app: web.Application) -> None:
        self._chats.close()
        await self._delivery.close()
