"""What the channels call us: the bot's name on Telegram, the business's number on WhatsApp."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

import msgspec
from aiohttp import ClientError
from msgspec import Struct

from bot.http_session import Observe, open_session
from bot.settings import Telegram, WhatsApp
from handlers.http_client import ask
from handlers.ports import Problem

T = TypeVar("T")
_WHATSAPP = "POLISBOT_WHATSAPP_TOKEN"
# https://developers.facebook.com/docs/graph-api/guides/error-handling/
_NO_OBJECT, _OLD_VERSION, _NO_TOKEN = 100, 2635, 190


class NotTold(Problem):
    """A channel did not say who we are; its words say why and what to do, without secrets."""


class _Bot(Struct, frozen=True):
    username: str


class _Me(Struct, frozen=True):
    result: _Bot


class _Error(Struct, frozen=True):
    code: int = 0
    message: str = ""


class _Refused(Struct, frozen=True):
    error: _Error


class _Number(Struct, frozen=True):
    display_phone_number: str


async def telegram_name(telegram: Telegram, authorities: Path | None = None, observe: Observe | None = None) -> str:
    """Return the bot's username (https://core.telegram.org/bots/api#getme); raise NotTold."""
    url = f"{telegram.api_url}/bot{telegram.token}/getMe"
    body = await _get(url, {}, "POLISBOT_TELEGRAM_TOKEN", authorities, observe)
    return _decode(body, _Me).result.username


async def whatsapp_number(whatsapp: WhatsApp, authorities: Path | None = None, observe: Observe | None = None) -> str:
    """Return the number as Meta shows it; raise NotTold.

    https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status/
    """
    url = f"{whatsapp.api_url}/{whatsapp.api_version}/{whatsapp.phone_number_id}"
    headers = {"Authorization": f"Bearer {whatsapp.token}"}
    body = await _get(f"{url}?fields=display_phone_number", headers, _WHATSAPP, authorities, observe)
    return _decode(body, _Number).display_phone_number


async def _get(
    url: str, headers: dict[str, str], setting: str, authorities: Path | None, observe: Observe | None
) -> bytes:
    try:
        async with open_session(authorities, observe=observe) as session:
            answer = await ask(session, "GET", url, headers=headers)
    except (ClientError, TimeoutError, OSError) as error:
        raise NotTold(f"does not answer ({type(error).__name__}): see that this machine reaches it") from None
    if setting == _WHATSAPP and answer.status != HTTPStatus.OK and (name := _whatsapp_fault(answer.body)):
        raise NotTold(f"refuses us ({answer.status}): see that {name} is right")
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST):
        raise NotTold(f"refuses us ({answer.status}): see that {setting} is right and still valid")
    if answer.status != HTTPStatus.OK:
        raise NotTold(f"is in trouble ({answer.status}): try again later")
    return answer.body


def _whatsapp_fault(body: bytes) -> str:
    """Name the setting that Meta's error is about, "" where it does not say."""
    try:
        error = msgspec.json.decode(body, type=_Refused).error
    except msgspec.DecodeError:
        return ""
    named = {_OLD_VERSION: "API_VERSION", _NO_OBJECT: "PHONE_NUMBER_ID", _NO_TOKEN: "TOKEN"}
    return f"POLISBOT_WHATSAPP_{named[error.code]}" if error.code in named else ""


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.DecodeError:
        raise NotTold("answers in a way that is not documented: see that its address is right") from None
