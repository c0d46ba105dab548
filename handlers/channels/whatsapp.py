"""WhatsApp as a channel: text, buttons, lists and templates, read receipts, and the sign that we are typing."""

from __future__ import annotations

import msgspec
import structlog
from aiohttp import ClientError, ClientSession
from msgspec import Struct
from yarl import URL

from conversations.messages import Message
from handlers.channels.whatsapp_bodies import message_body, read_body, template_body
from handlers.channels.whatsapp_errors import NAME, PAIR_RATE, PAUSE, PairWaits, Refusal, problem_of
from handlers.http_client import ATTEMPT, NOT_REACHED, ask
from handlers.ports import Fault, NoTemplate, Problem, SendLater, SendUnsure
from handlers.seldom import Seldom

_log = structlog.get_logger(__name__)


class _Id(Struct):
    id: str


class _Sent(Struct):
    messages: list[_Id]


class _Error(Struct):
    code: int = -1
    error_subcode: int = 0


class _Refused(Struct):
    error: _Error


class _Number(Struct):
    display_phone_number: str = ""


_sent = msgspec.json.Decoder(_Sent).decode
_refused = msgspec.json.Decoder(_Refused).decode
_number = msgspec.json.Decoder(_Number).decode


class WhatsApp:
    """The channel's way out. Each call makes one attempt of at most ``attempt`` seconds and raises the ports' errors.

    ``templates``: the approved (name, language) of each notice. An address is a number, or ``bsuid:<id>``.
    """

    name = NAME
    erases = False
    tells_later = True
    sign_after = 0.0  # it marks the customer's message as read, too
    sign_lasts = 25.0

    def __init__(
        self,
        session: ClientSession,
        token: str,
        phone_number_id: str,
        api_url: str,
        version: str,
        templates: dict[str, tuple[str, str]],
        attempt: float = ATTEMPT,
    ) -> None:
        self._session = session
        self._number = URL(f"{api_url.rstrip('/')}/{version}/{phone_number_id}")
        self._messages = self._number / "messages"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._templates = templates
        self._attempt = attempt
        self._waits = PairWaits()
        self._signs_refused = Seldom()

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send the message and return its id. WhatsApp has no edits: what edits is sent anew.

        Source: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
        """
        return await self._put(address, message_body(address, message, reference))

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Send the message's notice as its template and return its id; raises NoTemplate where none is configured."""
        if (notice := message.notice) is None or (template := self._templates.get(notice.name)) is None:
            raise NoTemplate("no template")
        return await self._put(address, template_body(address, notice, template, reference))

    async def erase(self, address: str, message: str) -> None:
        """Do nothing: a business cannot delete a customer's message."""

    async def typing(self, address: str, message: str) -> None:
        """Mark the customer's ``message`` as read and show for 25 seconds that we are typing. Never raises."""
        if not message:
            return
        try:
            answer = await self._post(read_body(message))
        except (SendLater, SendUnsure) as error:
            _log.debug("whatsapp: no typing sign", channel=NAME, reason=str(error))
        else:
            if isinstance(answer, Refusal):
                log = _log.warning if self._signs_refused.due() else _log.debug
                log("whatsapp: no typing sign", channel=NAME, reason=answer.code)

    async def speak(self, address: str, language: str) -> None:
        """Do nothing: WhatsApp shows no commands."""

    async def check(self) -> str:
        """Return the number that customers see, as a check of token, number and connection; raises the ports' errors."""
        answer = await self._ask("GET", self._number.with_query(fields="display_phone_number"))
        if isinstance(answer, Refusal):
            raise problem_of(answer)
        try:
            return _number(answer).display_phone_number
        except (ValueError, RecursionError):
            raise SendUnsure("unreadable answer") from None

    async def _put(self, address: str, body: bytes) -> str:
        answer = await self._post(body)
        if isinstance(answer, Refusal):
            raise self._problem_of(address, answer)
        self._waits.reset(address)
        try:
            return _sent(answer).messages[0].id
        except (ValueError, IndexError, RecursionError):
            raise SendUnsure("no message id") from None

    def _problem_of(self, address: str, refusal: Refusal) -> Problem:
        return self._waits.next(address) if refusal.code == PAIR_RATE else problem_of(refusal)

    async def _post(self, body: bytes) -> bytes | Refusal:
        return await self._ask("POST", self._messages, body)

    async def _ask(self, method: str, url: URL, body: bytes | None = None) -> bytes | Refusal:
        # No error of the library leaves this function: hence ``from None``.
        try:
            answer = await ask(self._session, method, url, seconds=self._attempt, headers=self._headers, data=body)
        except NOT_REACHED as error:
            raise SendLater(PAUSE, Fault(type(error).__name__)) from None
        except (ClientError, TimeoutError, OSError) as error:
            raise SendUnsure(type(error).__name__) from None
        return answer.body if answer.status == 200 else _refusal(answer.status, answer.body)


def _refusal(status: int, body: bytes) -> Refusal:
    try:
        error = _refused(body).error
    except (ValueError, RecursionError):
        # Not Meta's words: a proxy's page.
        return Refusal(status=status)
    return Refusal(status=status, code=error.code, subcode=error.error_subcode)
