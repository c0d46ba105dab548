"""What storage asks of Redis: one command, several at once, or a script of ours; whoever answers so may stand in for it."""

from __future__ import annotations

from typing import Any, Protocol

from storage.connection import Script


class Server(Protocol):
    """A Redis server, a cluster, or a simulation of one. Every call raises StoreDown when it is not known to be done."""

    async def call(self, *command: Any) -> Any:
        """Run one command."""
        ...

    async def many(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Run several commands in one go; each gets its answer."""
        ...

    async def run(self, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script of ours."""
        ...

    async def run_each(self, script: Script, calls: list[tuple[list[str], list[Any]]]) -> list[Any]:
        """Run a script several times in one go, each time with keys and arguments of its own, which may be in any slot."""
        ...
