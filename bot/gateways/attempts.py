"""One HTTP attempt that must not happen twice, judged: taken, clearly refused, or nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    StreamReader,
)
from msgspec import Struct

from handlers.ports import NotSent, SendUnsure

CONNECT = 3.0  # seconds
IN_ALL = 8.0  # seconds: no attempt may outlive its lease
LARGEST = 64 * 1024  # bytes of an answer that are read


class Answer(Struct, frozen=True):
    """What came back."""

    status: int
    body: bytes


async def attempt(
    session: ClientSession, method: str, url: str, *, seconds: float = IN_ALL, headers: Mapping[str, str], **parts: Any
) -> Answer:
    """Make one request and return its answer; raises NotSent when nothing was handed over, SendUnsure when it may have been.

    ``parts`` are aiohttp's ``json``, ``data`` or ``params``. The connection is a fresh one and ends with the
    answer: a kept one that the other side has just closed would turn a plain send into an uncertain one. Redirects are
    not followed: they would carry a code to an address that nobody configured.
    """
    timeout = ClientTimeout(total=seconds, connect=min(CONNECT, seconds))
    once = {**headers, "Connection": "close"}
    try:
        async with session.request(
            method, url, headers=once, timeout=timeout, allow_redirects=False, **parts
        ) as response:
            return Answer(response.status, await read_body(response.content))
    except (ClientConnectorError, ConnectionTimeoutError) as error:
        raise NotSent(f"no connection ({type(error).__name__})") from None
    except (ClientError, TimeoutError, OSError) as error:
        raise SendUnsure(f"no answer ({type(error).__name__})") from None


def judge(answer: Answer) -> None:
    """Raise NotSent for a clear refusal (3xx, 4xx) and SendUnsure for a failure that tells nothing (5xx)."""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SendUnsure(f"status {answer.status}")
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotSent(f"status {answer.status}")


async def read_body(content: StreamReader) -> bytes:
    """Read an answer, as far as anybody wants it."""
    read = b""
    while len(read) < LARGEST and (part := await content.read(LARGEST - len(read))):
        read += part
    return read
