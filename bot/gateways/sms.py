"""SMS: the configured gateways in their order, the next one after a clear refusal, none after an ambiguous answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog
from aiohttp import ClientSession

from bot.gateways import sms_generic, sms_infobip, sms_twilio
from bot.gateways.contacts import is_mobile
from bot.numbers import INDONESIA, Numbers
from conversations.messages import Text
from handlers.http_client import ATTEMPT
from handlers.ports import NotSent, SendUnsure

LEAST = 1.0  # seconds that a further gateway must have left to be worth asking

log = structlog.get_logger()


class Gateway(Protocol):
    """A way out for SMS; its words about itself bear no secret."""

    name: str

    async def send(self, session: ClientSession, text: Text, seconds: float) -> None:
        """Hand one SMS over within ``seconds``; raises NotSent or SendUnsure."""
        ...

    async def check(self, session: ClientSession) -> str:
        """Return what was found in order, without sending; raises NotSent."""
        ...


MAKERS: dict[str, Callable[[str], Gateway]] = {
    "twilio": sms_twilio.read,
    "infobip": sms_infobip.read,
    "generic": sms_generic.read,
}


class Texters:
    """Sends by the first gateway that does not refuse. All of them together have 8 s."""

    def __init__(
        self, session: ClientSession, gateways: Sequence[Gateway], numbers: tuple[Numbers, ...] = INDONESIA
    ) -> None:
        self._session = session
        self._numbers = numbers
        self.gateways = tuple(gateways)

    async def text(self, text: Text) -> None:
        """Send; raises NotSent when every gateway refused clearly, SendUnsure when one may have taken it."""
        if not is_mobile(text.to, self._numbers):
            raise NotSent("no mobile number that may get an SMS")
        ends, fault = time.monotonic() + ATTEMPT, None
        for gateway in self.gateways:
            left = ends - time.monotonic()
            if left < LEAST:
                break
            try:
                return await gateway.send(self._session, text, left)
            except NotSent as no:
                log.warning("sms_refused", gateway=gateway.name, why=str(no))
                fault = no.fault
            except SendUnsure as maybe:
                log.warning("sms_unsure", gateway=gateway.name, why=str(maybe))
                raise
        raise NotSent("every gateway refused", fault)


def parse_sms(urls: Sequence[str]) -> tuple[Gateway, ...]:
    """Return the gateways that the settings name; raises ValueError for one that cannot be read."""
    return tuple(_gateway(url) for url in urls)


def _gateway(url: str) -> Gateway:
    return MAKERS[url.partition(":")[0]](url)
