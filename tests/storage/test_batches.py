"""What one tick asks leaves in one pipeline: fewer packets, each caller's own answer, and nobody's error for another."""

from __future__ import annotations

import asyncio

import pytest
from redis.exceptions import ResponseError

from storage.connection import Together
from storage.embedded import EmbeddedRedis
from storage.errors import StoreDown
from tests.faults.proxy import Wire
from tests.servers import Server


async def test_each_caller_gets_its_own_answer_or_error(server: EmbeddedRedis) -> None:
    """A wrong call among good ones harms nobody else."""
    together = Together(server.url)
    await together.call("SET", "a", "1")
    answers = await asyncio.gather(
        together.call("GET", "a"), together.call("LLEN", "a"), together.many([("GET", "a"), ("GET", "b")]),
        return_exceptions=True,
    )  # fmt: skip
    assert answers[0] == b"1"
    assert isinstance(answers[1], ResponseError)
    assert answers[2] == [b"1", None]
    await together.close()


async def test_calls_of_one_tick_share_a_connection(server: EmbeddedRedis) -> None:
    """Hundreds of them need one; what is asked while they are under way needs another."""
    together = Together(server.url)
    assert await asyncio.gather(*(together.call("EXISTS", str(number)) for number in range(300))) == [0] * 300
    assert sum(count for count, _ in together.client.connection_pool.get_connection_count()) == 1
    await together.close()


async def test_a_caller_who_gives_up_takes_nobody_along(binary: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """One is cancelled while the answer is on its way: the other gets its own, and so does the next."""
    server = await Server(binary, tmp_path_factory.mktemp("redis"), "--save", "").start()
    async with Wire(server.port) as wire:
        together = Together(f"redis://127.0.0.1:{wire.port}")
        await together.call("SET", "a", "1")
        wire.stall(True)
        gone, stays = (asyncio.ensure_future(together.call("GET", "a")) for _ in range(2))
        await asyncio.sleep(0.05)
        gone.cancel()
        wire.stall(False)
        assert await stays == b"1"
        assert await together.call("GET", "b") is None
        wire.stall(True)
        with pytest.raises(StoreDown, match="did not answer in time"):
            await together.call("GET", "a")
        wire.stall(False)
        assert await together.call("GET", "a") == b"1"
        await together.close()
    await server.kill()
