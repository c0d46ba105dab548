"""What the witness remembers of a world: turns as they were written, what they queued, each attempt to send it, and the end."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, structs

from conversations.chat import Chat
from handlers.ports import Inbound
from tests.simulation.loop import Process


class Attempt(Struct):
    """One attempt at a reply. ``unsure``: its answer was lost; ``clear``: it is known that nothing arrived."""

    process: Process
    at: float
    unsure: bool = False
    clear: bool = False


class Entry(Struct):
    """One entry of an outbox, as it was committed at ``at`` (seconds): ``place`` is its order in the chat.

    ``lost``: a failover lost the turn that it came with.
    """

    id: str
    account: str
    place: int
    body: Any
    at: float
    kind: str = ""
    arrived: int = 0
    settled: bool = False
    lost: bool = False
    attempts: list[Attempt] = []


class Commit(Struct, frozen=True):
    """One turn as it was written. ``inbound`` is the message behind it, where it was one; ``outcome`` the effect whose
    outcome it was, "" for none. ``decided`` is when it came, by its process's clock: what is in time is so then."""

    at: int
    decided: int
    process: str
    account: str
    member: bytes
    before: Chat
    after: Chat
    entries: tuple[Entry, ...]
    inbound: Inbound | None
    unit: int
    outcome: str = ""


class Result(Struct, frozen=True):
    """What became of a world: broken invariants (none, if all is well), dialogues, and the fingerprint of its history."""

    seed: int
    broken: tuple[str, ...]
    dialogues: int
    ends: dict[str, int]
    fingerprint: str
    history: tuple[str, ...]

    def brief(self) -> Result:
        """Return it without the history."""
        return structs.replace(self, history=())
