"""Telegram's updates, decoded once and typed: what a customer did, a word in a group, or nothing for us."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from msgspec import Raw, Struct

from conversations.events import Blocked, Chosen, Reworded, Shown, Told
from conversations.events import Message as Heard
from handlers.channels.sound_text import sound
from handlers.ports import Inbound, UnreadableUpdate

NAME = "telegram"
# What is asked for, and so all that comes: Telegram keeps every other kind of update to itself.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
# Of a message's fields, what they are to us. The first that is there counts: an animation also comes as a document and
# a venue also as a location. Stickers and dice, and all that is not here, are ignored on purpose.
_MEDIA = (
    ("photo", "photo"),
    ("voice", "voice"),
    ("audio", "audio"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("document", "document"),
    ("location", "location"),
    ("contact", "contact"),
    ("poll", "other"),
    ("story", "other"),
    ("paid_media", "other"),
    ("checklist", "other"),
)
_ADDRESSED = re.compile(r"/(\w+)(?:@(\w+))?")


class GroupNotice(Struct, frozen=True, kw_only=True):
    """A command or a tap where we do not talk: not in a private chat.

    ``address`` is the group's id ("": there is nowhere to answer). ``addressee`` is the bot that the command names ("":
    none). ``tap`` is the callback query to answer ("": it was no tap).
    """

    address: str
    addressee: str = ""
    language: str = ""
    tap: str = ""


class _User(Struct):
    id: int
    is_bot: bool = False
    language_code: str = ""


class _Chat(Struct):
    id: int
    type: str


class _Button(Struct):
    text: str = ""
    callback_data: str = ""


class _Keyboard(Struct):
    inline_keyboard: list[list[_Button]] = []


class _Message(Struct, rename={"sender": "from"}):
    message_id: int
    chat: _Chat
    date: int
    sender: _User | None = None
    edit_date: int = 0
    text: str = ""
    caption: str = ""
    reply_markup: _Keyboard | None = None
    photo: Raw = Raw()
    voice: Raw = Raw()
    audio: Raw = Raw()
    video: Raw = Raw()
    video_note: Raw = Raw()
    animation: Raw = Raw()
    document: Raw = Raw()
    location: Raw = Raw()
    contact: Raw = Raw()
    poll: Raw = Raw()
    story: Raw = Raw()
    paid_media: Raw = Raw()
    checklist: Raw = Raw()


class _Tap(Struct, rename={"sender": "from"}):
    id: str
    sender: _User
    message: _Message | None = None
    data: str = ""


class _Member(Struct):
    status: str


class _Membership(Struct, rename={"sender": "from"}):
    chat: _Chat
    sender: _User
    date: int
    new_chat_member: _Member


class _Update(Struct):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Tap | None = None
    my_chat_member: _Membership | None = None


_decoder = msgspec.json.Decoder(_Update)


def decode(body: bytes | Raw, now: int) -> Inbound | GroupNotice | None:
    """Decode one update; None: of a kind that is ignored on purpose. Raises UnreadableUpdate.

    ``now`` (milliseconds since 1970) stands in where Telegram tells no time: for taps. Nothing of the body is in the
    error. Source: https://core.telegram.org/bots/api#update
    """
    update = _read(body)
    if (message := update.message) is not None:
        return _from_message(update, message, _heard(message))
    if (message := update.edited_message) is not None:
        return _from_message(update, message, _reworded(message))
    if (tap := update.callback_query) is not None:
        return _from_tap(update, tap, now)
    if (membership := update.my_chat_member) is not None:
        return _from_membership(update, membership)
    return None


def private_only(text: Callable[[str], str], username: Callable[[], str]) -> Callable[[GroupNotice], str]:
    """Build what is said in a group: ``text`` (of a language hint), unless the command names another bot."""

    def say(notice: GroupNotice) -> str:
        others = notice.addressee and notice.addressee.lower() != username().lower()
        return "" if others else text(notice.language)

    return say


def _read(body: bytes | Raw) -> _Update:
    try:
        return _decoder.decode(sound(bytes(body)))
    except (ValueError, RecursionError) as error:
        # Broken JSON, other types than documented, no UTF-8, or nested too deep.
        raise UnreadableUpdate(type(error).__name__) from None


def _from_message(update: _Update, message: _Message, what: Heard | None) -> Inbound | GroupNotice | None:
    sender = message.sender
    if sender is None or sender.is_bot:
        return None
    if message.chat.type != "private":
        return _from_group(message, sender) if update.message else None
    if what is None:
        return None
    return Inbound(
        channel=NAME,
        key=f"tg:{update.update_id}",
        address=str(message.chat.id),
        what=what,
        sent=(message.edit_date or message.date) * 1000,
        language=sender.language_code,
    )


def _heard(message: _Message) -> Heard | None:
    if message.text:
        return Told(text=_plain(message.text), message=str(message.message_id))
    for name, kind in _MEDIA:
        if getattr(message, name):
            return Shown(kind=kind, caption=message.caption, message=str(message.message_id))
    return None


def _reworded(message: _Message) -> Heard | None:
    # A live location "edits" itself every few seconds: without words there is nothing to hear.
    text = message.text or message.caption
    return Reworded(text=text, message=str(message.message_id)) if text else None


def _plain(text: str) -> str:
    # "/menu@polis_bot" is Telegram's way to say "/menu".
    if text[0] == "/" and (command := _ADDRESSED.match(text)) and command[2]:
        return f"/{command[1]}{text[command.end() :]}"
    return text


def _from_group(message: _Message, sender: _User) -> GroupNotice | None:
    if not (command := _ADDRESSED.match(message.text)):
        return None
    return GroupNotice(address=str(message.chat.id), addressee=command[2] or "", language=sender.language_code)


def _from_tap(update: _Update, tap: _Tap, now: int) -> Inbound | GroupNotice:
    message = tap.message
    if message is None or message.chat.type != "private":
        return GroupNotice(address="", language=tap.sender.language_code, tap=tap.id)
    return Inbound(
        channel=NAME,
        key=f"tg:{update.update_id}",
        address=str(message.chat.id),
        what=_chosen(tap.data, message),
        sent=now,
        language=tap.sender.language_code,
        tap=tap.id,
    )


def _chosen(data: str, message: _Message) -> Chosen:
    nonce, _, choice = data.partition(":")
    if not (nonce and choice):
        return Chosen(id="", nonce="", message=str(message.message_id))
    return Chosen(id=choice, nonce=nonce, label=_label(data, message), message=str(message.message_id))


def _label(data: str, message: _Message) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return next((button.text for row in rows for button in row if button.callback_data == data), "")


def _from_membership(update: _Update, membership: _Membership) -> Inbound | None:
    status = membership.new_chat_member.status
    if membership.chat.type != "private" or status not in ("kicked", "member"):
        return None
    return Inbound(
        channel=NAME,
        key=f"tg:{update.update_id}",
        address=str(membership.chat.id),
        what=Blocked(now=status == "kicked"),
        sent=membership.date * 1000,
        language=membership.sender.language_code,
    )
