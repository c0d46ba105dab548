"""SMS by Twilio: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from aiohttp import ClientSession, encode_basic_auth
from msgspec import Struct

from bot.gateways.attempts import attempt, judge, refused
from conversations.messages import Text
from handlers.ports import NotSent, SendUnsure

# https://www.twilio.com/docs/messaging/services: a sender that is the id of a messaging service
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_REFUSED = frozenset({"failed", "undelivered", "canceled"})


class _Made(Struct, frozen=True):
    status: str = ""
    error_code: int | None = None


class _Problem(Struct, frozen=True):
    code: int | None = None


class Twilio:
    """One account and its sender. ``origin`` is the API's, https but in tests."""

    name = "twilio"

    def __init__(self, origin: str, account: str, token: str, sender: str) -> None:
        self._account = f"{origin}/2010-04-01/Accounts/{account}"
        self._headers = {"Authorization": encode_basic_auth(account, token)}
        self._sender = {"MessagingServiceSid" if _SERVICE.fullmatch(sender) else "From": sender}

    async def send(self, session: ClientSession, text: Text, seconds: float) -> None:
        """Create a message; Twilio says 201 when it has queued it."""
        form = {"To": text.to, **self._sender, "Body": text.text}
        answer = await attempt(
            session, "POST", f"{self._account}/Messages.json", seconds=seconds, headers=self._headers, data=form
        )
        if 400 <= answer.status < 500:
            raise refused(answer.status, f"status {answer.status}, code {_code(answer.body)}")
        judge(answer)
        made = _made(answer.body)
        if made.status in _REFUSED:
            raise NotSent(f"{made.status}, code {made.error_code}")

    async def check(self, session: ClientSession) -> str:
        """Ask for the account: https://www.twilio.com/docs/iam/api/account."""
        try:
            answer = await attempt(session, "GET", f"{self._account}.json", headers=self._headers)
        except SendUnsure as silent:
            raise NotSent(str(silent)) from None
        if answer.status != 200:
            raise NotSent(f"status {answer.status}, code {_code(answer.body)}")
        if (status := _made(answer.body).status) not in ("active", ""):
            raise NotSent(f"the account is {status}")
        return "the account answers"


def read(url: str) -> Twilio:
    """Read ``twilio://SID:TOKEN@host?from=NAME``, checked by the settings before."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    origin = f"{query.get('scheme', 'https')}://{parts.netloc.rpartition('@')[2]}"
    return Twilio(origin, unquote(parts.username or ""), unquote(parts.password or ""), query["from"])


def _made(body: bytes) -> _Made:
    try:
        return msgspec.json.decode(body, type=_Made)
    except msgspec.DecodeError:
        return _Made()


def _code(body: bytes) -> int | None:
    """Read Twilio's own number of an error: https://www.twilio.com/docs/api/errors."""
    try:
        return msgspec.json.decode(body, type=_Problem).code
    except msgspec.DecodeError:
        return None
