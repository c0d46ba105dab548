"""SMS by Infobip: https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from aiohttp import ClientSession
from msgspec import Struct

from bot.gateways.attempts import attempt, judge
from conversations.messages import Text
from handlers.ports import NotSent, SendUnsure

# https://www.infobip.com/docs/essentials/response-status-and-error-codes: the groups that say no at once
_REFUSED = frozenset({"UNDELIVERABLE", "EXPIRED", "REJECTED"})


class _Status(Struct, frozen=True, rename="camel"):
    group_name: str = ""
    name: str = ""


class _Message(Struct, frozen=True):
    status: _Status = _Status()


class _Made(Struct, frozen=True):
    messages: tuple[_Message, ...] = ()


class Infobip:
    """One key and its sender. ``origin`` is the account's own base URL, https but in tests."""

    name = "infobip"

    def __init__(self, origin: str, key: str, sender: str) -> None:
        self._origin = origin
        self._headers = {"Authorization": f"App {key}", "Accept": "application/json"}
        self._sender = sender

    async def send(self, session: ClientSession, text: Text, seconds: float) -> None:
        """Send one message; a number goes without its plus sign."""
        message = {
            "sender": self._sender,
            "destinations": [{"to": text.to.removeprefix("+")}],
            "content": {"text": text.text},
        }
        answer = await attempt(
            session,
            "POST",
            f"{self._origin}/sms/3/messages",
            seconds=seconds,
            headers=self._headers,
            json={"messages": [message]},
        )
        judge(answer)
        for status in _statuses(answer.body):
            if status.group_name in _REFUSED:
                raise NotSent(status.name or status.group_name)

    async def check(self, session: ClientSession) -> str:
        """Ask for the balance: https://www.infobip.com/docs/api/platform/account-management/get-account-balance."""
        url = f"{self._origin}/account/1/balance"
        try:
            answer = await attempt(session, "GET", url, headers=self._headers)
        except SendUnsure as silent:
            raise NotSent(str(silent)) from None
        if answer.status != 200:
            raise NotSent(f"status {answer.status}")
        return "the account answers"


def read(url: str) -> Infobip:
    """Read ``infobip://:KEY@host?from=NAME``, checked by the settings before."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    origin = f"{query.get('scheme', 'https')}://{parts.netloc.rpartition('@')[2]}"
    return Infobip(origin, unquote(parts.password or ""), query["from"])


def _statuses(body: bytes) -> tuple[_Status, ...]:
    try:
        return tuple(message.status for message in msgspec.json.decode(body, type=_Made).messages)
    except msgspec.DecodeError:
        return ()
