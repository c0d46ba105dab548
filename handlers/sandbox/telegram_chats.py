"""The stand-in's memory: who chats with the bot, what was said, and what each phone shows of it."""

from __future__ import annotations

import asyncio

from msgspec import Struct, structs

from conversations.messages import Button
from handlers.ports import Clock
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.telegram_methods import Refusal
from handlers.sandbox.telegram_shapes import (
    Chat,
    Contact,
    Entity,
    File,
    Keyboard,
    Location,
    Message,
    Origin,
    User,
)

TYPING = 5.0  # seconds that the sign stays


class Person(Struct, frozen=True):
    """Who writes, as their app presents them to the bot."""

    first_name: str = "Customer"
    language: str = "id"


class Chats:
    """All chats of the bot. Ids of messages start with the time, so that those of an earlier run never come again."""

    def __init__(self, clock: Clock, bot: User) -> None:
        self.phones: dict[str, Phone] = {}
        self.people: dict[int, Person] = {}
        self.blocked: set[int] = set()
        self.messages: dict[tuple[int, int], Message] = {}
        self.bot = bot
        self._clock = clock
        self._last = clock.now() // 1000
        self._signs: dict[int, asyncio.TimerHandle] = {}

    def phone(self, address: str) -> Phone:
        """Return the phone of ``address``, a new one if there is none yet: its chat is known to the bot from now on."""
        if (phone := self.phones.get(address)) is None:
            phone = self.phones[address] = Phone("telegram", address)
        return phone

    def seconds(self) -> int:
        """Return now as Telegram tells it: whole seconds."""
        return self._clock.now() // 1000

    def user(self, chat: int) -> User:
        """Return the person of a private chat."""
        person = self.people.get(chat, Person())
        return User(id=chat, is_bot=False, first_name=person.first_name, language_code=person.language)

    def chat(self, id: int) -> Chat:
        """Return the chat: private, or a group where the id is negative."""
        if id < 0:
            return Chat(id=id, type="group", title="Group")
        return Chat(id=id, type="private", first_name=self.people.get(id, Person()).first_name)

    def written(self, chat: int, sender: User, *, text: str = "", caption: str = "", note: str = "") -> Message:
        """Keep and show what a person wrote; ``note`` is its kind where it is no text of their own (see StandIn)."""
        message = Message(
            message_id=self._next(),
            chat=self.chat(chat),
            date=self.seconds(),
            sender=sender,
            text=text,
            entities=_commands(text),
            photo=(_file("photo", width=90, height=90),) if note == "photo" else (),
            voice=_file("voice", duration=3) if note == "voice" else None,
            sticker=_sticker() if note == "sticker" else None,
            location=Location(latitude=-6.2, longitude=106.8) if note == "location" else None,
            contact=Contact(phone_number="+628400000009", first_name="Budi") if note == "contact" else None,
            forward_origin=Origin(type="hidden_user", date=self.seconds(), sender_user_name="Budi")
            if note == "forwarded"
            else None,
            caption=caption,
        )
        self._keep(message, mine=True, note=note)
        return message

    def reworded(self, chat: int, message_id: int, text: str) -> Message:
        """Keep and show a person's edit; raises LookupError where there is no such message."""
        old = self.messages[chat, message_id]
        words = {"caption": text} if old.photo else {"text": text}
        message = structs.replace(old, edit_date=self.seconds(), **words)
        self.messages[chat, message_id] = message
        self.phone(str(chat)).change(str(message_id), text=text, edited=True)
        return message

    def said(self, chat: int, text: str, keyboard: Keyboard | None) -> Message:
        """Keep and show what the bot says; raises Refusal."""
        self.reach(chat)
        message = Message(
            message_id=self._next(),
            chat=self.chat(chat),
            date=self.seconds(),
            sender=self.bot,
            text=text,
            reply_markup=keyboard,
        )
        self._keep(message, mine=False)
        return message

    def changed(self, chat: int, message_id: int, text: str | None, keyboard: Keyboard | None) -> Message:
        """Keep and show the bot's edit of its own message (text None: only of its buttons); raises Refusal."""
        self.reach(chat)
        old = self.messages.get((chat, message_id))
        if old is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if old.sender != self.bot:
            raise Refusal(400, "Bad Request: message can't be edited")
        new = structs.replace(old, text=old.text if text is None else text, reply_markup=keyboard)
        if new.text == old.text and _buttons(new) == _buttons(old):
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        self.messages[chat, message_id] = structs.replace(new, edit_date=self.seconds())
        phone = self.phone(str(chat))
        phone.change(str(message_id), text=new.text, buttons=_buttons(new), edited=new.text != old.text)
        return self.messages[chat, message_id]

    def deleted(self, chat: int, message_id: int) -> None:
        """Take a message away, the person's too; raises Refusal."""
        self.reach(chat)
        if self.messages.pop((chat, message_id), None) is None:
            raise Refusal(400, "Bad Request: message to delete not found")
        self.phone(str(chat)).change(str(message_id), text="", buttons=(), erased=True)

    def typing(self, chat: int) -> None:
        """Show the sign for five seconds; raises Refusal."""
        self.reach(chat)
        if (sign := self._signs.pop(chat, None)) is not None:
            sign.cancel()
        phone = self.phone(str(chat))
        phone.work(True)
        self._signs[chat] = asyncio.get_running_loop().call_later(TYPING, phone.work, False)

    def reach(self, chat: int) -> None:
        """Raise Refusal where the bot cannot write: to strangers, and to who blocked it."""
        if str(chat) not in self.phones:
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")

    def close(self) -> None:
        """Let no sign wait any more."""
        for sign in self._signs.values():
            sign.cancel()

    def _keep(self, message: Message, *, mine: bool, note: str = "") -> None:
        self.messages[message.chat.id, message.message_id] = message
        bubble = Bubble(
            id=str(message.message_id),
            mine=mine,
            text=message.text or message.caption,
            at=self._clock.now(),
            buttons=_buttons(message),
            note=note,
        )
        self.phone(str(message.chat.id)).show(bubble)

    def _next(self) -> int:
        self._last += 1
        return self._last


def _buttons(message: Message) -> tuple[Button, ...]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return tuple(Button(key.callback_data, key.text) for row in rows for key in row)


def _commands(text: str) -> tuple[Entity, ...]:
    if not text.startswith("/"):
        return ()
    return (Entity(type="bot_command", offset=0, length=len(text.split()[0])),)


def _file(kind: str, *, width: int = 0, height: int = 0, duration: int | None = None) -> File:
    return File(file_id=f"{kind}-1", file_unique_id=f"{kind}-u1", width=width, height=height, duration=duration)


def _sticker() -> File:
    file = _file("sticker", width=512, height=512)
    return structs.replace(file, type="regular", is_animated=False, is_video=False)
