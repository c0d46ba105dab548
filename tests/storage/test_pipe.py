"""A connection to Redis that we speak on ourselves: answers in order, errors among them, and no answer for another call."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import redis.asyncio as aioredis
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeout

from storage.lane import Call, Lane

SOON = 0.2


@asynccontextmanager
async def lane_to(*scripts: list[bytes]) -> AsyncIterator[tuple[Lane, list[Exception]]]:
    """Open a lane to a server whose connections each say what one of ``scripts`` has, a part whenever commands come.

    Greetings are answered apart; the last script serves all further connections. An empty part hangs up.
    """
    opened = 0
    failures: list[Exception] = []
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        writers.append(writer)
        parts = iter(scripts[min(opened, len(scripts) - 1)])
        opened += 1
        while got := await reader.read(65_536):
            if b"CLIENT" in got.upper() or b"HELLO" in got.upper():
                writer.write(b"+OK\r\n" * got.count(b"*"))
            elif part := next(parts, b""):
                writer.write(part)
            else:
                break
        writer.close()

    def failed(lane: Lane, call: Call, error: Exception) -> None:
        failures.append(error)
        if not call.future.done():
            call.future.set_exception(error)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = aioredis.Redis(port=port, protocol=2, socket_timeout=5, socket_connect_timeout=5)
    lane = Lane(client, 0, failed, timeout=SOON)
    try:
        yield lane, failures
    finally:
        await lane.close()
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


def ask(lane: Lane, *command: object) -> asyncio.Future[object]:
    """Put a call and return what it waits for."""
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    lane.put(Call(command, answer))
    return answer


async def test_answers_come_in_order_and_an_error_is_its_calls_own() -> None:
    """Three calls of a tick in one write; the answers arrive in pieces."""
    async with lane_to([b"+one\r\n-ERR no\r\n$3\r\ntwo\r\n"]) as (lane, failures):
        answers = await asyncio.gather(*(ask(lane, "ECHO") for _ in range(3)), return_exceptions=True)
    assert [answers[0], answers[2]] == [b"one", b"two"]
    assert isinstance(answers[1], ResponseError)
    assert failures == [answers[1]]


async def test_a_late_answer_reaches_nobody() -> None:
    """A call that was given up fails; the next has a connection, and an answer, of its own."""
    async with lane_to([b"+early\r\n$5\r\nla"], [b"+fine\r\n"]) as (lane, failures):
        first, second = ask(lane, "ECHO"), ask(lane, "ECHO")
        told = await asyncio.gather(first, second, return_exceptions=True)
        assert all(isinstance(error, RedisTimeout) for error in told), (
            "half a pipeline is no pipeline: it may be repeated"
        )
        assert await ask(lane, "ECHO") == b"fine"
    assert len(failures) == 2


@pytest.mark.parametrize("part", [b"", b"?nonsense\r\n", b"+more\r\n+than asked for\r\n"])
async def test_a_broken_connection_is_replaced(part: bytes) -> None:
    """Hung up on, unreadable, or more than was asked for: the call fails, and the next is answered."""
    async with lane_to([part], [b"+fine\r\n"]) as (lane, _):
        with pytest.raises(RedisError):
            await ask(lane, "ECHO")
        assert await ask(lane, "ECHO") == b"fine"


async def test_a_connection_that_was_let_go_is_not_used() -> None:
    """Behind the address there may be another server by now: the next call has a new connection."""
    async with lane_to([b"+one\r\n"], [b"+two\r\n"]) as (lane, failures):
        assert await ask(lane, "ECHO") == b"one"
        await lane.renew()
        assert await ask(lane, "ECHO") == b"two"
    assert not failures


async def test_nobody_listens() -> None:
    """A server that is not there fails each call."""
    lane = Lane(aioredis.Redis(port=9), 0, lambda lane, call, error: call.future.set_exception(error))
    with pytest.raises(ConnectionLost):
        await ask(lane, "ECHO")
    await lane.close()
