"""One HTTP attempt that must not happen twice, judged: taken, clearly refused, or nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientSession

from handlers.http_client import ATTEMPT, NOT_REACHED, Answer, ask
from handlers.ports import Fault, NotSent, SendUnsure

# No key, no money, no right, no such address, a proxy's own no, or too much.
_WHOEVER = frozenset({401, 402, 403, 404, 407, 429})


async def attempt(
    session: ClientSession, method: str, url: str, *, seconds: float = ATTEMPT, headers: Mapping[str, str], **parts: Any
) -> Answer:
    """Make one request and return its answer; raises NotSent when nothing was handed over, SendUnsure when it may have been.

    ``parts`` are aiohttp's ``json``, ``data`` or ``params``. The connection is a fresh one and ends with the
    answer: a kept one that the other side has just closed would turn a plain send into an uncertain one. Redirects are
    not followed: they would carry a code to an address that nobody configured.
    """
    once = {**headers, "Connection": "close"}
    try:
        return await ask(session, method, url, seconds=seconds, headers=once, **parts)
    except NOT_REACHED as error:
        no_connection = f"no connection ({type(error).__name__})"
        raise NotSent(no_connection, Fault(no_connection)) from None
    except (ClientError, TimeoutError, OSError) as error:
        raise SendUnsure(f"no answer ({type(error).__name__})") from None


def judge(answer: Answer) -> None:
    """Raise NotSent for a clear refusal (3xx, 4xx) and SendUnsure for a failure that tells nothing (5xx)."""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SendUnsure(f"status {answer.status}")
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise refused(answer.status, f"status {answer.status}")


def refused(status: int, why: str) -> NotSent:
    """Return a clear refusal; by some statuses it is not this message that is refused, but whoever sends it."""
    return NotSent(why, Fault(str(status), refuses=True) if status in _WHOEVER else None)
