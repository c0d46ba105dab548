"""What stands around every conversation: the team, its ready answers, its labels, read in one go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from msgspec import Struct

from storage.care import Canned
from storage.staff import Member
from storage.store import Store
from storage.tables import Kept


class Around(Struct, frozen=True):
    """The team by name, its ready answers, and the labels that a conversation may bear."""

    members: tuple[Member, ...]
    ready: tuple[Kept[Canned], ...]
    labels: tuple[str, ...]


async def around_of(store: Store) -> Around:
    """Read it."""
    return Around(*await asyncio.gather(store.staff.all(), store.canned.all(), label_names(store)))


async def label_names(store: Store) -> tuple[str, ...]:
    """Return the labels that a conversation may bear."""
    return tuple(sorted((kept.value.name for kept in await store.labels.all()), key=str.casefold))


def names_of(members: Iterable[Member]) -> dict[str, str]:
    """Return the team's names by id."""
    return {member.id: member.value.name for member in members}
