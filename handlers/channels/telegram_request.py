"""python-telegram-bot's `Bot` on our own HTTP session, so that there is no second HTTP stack."""

from __future__ import annotations

from aiohttp import ClientError, ClientSession
from telegram.request import BaseRequest, RequestData

from handlers.channels.telegram_errors import AnswerLost
from handlers.http_client import ATTEMPT, ask


class SessionRequest(BaseRequest):
    """Posts on a session that somebody else opens and closes. Our time limit holds, whatever the library asks for."""

    __slots__ = ("_session",)

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    @property
    def read_timeout(self) -> float:
        """Return the seconds that a call may take."""
        return ATTEMPT

    async def initialize(self) -> None:
        """Do nothing: the session is open."""

    async def shutdown(self) -> None:
        """Do nothing: the session is not ours to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Make one request; return status and body. No error bears the address, for the token is in it."""
        form = request_data.json_parameters if request_data else None
        try:
            answer = await ask(self._session, method, url, data=form)
        except (ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from None
        return answer.status, answer.body
