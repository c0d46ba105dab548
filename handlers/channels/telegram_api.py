"""One call of the Bot API, encoded and decoded directly: the way for all that is frequent."""

from __future__ import annotations

import msgspec
from aiohttp import ClientError, ClientSession
from msgspec import Raw, Struct
from yarl import URL

from handlers.channels.telegram_errors import AnswerLost, NotReached, Rejected, error_of
from handlers.http_client import ATTEMPT, NOT_REACHED, ask

API = "https://api.telegram.org"
LARGEST = 16 * 1024 * 1024  # bytes of an answer: a hundred updates, each with what it replies to
_BETWEEN = (401, 403, 404, 407)  # statuses of a proxy that does not let us through: they say nothing about the message
_JSON = {"Content-Type": "application/json"}


class _Parameters(Struct):
    retry_after: float = 0


class _Answer(Struct):
    ok: bool
    result: Raw = Raw()
    error_code: int = 0
    description: str = ""
    parameters: _Parameters | None = None


_decoder = msgspec.json.Decoder(_Answer)


class TelegramApi:
    """The Bot API at ``origin``, asked through our one HTTP session. The token stays in here.

    ``attempt`` is how many seconds a call may take in all.
    """

    def __init__(self, session: ClientSession, token: str, origin: str = API, attempt: float = ATTEMPT) -> None:
        self.attempt = attempt
        self._session = session
        self._base = f"{origin.rstrip('/')}/bot{token}/"
        self._urls: dict[str, URL] = {}

    async def call(self, method: str, body: bytes, seconds: float | None = None) -> Raw:
        """Make one call within ``seconds`` (``attempt``) and return the JSON of its result.

        Raises python-telegram-bot's errors; NotReached where the call did not leave, AnswerLost where it may have been
        carried out. No error bears the address, for the token is in it: hence ``from None``.
        """
        try:
            answer = await ask(
                self._session, "POST", self._url(method), seconds=seconds or self.attempt, largest=LARGEST,
                headers=_JSON, data=body,
            )  # fmt: skip
        except NOT_REACHED as error:
            raise NotReached(type(error).__name__) from None
        except (ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from None
        return _result(answer.status, answer.body)

    def _url(self, method: str) -> URL:
        if (url := self._urls.get(method)) is None:
            url = self._urls[method] = URL(self._base + method, encoded=True)
        return url


def _result(status: int, body: bytes) -> Raw:
    try:
        answer = _decoder.decode(body)
    except (ValueError, RecursionError):
        # Not Telegram's words: a proxy's page, or half an answer.
        if status == 200:
            raise AnswerLost("unreadable answer") from None
        if status in _BETWEEN:
            raise Rejected(status) from None
        raise error_of(status, "unreadable answer") from None
    if answer.ok:
        return answer.result
    wait = answer.parameters.retry_after if answer.parameters else 0
    raise error_of(answer.error_code or status, answer.description, wait)
