"""Telegram's objects as the stand-in sends them. Source: https://core.telegram.org/bots/api#available-types"""

from __future__ import annotations

from msgspec import Struct


class Shape(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An object whose optional fields are left out when they say nothing."""


class User(Shape, frozen=True):
    """A person or a bot."""

    id: int
    is_bot: bool
    first_name: str
    username: str = ""
    language_code: str = ""


class Chat(Shape, frozen=True):
    """A private chat or a group."""

    id: int
    type: str
    first_name: str = ""
    title: str = ""


class Entity(Shape, frozen=True):
    """A part of a text that means something: here only a command."""

    type: str
    offset: int
    length: int


class Key(Shape, frozen=True):
    """A button of an inline keyboard."""

    text: str = ""
    callback_data: str = ""


class Keyboard(Shape, frozen=True):
    """An inline keyboard, row by row."""

    inline_keyboard: tuple[tuple[Key, ...], ...] = ()


class File(Shape, frozen=True):
    """A file that was sent, with what its kind says of it."""

    file_id: str
    file_unique_id: str
    width: int = 0
    height: int = 0
    duration: int | None = None
    type: str = ""
    is_animated: bool | None = None
    is_video: bool | None = None


class Location(Shape, frozen=True):
    """A place."""

    latitude: float
    longitude: float


class Contact(Shape, frozen=True):
    """Somebody's number, as shared from an address book."""

    phone_number: str
    first_name: str


class Origin(Shape, frozen=True):
    """Where a forwarded message comes from: here somebody who hides their account."""

    type: str
    date: int
    sender_user_name: str


class Message(Shape, frozen=True, rename={"sender": "from"}):
    """A message of a customer or of the bot; one that is too old to be shown has date 0 and nothing else."""

    message_id: int
    chat: Chat
    date: int
    sender: User | None = None
    edit_date: int = 0
    text: str = ""
    entities: tuple[Entity, ...] = ()
    photo: tuple[File, ...] = ()
    voice: File | None = None
    sticker: File | None = None
    location: Location | None = None
    contact: Contact | None = None
    forward_origin: Origin | None = None
    caption: str = ""
    reply_markup: Keyboard | None = None


class CallbackQuery(Shape, frozen=True, rename={"sender": "from"}):
    """A tap."""

    id: str
    sender: User
    message: Message
    chat_instance: str
    data: str


class Member(Shape, frozen=True):
    """What the bot is in a chat; ``until_date`` belongs to kicked."""

    user: User
    status: str
    until_date: int | None = None


class Membership(Shape, frozen=True, rename={"sender": "from"}):
    """The bot was blocked, or let in again."""

    chat: Chat
    sender: User
    date: int
    old_chat_member: Member
    new_chat_member: Member


class Update(Shape, frozen=True):
    """One thing that happened; exactly one of the optional fields is there."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: Membership | None = None

    @property
    def kind(self) -> str:
        """Return the name of the field that is there."""
        return next(name for name in self.__struct_fields__[1:] if getattr(self, name) is not None)


class Command(Shape, frozen=True):
    """A command in the bot's menu, without its slash."""

    command: str
    description: str


class WebhookInfo(Shape, frozen=True):
    """How the webhook stands."""

    url: str
    has_custom_certificate: bool
    pending_update_count: int
    max_connections: int = 0
    allowed_updates: tuple[str, ...] = ()
    last_error_date: int = 0
    last_error_message: str = ""
