"""The way to Redis: calls of one tick travel together, a passing failure is tried again, and every other has one name."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any

import redis.asyncio as aioredis

from storage.address import parse
from storage.answers import AskError, Fate, MovedError, NoScriptError, fate, reason
from storage.errors import StoreDown
from storage.lane import Call, Lane
from storage.routes import open_routes

RETRIES = 2
PAUSES = (0.05, 0.2)  # seconds before each
REDIRECTS = 5
BOUND = 3.5  # seconds that a caller waits in all
QUEUE = 20_000  # callers that may wait at the same time
LATE = "redis did not answer in time"
SCRIPTS = Path(__file__).parent / "scripts"


class Script:
    """A Lua script of ``scripts/``: its text and its SHA-1, by which a server that knows it runs it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = (SCRIPTS / f"{name}.lua").read_text(encoding="utf-8")
        self.sha = sha1(self.text.encode(), usedforsecurity=False).hexdigest()


class Together:
    """The client of one server, of a service watched by Sentinels, or of a Cluster.

    Each caller gets its own answer or error: a dead node fails only the calls to what it has. What a script wrote counts
    once ``replicas`` have it. Every call may be sent more than once: a repeated script gives the answer of the first.
    """

    def __init__(self, url: str, replicas: int = 0) -> None:
        self._routes = open_routes(parse(url), replicas, self._failed)
        self._callers = 0
        # By when calls are given up, the soonest first, and who waits for all of them.
        self._bounds: deque[tuple[float, asyncio.Future[Any], Sequence[Call]]] = deque()
        self._ring: asyncio.TimerHandle | None = None

    @property
    def client(self) -> aioredis.Redis:
        """The client of the only server (or of any node), for what is rare and bears a wait."""
        return self._routes.lanes()[0].client

    async def call(self, *command: Any) -> Any:
        """Run one command; raises StoreDown when Redis did not answer as a working server does."""
        if self._callers >= QUEUE:
            raise StoreDown("too many calls wait for redis")
        self._callers += 1
        try:
            if not self._routes.known:
                async with asyncio.timeout(BOUND):
                    await self._routes.ready()
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[Any] = loop.create_future()
            call = Call(command, answer)
            self._bound(loop, answer, (call,))
            self._routes.lane(command).put(call)
            return await answer
        except TimeoutError:
            raise StoreDown(LATE) from None
        finally:
            self._callers -= 1

    async def many(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands of the same tick, in any slots; raises StoreDown when any of them did."""
        if self._callers + len(commands) > QUEUE:
            raise StoreDown("too many calls wait for redis")
        if not self._routes.known:
            async with asyncio.timeout(BOUND):
                await self._routes.ready()
        if not commands:
            return []
        loop = asyncio.get_running_loop()
        answers = _Answers(len(commands), loop.create_future())
        calls = [Call(command, _Place(answers, number)) for number, command in enumerate(commands)]
        self._bound(loop, answers.whole, calls)
        self._callers += len(calls)
        try:
            for call in calls:
                self._routes.lane(call.command).put(call)
            return await answers.whole
        except TimeoutError:
            raise StoreDown(LATE) from None
        finally:
            self._callers -= len(calls)

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script; a server that does not have it (new, restarted, flushed) is given its text."""
        try:
            return await self.call("EVALSHA", script.sha, len(keys), *keys, *args)
        except NoScriptError:
            return await self.call("EVAL", script.text, len(keys), *keys, *args)

    async def run_each(self, script: Script, calls: list[tuple[list[str], list[Any]]]) -> list[Any]:
        """Run a script several times in one go; as every script, each may run more than once and answers as the first time."""
        try:
            return await self.many([("EVALSHA", script.sha, len(keys), *keys, *args) for keys, args in calls])
        except NoScriptError:
            return [await self.run(script, keys, args) for keys, args in calls]

    async def one_each(self, names: list[str]) -> list[str]:
        """Return one of these keys for every server that has any: enough to ask each of them something."""
        await self._routes.ready()
        return list({self._routes.lane(("GET", name)): name for name in names}.values())

    async def everywhere(self, *command: Any) -> None:
        """Run a command on every server that keeps data; raises StoreDown when one of them does not do it."""
        await self._routes.ready()
        lanes = self._routes.lanes()
        answers = _Answers(len(lanes), asyncio.get_running_loop().create_future())
        for number, lane in enumerate(lanes):
            lane.put(Call(command, _Place(answers, number)))
        try:
            async with asyncio.timeout(BOUND):
                await answers.whole
        except TimeoutError:
            raise StoreDown("redis did not answer in time") from None

    def listener(self) -> aioredis.Redis:
        """Return a client apart from all calls, for subscriptions and blocking reads; its owner closes it."""
        return self._routes.apart()

    async def close(self) -> None:
        """Let the connections go."""
        if self._ring is not None:
            self._ring.cancel()
        await self._routes.close()

    # --- what takes too long ----------------------------------------

    def _bound(self, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[Any], calls: Sequence[Call]) -> None:
        """Give calls up after their time. All have the same, so that one clock does for the first in the row."""
        self._forget_answered()
        self._bounds.append((loop.time() + BOUND, answer, calls))
        if self._ring is None:
            self._ring = loop.call_later(BOUND, self._overdue)

    def _overdue(self) -> None:
        loop, self._ring = asyncio.get_running_loop(), None
        while self._bounds and self._bounds[0][0] <= loop.time():
            _give_up(self._bounds.popleft()[2])
        self._forget_answered()
        if self._bounds:
            self._ring = loop.call_at(self._bounds[0][0], self._overdue)

    def _forget_answered(self) -> None:
        while self._bounds and self._bounds[0][1].done():
            self._bounds.popleft()

    # --- what failed ----------------------------------------

    def _failed(self, lane: Lane, call: Call, error: Exception) -> None:
        if call.future.done():
            return
        if isinstance(error, StoreDown):  # too few replicas have it: this may be a primary that was
            self._routes.doubt(lane)
        what = Fate.DOWN if isinstance(error, StoreDown) else fate(error)
        if what is Fate.ELSEWHERE and isinstance(error, AskError | MovedError) and call.redirects < REDIRECTS:
            self._redirect(call, error)
        elif what is Fate.SOON and call.tries < RETRIES:
            self._routes.doubt(lane)
            asyncio.get_running_loop().call_later(PAUSES[call.tries], self._again, call)
            call.tries += 1
        elif what is Fate.OURS or isinstance(error, StoreDown):
            call.future.set_exception(error)
        else:
            call.future.set_exception(StoreDown(reason(error)))

    def _redirect(self, call: Call, error: AskError) -> None:
        lasting = isinstance(error, MovedError)
        call.redirects += 1
        call.asking = not lasting
        try:
            self._routes.redirect(error.slot_id, (error.host, error.port), lasting).put(call)
        except StoreDown as down:
            call.future.set_exception(down)

    def _again(self, call: Call) -> None:
        if not call.future.done():
            call.asking = False
            self._routes.lane(call.command).put(call)


class _Answers:
    """The answers of several calls, for a caller who waits for all of them: one future, where a page asks a thousand things."""

    __slots__ = ("answers", "left", "whole")

    def __init__(self, count: int, whole: asyncio.Future[list[Any]]) -> None:
        self.answers: list[Any] = [None] * count
        self.left = count
        self.whole = whole


class _Place:
    """The place of one answer among several; the first error is everybody's."""

    __slots__ = ("_all", "_number")

    def __init__(self, answers: _Answers, number: int) -> None:
        self._all = answers
        self._number = number

    def done(self) -> bool:
        return self._all.whole.done()

    def set_result(self, result: Any, /) -> None:
        self._all.answers[self._number] = result
        self._all.left -= 1
        if not self._all.left:
            self._all.whole.set_result(self._all.answers)

    def set_exception(self, exception: Exception, /) -> None:
        self._all.whole.set_exception(exception)


def _give_up(calls: Sequence[Call]) -> None:
    for call in calls:
        if not call.future.done():
            call.future.set_exception(StoreDown(LATE))
