"""Processes on virtual time: for each process of a world an event loop that runs on its timeline.

A process that is killed is a loop that is never run again: nothing is cleaned up, as with ``kill -9``. A frozen one runs
later what fell due meanwhile.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context
from itertools import count
from typing import Any, TypeVar

from tests.simulation.timeline import Handle, Timeline

T = TypeVar("T")


class NumberedTask(asyncio.Task[T]):
    """A task whose place in a set depends on nothing but the order of births."""

    def __hash__(self) -> int:
        return self.number

    number = 0


class Process(asyncio.AbstractEventLoop):
    """One process: an event loop on the timeline of its world."""

    def __init__(self, timeline: Timeline, name: str) -> None:
        self.timeline = timeline
        self.name = name
        self.dead = False
        self.frozen = False
        self.held: list[Handle] = []
        self._births = count(1)

    def kill(self) -> None:
        """End here and now."""
        self.dead = True
        self.held.clear()

    def freeze(self) -> None:
        """Stand still, until thawed."""
        self.frozen = True

    def thaw(self) -> None:
        """Go on with what fell due meanwhile."""
        self.frozen = False
        self.timeline.ready.extend(self.held)
        self.held.clear()

    def after(self, seconds: float, callback: Callable[..., object], *args: Any) -> Handle:
        """Call something later (the world's own way of waiting)."""
        return self.call_at(self.timeline.now + seconds, callback, *args)

    # --- what asyncio asks of a loop ----------------------------------------

    def time(self) -> float:
        """Return the seconds since the world began."""
        return self.timeline.now

    def call_soon(  # type: ignore[override]  # our handles are asyncio's in all that is asked of them
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Call something at this moment, after what is called already."""
        handle = Handle(self, callback, args, context, self.timeline.now)
        self.timeline.ready.append(handle)
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Call something ``delay`` seconds from now."""
        return self.call_at(self.timeline.now + delay, callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        """Call something at the moment ``when``."""
        handle = Handle(self, callback, args, context, when)
        self.timeline.at(handle)
        return handle

    def create_future(self) -> asyncio.Future[Any]:
        """Return a future of this loop."""
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: object = None, context: Context | None = None) -> Any:
        """Return a task of this loop."""
        task: NumberedTask[Any] = NumberedTask(coro, loop=self, name="task", context=context)
        task.number = next(self._births)
        return task

    def get_debug(self) -> bool:
        """Return False: the simulation has its own ways to see."""
        return False

    def is_running(self) -> bool:
        """Return whether it may be run again."""
        return not self.dead

    def is_closed(self) -> bool:
        """Return whether it is never run again."""
        return self.dead

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep what nobody caught: a simulation with such an error has failed."""
        error = context.get("exception")
        if error is not None and not self.dead:
            where = "".join(traceback.format_tb(error.__traceback__)[:4])
            self.timeline.broken.append(f"{self.name}: {type(error).__name__}: {error}\n{where}")


async def far(process: Process, world: Process, there: float, work: Callable[[], T], back: float = 0.0) -> T:
    """Let ``work`` be done outside ``process``, ``there`` seconds from now, and hear of it ``back`` seconds later.

    What is done outside is done, whatever becomes of who asked.
    """
    if process.dead:
        raise GeneratorExit  # What a killed process's coroutines still want to do when they are thrown away, nobody does.
    answer: asyncio.Future[T] = process.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if process.dead or answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]

    def do() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as no:  # noqa: BLE001  it is theirs who asked
            error = no
        if back:
            world.after(back, settle, result, error)
        else:
            settle(result, error)

    world.after(there, do)
    return await answer


def unheard(work: Callable[[], object], *errors: type[Exception]) -> None:
    """Do something whose caller has gone: nobody hears of these errors."""
    with suppress(*errors):
        work()


def spawn(process: Process, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Start a task in a process."""
    task: asyncio.Task[T] = process.create_task(work)
    return task
