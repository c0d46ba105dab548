"""The queues of the care team: who waits for a person, which requests wait, longest first, and who is driven by whom."""

from __future__ import annotations

from collections.abc import Iterable

from conversations.drivers import AgentDrives, Driver, NobodyDrives
from storage import keys
from storage.server import Server


def word(driver: Driver) -> str:
    """Say a driver to the commit script: ``bot``, ``wait:`` and since when, ``agent:`` and who."""
    match driver:
        case NobodyDrives(since):
            return f"wait:{since}"
        case AgentDrives(id):
            return f"agent:{id}"
    return "bot"


class Queues:
    """Reads the queues; the commit script keeps them. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def place(self, since: int) -> int:
        """Return the place in the queue (from 1) of who waits since ``since``."""
        before = f"({since}"
        counts = await self._server.many([("ZCOUNT", home.waiting, "-inf", before) for home in keys.HOMES])
        return 1 + sum(int(count) for count in counts)

    async def waiting(self) -> list[tuple[str, int]]:
        """Return who waits (account, since when), the longest wait first."""
        return await self._by_age([home.waiting for home in keys.HOMES])

    async def requests(self) -> list[tuple[str, int]]:
        """Return which requests wait for a decision (number, made when), the oldest first."""
        return await self._by_age([home.open for home in keys.HOMES])

    async def driver(self, account: str) -> str:
        """Return the id of the agent who drives a chat ("": nobody of the care team does)."""
        found = await self._server.call("HGET", keys.home(account).driven, account)
        return found.decode() if found else ""

    async def driven(self) -> dict[str, str]:
        """Return which chats are driven by which agent (their id)."""
        return driven(await self._server.many([("HGETALL", home.driven) for home in keys.HOMES]))

    async def _by_age(self, names: list[str]) -> list[tuple[str, int]]:
        answers = await self._server.many([("ZRANGE", name, 0, -1, "WITHSCORES") for name in names])
        found = [(member.decode(), int(float(since))) for answer in answers for member, since in scored(answer)]
        return sorted(found, key=lambda one: (one[1], one[0]))


def driven(answers: Iterable[object]) -> dict[str, str]:
    """Read which chats are driven by which agent from what each partition has."""
    return {account.decode(): agent.decode() for answer in answers for account, agent in fields(answer)}


def scored(answer: object) -> list[tuple[bytes, bytes]]:
    """Return the members and scores of a sorted set's range: RESP3 answers pairs, RESP2 a flat list."""
    if not isinstance(answer, list):
        return []
    if answer and isinstance(answer[0], list | tuple):
        return [(member, score) for member, score in answer]
    return list(zip(answer[::2], answer[1::2], strict=True))


def fields(answer: object) -> list[tuple[bytes, bytes]]:
    """Return the fields and values of a hash: RESP3 answers a map, RESP2 a flat list."""
    if isinstance(answer, dict):
        return list(answer.items())
    return scored(answer)
