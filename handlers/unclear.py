"""What was not understood: found in the transcripts where it stands, and told as training sentences once it is assigned.

Nothing is copied: an assignment names a line of a transcript, and is worth nothing once that is purged or erased.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from msgspec import Struct

from conversations.chat import Chat
from conversations.marks import Name
from conversations.masking import names_in
from conversations.wishes.sentences import sentence
from storage.chats import Line
from storage.store import Store

DAYS = 90  # that are looked through, as long as transcripts are kept
MOST = 1_000  # messages, the newest
TURNS = 200  # of each transcript that are looked through
_DETAILS = ("none", "asked")


class Unclear(Struct, frozen=True):
    """A customer's message that was not understood, or only asked back. ``then``: the customer's next line (None: none)."""

    account: str
    chat: Chat
    line: Line
    then: Line | None

    @property
    def id(self) -> str:
        """Return where it stands: what an assignment names."""
        return f"{self.account}.{self.line.at}"

    @property
    def sentence(self) -> str:
        """Return what may be learned from it."""
        return sentence(self.line.text, names_in(self.chat) | set(self.line.names))


async def find_unclear(store: Store, days: Iterable[date], seconds: float) -> list[Unclear]:
    """Return the newest messages of some days (the latest first) that were not understood; stop after so long."""
    until, found, known = asyncio.get_running_loop().time() + seconds, list[Unclear](), set[str]()
    for day in days:
        for account, marks in (await store.figures.behind(day, Name.UNDERSTOOD)).items():
            if account in known or not any(_bears(mark) for mark in marks):
                continue
            known.add(account)
            found += await _of(store, account, -TURNS)
            if len(found) >= MOST or asyncio.get_running_loop().time() > until:
                return sorted(found, key=lambda one: -one.line.at)[:MOST]
    return sorted(found, key=lambda one: -one.line.at)


async def find_line(store: Store, id: str) -> Unclear | None:
    """Return the message that an id names; None where it stands no more."""
    account, _, at = id.rpartition(".")
    return next((one for one in await _of(store, account, 0) if str(one.line.at) == at), None)


async def training_sentences(store: Store) -> list[str]:
    """Return what was assigned as ``wish<TAB>language<TAB>sentence``; forget assignments whose message stands no more."""
    told: dict[str, None] = {}
    for kept in sorted(await store.assigned.all(), key=lambda kept: kept.value.at)[-MOST:]:
        found = await find_line(store, kept.id)
        if found is None:
            await store.assigned.drop(kept.id, kept.version)
        elif said := found.sentence:
            told[f"{kept.value.wish}\t{found.chat.language}\t{said}"] = None
    return list(told)


async def _of(store: Store, account: str, first: int) -> list[Unclear]:
    loaded, part = await store.chats.part(account, first)
    chat = loaded.chat
    if chat is None:
        return []
    said = [line for line in part.lines if line.who == "customer" and line.at >= chat.since]
    return [
        Unclear(account, chat, line, then)
        for line, then in zip_longest(said, said[1:])
        if line.understood is not None and not line.understood.wish
    ]


def _bears(mark: str) -> bool:
    name, *_, detail = mark.split(":")
    return name == Name.UNDERSTOOD and detail in _DETAILS
