"""Telegram's webhook: who may come in, how large and how slow, and what is answered."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from msgspec import Struct
from yarl import URL

from conversations.events import Told
from handlers.channels.telegram_webhook import TelegramWebhook
from handlers.http_server import LARGEST
from tests.channels.telegram_payloads import GROUP, STICKER, message, tap
from tests.channels.telegram_world import SECRET, Recorder, Time, said_in_groups, webhook

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Door(Struct):
    """The route, what stands behind it, and a way to knock."""

    url: str
    route: TelegramWebhook
    receiver: Recorder
    session: aiohttp.ClientSession

    async def knock(self, body: bytes, secret: str | None = SECRET) -> tuple[int, bytes, Any]:
        """Post a body and return status, answer and headers."""
        headers = {} if secret is None else {HEADER: secret}
        async with self.session.post(self.url, data=io.BytesIO(body), headers=headers) as response:
            return response.status, await response.read(), response.headers


@pytest_asyncio.fixture
async def telegram_door() -> AsyncIterator[Door]:
    """Serve the webhook with a receiver that records."""
    receiver = Recorder()
    async with webhook(receiver, Time()) as (url, route), aiohttp.ClientSession() as session:
        yield Door(url, route, receiver, session)


BODY = msgspec.json.encode(message(text="halo"))


async def test_a_signed_update_is_received_and_answered_200(telegram_door: Door) -> None:
    """With the secret an update reaches the receiver before the answer."""
    status, answer, _ = await telegram_door.knock(BODY)
    assert (status, answer) == (200, b"")
    assert [one.what for one in telegram_door.receiver.heard] == [Told("halo", "41")]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1]])
async def test_without_the_secret_it_is_401_and_nothing_else(telegram_door: Door, secret: str | None) -> None:
    """A missing or wrong secret opens nothing, whatever the body."""
    for body in (BODY, b"nonsense", b""):
        status, answer, _ = await telegram_door.knock(body, secret)
        assert (status, answer) == (401, b"")
    assert telegram_door.receiver.offered == []
    assert telegram_door.route.unreadable == 0


@pytest.mark.parametrize("secret", [b"\xff\xfe\x80", "r\u00e4tsel".encode(), b"r\xe4tsel"])
async def test_a_secret_that_is_no_ascii_is_401(telegram_door: Door, secret: bytes) -> None:
    """Bytes are compared: no header can raise."""
    assert (await _raw(telegram_door.url, HEADER.encode() + b": " + secret)).startswith(b"HTTP/1.1 401 ")


async def test_an_unsigned_large_body_is_401(telegram_door: Door) -> None:
    """The secret is asked for first: strangers cannot make us read."""
    answer = await _raw(telegram_door.url, b"Content-Length: 99999999", body=b"")
    assert answer.startswith(b"HTTP/1.1 401 ")


async def test_a_body_over_three_mebibytes_is_413(telegram_door: Door) -> None:
    """Too large is refused by its announced length, and by counting where none is announced."""
    status, _, _ = await telegram_door.knock(b" " * (LARGEST + 1))
    assert status == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b" " * (LARGEST // 3)

    async with telegram_door.session.post(telegram_door.url, data=pieces(), headers={HEADER: SECRET}) as response:
        assert response.status == 413
    assert telegram_door.receiver.offered == []


async def test_a_large_body_within_the_limit_is_read(telegram_door: Door) -> None:
    """Exactly three mebibytes pass."""
    padding = LARGEST - len(BODY)
    status, _, _ = await telegram_door.knock(BODY + b" " * padding)
    assert status == 200
    assert len(telegram_door.receiver.heard) == 1


async def test_a_slow_body_is_given_up() -> None:
    """Who sends no body in time is sent away with 408."""
    receiver = Recorder()
    async with webhook(receiver, Time(), slowest=0.05) as (url, _):
        answer = await _raw(url, f"{HEADER}: {SECRET}\r\nContent-Length: 10".encode(), body=b"{")
        assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b"<html>", b'{"update_id":7,"message":{"text":"rahasia"}}'])
async def test_a_signed_body_that_cannot_be_read_is_200_counted_and_not_logged(
    telegram_door: Door, body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another delivery would read no better; the log has no content."""
    status, answer, _ = await telegram_door.knock(body)
    assert (status, answer) == (200, b"")
    assert telegram_door.route.unreadable == 1
    logged = "".join(capsys.readouterr())
    assert "unreadable update" in logged
    assert "rahasia" not in logged


async def test_a_store_that_is_down_is_503_with_retry_after(telegram_door: Door) -> None:
    """Nothing is acknowledged that is not durable, not even a tap."""
    telegram_door.receiver.down = 1
    status, answer, headers = await telegram_door.knock(msgspec.json.encode(tap()))
    assert (status, answer, headers["Retry-After"]) == (503, b"", "2")
    status, _, _ = await telegram_door.knock(msgspec.json.encode(tap()))
    assert status == 200


async def test_the_answer_to_a_tap_rides_in_the_webhooks_answer(telegram_door: Door) -> None:
    """A callback query is answered without a call of its own."""
    status, answer, headers = await telegram_door.knock(msgspec.json.encode(tap()))
    assert status == 200
    assert headers["Content-Type"] == "application/json"
    assert json.loads(answer) == {"method": "answerCallbackQuery", "callback_query_id": "77001"}


async def test_a_command_in_a_group_is_answered_in_the_webhooks_answer(telegram_door: Door) -> None:
    """A group hears that we talk in private chats only; nothing is received."""
    _, answer, _ = await telegram_door.knock(msgspec.json.encode(message(text="/menu", chat=GROUP)))
    assert json.loads(answer) == {"method": "sendMessage", "chat_id": -1001, "text": "private only (id)"}
    _, answer, _ = await telegram_door.knock(msgspec.json.encode(message(text="/menu@other_bot", chat=GROUP)))
    assert answer == b""
    assert telegram_door.receiver.offered == []


async def test_what_is_ignored_is_200(telegram_door: Door) -> None:
    """A sticker is taken and forgotten."""
    status, answer, _ = await telegram_door.knock(msgspec.json.encode(message(**STICKER)))
    assert (status, answer) == (200, b"")
    assert telegram_door.receiver.offered == []


def test_a_webhook_without_a_secret_cannot_be_built() -> None:
    """An empty secret would let everybody in."""
    with pytest.raises(ValueError, match="secret"):
        TelegramWebhook("", Recorder(), Time(), said_in_groups())


async def _raw(url: str, headers: bytes, body: bytes = b"{}") -> bytes:
    """Send a request byte by byte and return the head of the answer."""
    place = URL(url)
    reader, writer = await asyncio.open_connection(place.host, place.port)
    length = b"" if b"Content-Length" in headers else f"Content-Length: {len(body)}\r\n".encode()
    writer.write(b"POST " + place.path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + length + headers + b"\r\n\r\n" + body)
    await writer.drain()
    answer = await reader.readuntil(b"\r\n")
    writer.close()
    await writer.wait_closed()
    return answer
