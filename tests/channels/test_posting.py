"""Posting on the session's connections: what comes back, what is used again, and what each trouble is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError
from yarl import URL

from handlers.channels.posting import Post
from handlers.channels.wires import RARE, Wires, plain_length

PATIENCE = 5.0
SOON = 0.1
NOWHERE = URL("http://127.0.0.1:9/")
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def post_to(answer: Answer, most: int = 0, **headers: str) -> AsyncIterator[tuple[Post, list[bytes]]]:
    """Serve ``answer`` for each request of each connection; tell what came."""
    heard: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                heard.append(head + await reader.readexactly(length))
                await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit_per_host=most)) as session:
            url = URL(f"http://127.0.0.1:{port}/a%2Fb?c=d", encoded=True)
            yield Post(Wires(session, url), url, headers), heard
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


def says(*parts: bytes) -> Answer:
    """Answer with these bytes, one part after the other."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",), (200, b"hi")),
        ((b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 2\r\n\r\nh", b"i"), (200, b"hi")),
        ((b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"), (200, b"hi")),
        ((b"HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",), (403, b"no")),
        ((b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n",), (302, b"")),
    ],
)
async def test_an_answer_is_its_status_and_its_body(parts: tuple[bytes, ...], told: tuple[int, bytes]) -> None:
    """Whole or in pieces, counted or chunked, after a "go on", or a redirect, which nobody follows."""
    async with post_to(says(*parts)) as (post, _):
        assert [await post.send(b"{}", PATIENCE) for _ in range(2)] == [told, told]


async def test_a_request_bears_what_it_needs() -> None:
    """The path as it is written, the host, our headers, and the body's length."""
    answer = says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    async with post_to(answer, Authorization="Bearer x") as (post, heard):
        await post.send(b'{"a":1}', PATIENCE)
    head, body = heard[0].split(b"\r\n\r\n")
    assert head.startswith(b"POST /a%2Fb?c=d HTTP/1.1\r\nHost: 127.0.0.1:")
    assert {b"Authorization: Bearer x", b"Content-Type: application/json", b"Content-Length: 7"} <= set(
        head.split(b"\r\n")
    )
    assert body == b'{"a":1}'


async def test_one_connection_serves_many_calls() -> None:
    """What was answered whole is used again; what said that it closes is not."""
    seen: set[object] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.add(writer)
        closes = b"Connection: close\r\n" if len(heard) == 3 else b""
        writer.write(b"HTTP/1.1 200 OK\r\n%bContent-Length: 0\r\n\r\n" % closes)

    async with post_to(answer) as (post, heard):
        for _ in range(5):
            await post.send(b"{}", PATIENCE)
    assert len(seen) == 2


async def test_more_calls_than_connections_wait_for_each_other() -> None:
    """What is answered makes room for the next; who waits too long is told that nothing left."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.add(writer)
        await gate.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    gate, seen = asyncio.Event(), set[object]()
    async with post_to(answer, most=RARE + 2) as (post, heard):
        calls = [asyncio.ensure_future(post.send(b"{}", PATIENCE)) for _ in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(ConnectionTimeoutError):
            await post.send(b"{}", SOON)
        gate.set()
        assert await asyncio.gather(*calls) == [(200, b"")] * 5
    assert (len(heard), len(seen)) == (5, 2)


@pytest.mark.parametrize("parts", [(b"no HTTP at all\r\n\r\n",), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal",)])
async def test_half_an_answer_is_an_error(parts: tuple[bytes, ...]) -> None:
    """Nonsense, or a connection that ends in the middle: it may have been carried out, and the next call works."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(heard) > 1:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(b"".join(parts))
        await writer.drain()
        writer.close()

    async with post_to(answer) as (post, heard):
        with pytest.raises(ClientError) as raised:
            await post.send(b"{}", PATIENCE)
        assert not isinstance(raised.value, ClientConnectorError | ConnectionTimeoutError)
        assert await post.send(b"{}", PATIENCE) == (200, b"")


async def test_too_late_is_a_time_out_and_its_connection_is_let_go() -> None:
    """The late answer of one call is never taken for another's."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(heard) == 1:
            await late.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % len(heard))

    late = asyncio.Event()
    async with post_to(answer) as (post, heard):
        with pytest.raises(TimeoutError) as raised:
            await post.send(b"{}", SOON)
        assert not isinstance(raised.value, ConnectionTimeoutError)
        late.set()
        assert await post.send(b"{}", PATIENCE) == (200, b"2")


@pytest.mark.parametrize(
    "fields",
    ["Content-Length: 3\r\nTransfer-Encoding:chunked", "Content-Length: 3\r\nConnection:close",
     "Content-Length: 3\r\nContent-Length:9", "Content-Length: 3\r\n folded"],
)  # fmt: skip
def test_a_doubtful_answer_is_not_taken_for_a_plain_one(fields: str) -> None:
    """Where it ends could be read in two ways, and the rest would be another call's answer."""
    assert plain_length(b"HTTP/1.1 200 OK\r\nContent-Length: 3") == 3
    assert plain_length(f"HTTP/1.1 200 OK\r\n{fields}".encode()) is None


async def test_half_an_answer_without_a_length_is_a_time_out() -> None:
    """It ended because its time was over, not because it was whole."""
    async with post_to(says(b'HTTP/1.1 200 OK\r\n\r\n{"half":')) as (post, _):
        with pytest.raises(TimeoutError):
            await post.send(b"{}", SOON)


async def test_nobody_there_is_told_apart() -> None:
    """What did not leave may be repeated."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ClientConnectorError):
            await Post(Wires(session, NOWHERE), NOWHERE).send(b"{}", PATIENCE)


async def test_a_header_has_one_line() -> None:
    """A token with a line's end in it makes no header of its own."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ValueError, match="one line"):
            Post(Wires(session, NOWHERE), NOWHERE, {"Authorization": "a\r\nX: y"})
