"""A simulated Redis and the way to it: what is asked may be late, refused, done twice, or done and never answered."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct

from storage.connection import Script
from storage.errors import StoreDown
from tests.simulation.data import Data
from tests.simulation.loop import Process, far, unheard
from tests.simulation.lua import scripts

QUICK = (0.0002, 0.0015)  # seconds of a healthy way there and back
PATIENCE = 3.5  # seconds after which a client gives up


class Weather(Struct, frozen=True):
    """How likely each trouble is for one call: refused, done without an answer, done twice, slow."""

    refused: float = 0.0
    unanswered: float = 0.0
    twice: float = 0.0
    slow: float = 0.0


Applied = Callable[[Process, Script, list[str], list[Any], Any], None]


class Redis:
    """The one server of a world. ``watch`` sees every script that was applied, and who asked for it.

    ``fails`` hears of each process whose call was not done, or not answered.
    """

    def __init__(self, world: Process, chance: Random, now: Callable[[], int]) -> None:
        self.world = world
        self.chance = chance
        self.data = Data(now)
        self.weather = Weather()
        self.down = False
        self.units: list[int] = []  # how long the log was after each command or script: what is replicated whole
        self.watch: Applied = lambda process, script, keys, args, answer: None
        self.fails: Callable[[Process], None] = lambda process: None

    def command(self, words: tuple[Any, ...]) -> Any:
        """Run one command here and now."""
        self._check()
        answer = self.data.do(*words)
        self._written()
        return answer

    def commands(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands here and now; most of a sweep's find nothing."""
        self._check()
        sorted = self.data.sorted
        return [
            [] if words[0] == "ZRANGEBYSCORE" and words[1].encode() not in sorted else self.command(words)
            for words in commands
        ]

    def run(self, process: Process, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script here and now."""
        self._check()
        answer = scripts().run(self.data, script, keys, args)
        self._written()
        self.watch(process, script, keys, args, answer)
        return answer

    def lose(self, last: int) -> None:
        """Go on with the data of a replica that never heard of the last commands and scripts."""
        self.units = self.units[: max(len(self.units) - last, 0)]
        self.data = self.data.lose(self.units[-1] if self.units else 0)

    def _written(self) -> None:
        if len(self.data.log) > (self.units[-1] if self.units else 0):
            self.units.append(len(self.data.log))

    def _check(self) -> None:
        if self.down:
            raise StoreDown("the server is away")


class Line:
    """One process's way to the server (``storage.server.Server``)."""

    def __init__(self, redis: Redis, process: Process) -> None:
        self._redis = redis
        self._process = process

    async def call(self, *command: Any) -> Any:
        """Run one command."""
        return await self._ask(lambda: self._redis.command(command))

    async def many(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands in one go."""
        answers: list[Any] = await self._ask(lambda: self._redis.commands(commands))
        return answers

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script."""
        return await self._ask(lambda: self._redis.run(self._process, script, keys, args))

    async def run_each(self, script: Script, calls: list[tuple[list[str], list[Any]]]) -> list[Any]:
        """Run a script several times, each of which may be the last that this process sees through."""
        return [await self.run(script, keys, args) for keys, args in calls]

    async def _ask(self, work: Callable[[], Any]) -> Any:
        try:
            return await self._through(work)
        except StoreDown:
            self._redis.fails(self._process)
            raise

    async def _through(self, work: Callable[[], Any]) -> Any:
        redis, chance = self._redis, self._redis.chance
        weather, dice = redis.weather, chance.random()
        if dice < weather.refused:
            return await self._far(chance.uniform(0.001, PATIENCE), _refuse)
        dice -= weather.refused
        if dice < weather.unanswered:
            redis.world.after(chance.uniform(*QUICK), unheard, work, StoreDown)
            return await self._far(chance.uniform(0.05, PATIENCE), _refuse)
        dice -= weather.unanswered
        if dice < weather.twice:
            # The client heard nothing and asked again; what it asked first may even come in last.
            redis.world.after(chance.choice((0.0001, chance.uniform(0.1, 2.0))), unheard, work, StoreDown)
            return await self._far(chance.uniform(0.1, 1.5), work)
        dice -= weather.twice
        if dice < weather.slow:
            return await self._far(chance.uniform(0.01, PATIENCE / 2), work, chance.uniform(0.01, PATIENCE / 2))
        return await self._far(chance.uniform(*QUICK), work, chance.choice((0.0, 0.0, 0.0005)))

    async def _far(self, there: float, work: Callable[[], Any], back: float = 0.0) -> Any:
        return await far(self._process, self._redis.world, there, work, back)


def _refuse() -> Any:
    raise StoreDown("no answer")
