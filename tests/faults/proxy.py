"""A wire that can be bad: it delays, stalls and cuts what goes between a bot and a server."""

from __future__ import annotations

import asyncio

CHUNK = 65_536


class Wire:
    """A TCP proxy to ``target``, a port of this machine: what is open stays where it leads, when that changes.

    ``delay``: seconds before each piece; ``stalled``: nothing passes.
    """

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        self.target = port
        self.dialled = 0
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Wire:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *error: object) -> None:
        """Hang up."""
        self._server.close()
        self._open.set()
        self.cut()
        await self._server.wait_closed()

    def stall(self, stalled: bool) -> None:
        """Let nothing pass any more, or everything again."""
        (self._open.clear if stalled else self._open.set)()

    def cut(self) -> None:
        """Cut all connections."""
        for writer in set(self._writers):
            writer.transport.abort()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled += 1
        try:
            there_reader, there = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, there}
        await asyncio.gather(self._pass(reader, there), self._pass(there_reader, writer))
        self._writers -= {writer, there}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(CHUNK):
                await self._open.wait()
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(piece)
                await writer.drain()
        except OSError:
            pass  # It was cut.
        finally:
            writer.transport.abort()
