"""The outbox of each chat: read and emptied under its lease, found again when whoever drained it died."""

from __future__ import annotations

import asyncio
import re
from enum import IntEnum

from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.entries import Entry, Queued, postponed, unpack
from storage.keys import Home
from storage.server import Server
from storage.unsent import UNSENT_FOR, laid_aside
from storage.vault import Vault

__all__ = ["Entry", "Held", "Outbox", "Queued"]

MOST = 50  # entries a look
KEPT = 3 * 86_400  # seconds in which a channel tells what became of a message
LOOK_AGAIN = 10_000  # milliseconds: as long as a lease
READ, CLAIM, RELEASE = Script("read"), Script("claim"), Script("release")
ACKNOWLEDGE, DELAY = Script("acknowledge"), Script("delay")
MARK, NOTE = Script("mark"), Script("note")


class Held(IntEnum):
    """How a chat is held after an entry was taken out: ``DRIVEN`` is held by us, and an agent drives."""

    LOST = 0
    OURS = 1
    RELEASED = 2
    DRIVEN = 3


_HELD = tuple(Held)


class Delivery(Struct, frozen=True):
    """What became of a message: its state (sent, delivered, read, failed, withheld), when, and the channel's error code."""

    state: str
    at: int
    error: str = ""


_REFERENCE = re.compile(r"[a-z2-7]{16}:[0-9a-z]{1,32}")


class Outbox:
    """Reads, acknowledges, postpones. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault

    async def read(self, account: str, lease: str, now: int) -> tuple[Queued, ...] | None:
        """Return what waits, in order, and renew the lease; None when the lease is lost.

        Where an agent drives, the bot's dialogue is not among it any more: it is noted as withheld.
        """
        home = keys.home(account)
        names = [home.lease(account), home.out(account), home.key(account), home.driven, home.sent(account)]
        names.append(home.live)
        found = await self._server.run(READ, names, [lease, MOST, account, now, keys.HINTS])
        if found is None:
            return None
        wrapped, raws = found
        if not raws:
            return ()
        key = self._vault.known(home.key(account), wrapped)
        return tuple(unpack(key, home.out(account), raw) for raw in raws)

    async def acknowledge(
        self,
        account: str,
        lease: str,
        queued: Queued,
        *,
        message: str,
        state: str,
        at: int,
        release: bool,
        why: str = "",
        error: str = "",
    ) -> Held:
        """Take an entry out because it left (or never will); return how the chat is held afterwards.

        ``why`` lays it among the unsent: somebody must look at it. ``error`` is kept with a failure for the care team.
        """
        home = keys.home(account)
        answer = await self._server.run(
            ACKNOWLEDGE,
            [
                home.lease(account), home.out(account), home.sent(account), home.due, home.driven, home.live, home.unsent,
            ],
            [
                lease, queued.raw, queued.id, state, f"{message} {error}".rstrip(), at, int(release), account, keys.HINTS,
                laid_aside(account, queued.raw, why) if why else b"", at - UNSENT_FOR,
            ],
        )  # fmt: skip
        return _HELD[int(answer)]

    async def claim(self, account: str, lease: str, now: int) -> bool:
        """Take the lease of a chat whose outbox is not empty, if nobody has it."""
        home = keys.home(account)
        names = [home.lease(account), home.out(account), home.due]
        return bool(await self._server.run(CLAIM, names, [lease, account, now + LOOK_AGAIN]))

    async def release(self, account: str, lease: str) -> bool:
        """Put a chat down if its outbox is empty; False: there is more."""
        return await self._release(account, lease, 0, 0)

    async def postpone(self, account: str, lease: str, until: int, read: int) -> bool:
        """Put a chat down until ``until`` (milliseconds since 1970); False: more than the ``read`` entries wait by now.

        As many as one look shows, or more, are not counted: what came in since waits behind them.
        """
        return await self._release(account, lease, until, min(read, MOST))

    async def delay(self, account: str, lease: str, queued: Queued, until: int) -> None:
        """Let one entry wait, in its place."""
        home = keys.home(account)
        args = [lease, queued.raw, postponed(queued.raw, until)]
        await self._server.run(DELAY, [home.lease(account), home.out(account)], args)

    async def mark(self, account: str, id: str, attempt: str) -> bool:
        """Note that an attempt at what costs starts; False: another attempt did before."""
        return bool(await self._server.run(MARK, [keys.home(account).mark(id)], [attempt]))

    async def note(self, reference: str, message: str, state: str, at: int, error: str, now: int) -> None:
        """Record what became of a message (``<account>:<outbox id>``); ranks only rise."""
        if not _REFERENCE.fullmatch(reference):
            return  # None of ours, whoever gave it to the channel: it must not become a key.
        account, _, id = reference.partition(":")
        home = keys.home(account)
        args = [id, state, at, message, error, now, account, keys.HINTS]
        await self._server.run(NOTE, [home.sent(account), home.live], args)

    async def keep(self, account: str, queued: Queued) -> None:
        """Keep a notice for a while beyond its leaving: its channel may tell later that it did not arrive."""
        await self._server.call("SET", keys.home(account).notice(queued.id), queued.raw, "EX", KEPT)

    async def kept(self, account: str, id: str) -> Queued | None:
        """Return a notice that left, None when it is forgotten or erased."""
        home = keys.home(account)
        [wrapped, raw] = await self._server.many([("GET", home.key(account)), ("GET", home.notice(id))])
        if wrapped is None or raw is None:
            return None
        return unpack(self._vault.known(home.key(account), wrapped), home.out(account), raw)

    async def delivery(self, account: str, id: str) -> str:
        """Return what became of a message: sent, delivered, read, failed, or "" when nothing is known."""
        found = await self._server.call("HGET", keys.home(account).sent(account), id)
        return found.decode().partition(" ")[0] if found else ""

    async def deliveries(self, account: str, ids: list[str]) -> dict[str, Delivery]:
        """Return what became of these messages, as far as it is known."""
        if not ids:
            return {}
        found = await self._server.call("HMGET", keys.home(account).sent(account), *ids)
        return {id: _delivery(kept.decode()) for id, kept in zip(ids, found, strict=True) if kept}

    async def due(self, homes: tuple[Home, ...], now: int, most: int) -> list[str]:
        """Return accounts whose outbox wants attention, up to ``most`` of each partition; one that is away has none."""
        return await self._scan([home.due for home in homes], now, most)

    async def timers_due(self, homes: tuple[Home, ...], now: int, most: int) -> list[str]:
        """Return accounts whose next deadline has come, up to ``most`` of each partition."""
        return await self._scan([home.timers for home in homes], now, most)

    async def snooze(self, account: str, now: int) -> None:
        """Look at a chat's deadline a little later, where it would be looked at now."""
        await self._server.call("ZADD", keys.home(account).timers, "XX", "GT", now + LOOK_AGAIN, account)

    async def _release(self, account: str, lease: str, until: int, read: int) -> bool:
        home = keys.home(account)
        names = [home.lease(account), home.out(account), home.due]
        return bool(await self._server.run(RELEASE, names, [lease, account, until, read, MOST]))

    async def _scan(self, names: list[str], now: int, most: int) -> list[str]:
        looks = [self._server.call("ZRANGEBYSCORE", name, "-inf", now, "LIMIT", 0, most) for name in names]
        answers = await asyncio.gather(*looks, return_exceptions=True)
        failures = [answer for answer in answers if isinstance(answer, BaseException)]
        if failures and len(failures) == len(answers):
            raise failures[0]
        return [account.decode() for answer in answers if not isinstance(answer, BaseException) for account in answer]


def _delivery(kept: str) -> Delivery:
    state, at, _, error = (*kept.split(" ", 3), "", "")[:4]
    return Delivery(state, int(at), error)
