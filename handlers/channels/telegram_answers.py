"""The small answers that nobody records: to a tap, and to a command in a group."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import structlog
from msgspec import Struct
from telegram.error import TelegramError

from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_updates import NAME, GroupNotice
from handlers.ports import Inbound

SECONDS = 3.0  # what stands behind a tap does not wait longer for its answer
PrivateOnly = Callable[[GroupNotice], str]
_log = structlog.get_logger(__name__)


class AnswerTap(Struct, frozen=True):
    """Let the button's spinner stop."""

    callback_query_id: str


class SayInGroup(Struct, frozen=True):
    """Say something in a group."""

    chat_id: int
    text: str


class _WithMethod(Struct, frozen=True, omit_defaults=True):
    method: str
    callback_query_id: str = ""
    chat_id: int = 0
    text: str = ""


_encode = msgspec.json.Encoder().encode


def answer(heard: Inbound | GroupNotice | None, private_only: PrivateOnly) -> AnswerTap | SayInGroup | None:
    """Return what is to be answered beside the turn, if anything."""
    if heard is None:
        return None
    if heard.tap:
        return AnswerTap(heard.tap)
    if isinstance(heard, GroupNotice) and heard.address and (text := private_only(heard)):
        return SayInGroup(int(heard.address), text)
    return None


def within_webhook(said: AnswerTap | SayInGroup) -> bytes:
    """Encode the call for the answer of a webhook, which Telegram carries out without telling what came of it."""
    match said:
        case AnswerTap(tap):
            return _encode(_WithMethod("answerCallbackQuery", callback_query_id=tap))
        case SayInGroup(chat, text):
            return _encode(_WithMethod("sendMessage", chat_id=chat, text=text))


async def directly(api: TelegramApi, said: AnswerTap | SayInGroup) -> None:
    """Make the call now. What fails is logged and forgotten: a tap may be too old, a group may have thrown us out."""
    method = "answerCallbackQuery" if isinstance(said, AnswerTap) else "sendMessage"
    try:
        await api.call(method, _encode(said), SECONDS)
    except TelegramError as error:
        _log.debug("telegram: not answered", channel=NAME, kind=method, reason=type(error).__name__)
