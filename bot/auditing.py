"""Verifying the audit log against itself and against its witness, a file that remembers how far each chain reached."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from bot.clock import WallClock
from bot.operator import operator
from bot.settings import Settings
from bot.store import open_store
from storage.audit_chain import Broken
from storage.store import Store

WITNESS = "audit.witness"


class End(Struct, frozen=True):
    """How far a chain reached when it was verified."""

    number: int
    link: str


class Verdict(Struct, frozen=True, kw_only=True):
    """What was found: how many chains and items, which chains are broken and why, and whether a witness was there.

    ``unwritten`` says why no new witness could be written ("": it was).
    """

    chains: int
    items: int
    broken: dict[str, str]
    witnessed: bool
    unwritten: str = ""


async def verify(settings: Settings, start: Callable[[int], Callable[[], None]]) -> Verdict:
    """Verify every chain of an installation; ``start`` is told how many items there are and returns who counts them."""
    async with open_store(settings) as store:
        return await verify_in(store, settings.data_dir / WITNESS, start)


async def verify_in(store: Store, witness: Path, start: Callable[[int], Callable[[], None]]) -> Verdict:
    """Verify every chain of an open store; what verified is the next witness, a broken chain keeps its old one."""
    lengths = await store.audit.lengths()
    seen = _read(witness)
    chains = sorted({*lengths, *seen})
    tick = start(sum(lengths.values()))
    ends, broken, items = dict(seen), dict[str, str](), 0
    for chain in chains:
        before = seen.get(chain)
        try:
            check = await store.audit.verify(chain, (before.number, before.link) if before else None, tick)
        except Broken as problem:
            broken[chain] = str(problem)
            continue
        items += lengths.get(chain, 0)
        ends[chain] = End(check.number, check.link.decode())
    unwritten = ""
    try:
        _write(witness, ends)
    except OSError as error:
        unwritten = (error.strerror or type(error).__name__).lower()
    return Verdict(chains=len(chains), items=items, broken=broken, witnessed=bool(seen), unwritten=unwritten)


async def record(settings: Settings, action: str, **details: str) -> None:
    """Record what somebody is about to do by a command."""
    async with open_store(settings) as store:
        await store.audit.record(operator(), action, at=WallClock().now(), details=details)


def _read(file: Path) -> dict[str, End]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, End])
    except FileNotFoundError:
        return {}


def _write(file: Path, ends: dict[str, End]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = file.with_suffix(".coming")
    with open(coming, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as made:
        made.write(msgspec.json.encode(ends))
        made.flush()
        os.fsync(made.fileno())
    coming.replace(file)
