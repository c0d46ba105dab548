"""A pipe to one server: commands leave in one write, answers come back in order, without a task or a stream between.

redis-py makes the connection (TLS, names and passwords, Sentinels) and is then relieved of it: its own way to send and
read starts a task and sets two clocks for each answer, which cost more than all else of a turn's three calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import hiredis
from redis._parsers.base import BaseParser
from redis.asyncio import ConnectionPool
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import InvalidResponse
from redis.exceptions import TimeoutError as RedisTimeout

from storage.lazy_timer import LazyTimer

Done = Callable[[list[Any] | Exception], None]
_MORE = object()  # what the reader answers while an answer is not complete


class Pipe(asyncio.Protocol):
    """One connection with at most one batch under way. An error that a server answers is one of its answers."""

    def __init__(self, pool: ConnectionPool, connection: AbstractConnection) -> None:
        self.open = True
        self._pool = pool
        self._connection = connection
        self._reader = hiredis.Reader(
            protocolError=InvalidResponse, replyError=BaseParser.parse_error, notEnoughData=_MORE
        )
        self._loop = asyncio.get_running_loop()  # asked for once: it costs a system call each time
        self._answers: list[Any] = []
        self._wanted = 0
        self._done: Done | None = None
        self._late = LazyTimer(self._loop, self._give_up)
        # Its streams hear nothing more but the end, for which whoever closes them waits.
        self._transport = cast(asyncio.Transport, cast(asyncio.StreamWriter, connection._writer).transport)
        self._before = cast(asyncio.Protocol, self._transport.get_protocol())
        self._transport.set_protocol(self)

    @property
    def usable(self) -> bool:
        """Tell whether it may be asked: it is idle, and nobody has hung up."""
        return self.open and self._done is None and not self._transport.is_closing()

    def ask(self, packed: bytes, count: int, timeout: float, done: Done) -> None:
        """Send ``count`` commands; ``done`` hears their answers, or the error (after ``timeout`` seconds at most)."""
        self._wanted, self._answers, self._done = count, [], done
        self._late.move(timeout)
        self._transport.write(packed)

    def data_received(self, data: bytes) -> None:
        """Take answers in. What nobody asked for (a push) is passed over; what cannot be read ends the connection."""
        try:
            self._reader.feed(data)
            while (answer := self._reader.gets()) is not _MORE:
                if not isinstance(answer, hiredis.PushNotification):
                    self._answers.append(answer)
        except InvalidResponse as error:
            self._end(error)
            return
        whole = len(self._answers) == self._wanted
        if len(self._answers) > self._wanted or (whole and self._reader.has_data()):
            self._end(InvalidResponse("an answer that nobody asked for"))
        elif self._done is not None and whole:
            self._finish(self._answers)

    def eof_received(self) -> None:
        """Hear that the server hung up: the transport closes by itself."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection ended."""
        self._before.connection_lost(exc)
        self._end(ConnectionLost("the connection was closed"))
        self._late.stop()

    async def close(self) -> None:
        """Let the connection go, unless it went."""
        if self.open:
            self.open = False
            self._late.stop()
            await self._connection.disconnect(nowait=True)
            await self._pool.release(self._connection)

    def _give_up(self) -> None:
        self._end(RedisTimeout("no answer in time"))

    def _end(self, error: Exception) -> None:
        """Fail what is under way. No answer of it may reach a later call: the connection is not used again."""
        self._transport.abort()
        self._finish(error)

    def _finish(self, answers: list[Any] | Exception) -> None:
        done, self._done, self._wanted, self._answers = self._done, None, 0, []
        self._late.still()
        if done is not None:
            done(answers)
