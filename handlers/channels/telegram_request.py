"""python-telegram-bot's `Bot` on our own HTTP session, so that there is no second HTTP stack."""

from __future__ import annotations

import aiohttp
from aiohttp import ClientError, ClientTimeout
from telegram.request import BaseRequest, RequestData

from handlers.channels.telegram_api import ATTEMPT
from handlers.channels.telegram_errors import AnswerLost
from handlers.channels.wires import CONNECT

_TIMEOUT = ClientTimeout(total=ATTEMPT, connect=CONNECT)


class SessionRequest(BaseRequest):
    """Posts on a session that somebody else opens and closes. Our time limit holds, whatever the library asks for."""

    __slots__ = ("_session",)

    def __init__(self, session: aiohttp.ClientSession) -> None:
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
            async with self._session.request(
                method, url, data=form, timeout=_TIMEOUT, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from None
