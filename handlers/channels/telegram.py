"""Telegram as a channel: messages with their buttons, edits, erasures, and the sign that we are typing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import structlog
from msgspec import Raw, Struct
from telegram.error import BadRequest, TelegramError

from conversations.messages import Button, Message
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_errors import AnswerLost, is_gone, is_unchanged, is_uneditable, problem_of
from handlers.channels.telegram_updates import NAME
from handlers.ports import NoTemplate, Problem, SendUnsure

SHORT = 16  # characters that a label may have to share its row with another: half a narrow screen
_NO_PREVIEW = Raw(b'{"is_disabled":true}')
_log = structlog.get_logger(__name__)


class _Key(Struct):
    text: str
    callback_data: str


class _Keyboard(Struct):
    inline_keyboard: list[list[_Key]]


class _Send(Struct, omit_defaults=True):
    chat_id: int
    text: str
    link_preview_options: Raw
    reply_markup: _Keyboard | None = None


class _Edit(Struct, omit_defaults=True):
    chat_id: int
    message_id: int
    text: str
    link_preview_options: Raw
    reply_markup: _Keyboard | None = None


class _Delete(Struct):
    chat_id: int
    message_id: int


class _Action(Struct):
    chat_id: int
    action: str


class _Sent(Struct):
    message_id: int


_encode = msgspec.json.Encoder().encode
_sent = msgspec.json.Decoder(_Sent).decode


class Telegram:
    """The channel's way out. Each call makes one attempt of at most 8 s and raises the ports' errors."""

    name = NAME
    erases = True
    tells_later = False
    sign_after = 0.4
    sign_lasts = 5.0  # https://core.telegram.org/bots/api#sendchataction: "5 seconds or less"

    def __init__(self, api: TelegramApi) -> None:
        self._api = api
        self._commands: Callable[[str, str], Awaitable[None]] | None = None

    def connect(self, commands: Callable[[str, str], Awaitable[None]]) -> None:
        """Say how a chat (address, language) gets its commands."""
        self._commands = commands

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send the message, or change the one that it edits, and return its id. What cannot be edited is sent anew."""
        try:
            if not message.edits:
                return await self._put(int(address), message)  # one call, which bounds itself
            async with asyncio.timeout(self._api.attempt):
                return await self._put(int(address), message)
        except TelegramError as error:
            raise problem_of(error) from None
        except TimeoutError:
            raise SendUnsure("no answer in time") from None

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Raise NoTemplate: Telegram has no templates, a notice that cannot be sent goes by email."""
        raise NoTemplate("no templates")

    async def erase(self, address: str, message: str) -> None:
        """Delete the customer's message (possible for 48 hours); one that is gone already is a success."""
        body = _encode(_Delete(int(address), int(message)))
        try:
            await self._api.call("deleteMessage", body)
        except TelegramError as error:
            if not (isinstance(error, BadRequest) and is_gone(error)):
                raise problem_of(error) from None

    async def typing(self, address: str, message: str) -> None:
        """Show for five seconds that we are typing. Never raises."""
        try:
            await self._api.call("sendChatAction", _encode(_Action(int(address), "typing")))
        except TelegramError as error:
            _log.debug("telegram: no typing sign", channel=NAME, reason=type(error).__name__)

    async def speak(self, address: str, language: str) -> None:
        """Show this chat's commands in the language that its customer chose. Never raises."""
        if self._commands is None:
            return
        try:
            await self._commands(address, language)
        except Problem as error:
            _log.warning("telegram: commands not changed", channel=NAME, reason=type(error).__name__)

    async def _put(self, chat: int, message: Message) -> str:
        keys = keyboard(message.buttons)
        if message.edits and await self._edit(_Edit(chat, int(message.edits), message.text, _NO_PREVIEW, keys)):
            return message.edits
        result = await self._api.call("sendMessage", _encode(_Send(chat, message.text, _NO_PREVIEW, keys)))
        try:
            return str(_sent(result).message_id)
        except msgspec.MsgspecError:
            raise AnswerLost("no message id") from None

    async def _edit(self, edit: _Edit) -> bool:
        try:
            await self._api.call("editMessageText", _encode(edit))
        except BadRequest as error:
            if is_uneditable(error):
                return False
            if not is_unchanged(error):
                raise
        return True


def keyboard(buttons: tuple[Button, ...]) -> _Keyboard | None:
    """Lay buttons out below each other, two short neighbours side by side."""
    if not buttons:
        return None
    rows: list[list[_Key]] = []
    room = False
    for button in buttons:
        short = len(button.label) <= SHORT
        if room and short:
            rows[-1].append(_Key(button.label, button.id))
            room = False
        else:
            rows.append([_Key(button.label, button.id)])
            room = short
    return _Keyboard(rows)
