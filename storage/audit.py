"""The audit log: staff actions in one chain, customers' security events in one a partition; appended, never changed.

A customer's event is appended by the script that commits its turn; a member of the staff acts after ``record`` has
returned. ``storage.audit_chain`` says how the chains hold.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import AsyncIterator, Callable

from msgspec import Struct

from storage import keys
from storage.audit_chain import ANCHOR, PURGED, Broken, Check, Item, Record, front, opened, sealed
from storage.connection import Script
from storage.server import Server
from storage.vault import Vault

__all__ = ["CHAINS", "Audit", "Item", "Record"]

CHAINS = (keys.AUDIT, *(home.audit for home in keys.HOMES))
APPEND = Script("append")
TRIM = Script("trim_audit")
AT_ONCE = 500  # items a read


class Anchored(Struct, frozen=True):
    """How many chains were signed, and how many end with something that is none of ours."""

    signed: int
    broken: int


class Audit:
    """Appends and reads. Raises StoreDown: what cannot be recorded must not be done."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault
        self._keys = vault.purpose("audit")

    async def record(
        self,
        actor: str,
        action: str,
        subject: str = "",
        reason: str = "",
        *,
        at: int,
        details: dict[str, str] | None = None,
    ) -> int:
        """Record what a member of the staff is about to do (``staff:NAME``, ``command:USER``); return its number.

        ``subject`` is an account, a request number or a name of the staff, never a customer's name or number.
        """
        record = Record(
            id=fresh(), at=at, actor=actor, action=action, subject=subject, reason=reason, details=details or {}
        )
        return await self._append(keys.AUDIT, record)

    async def record_event(
        self, account: str, actor: str, action: str, *, at: int, details: dict[str, str] | None = None
    ) -> int:
        """Record a customer's security event that belongs to no turn."""
        record = Record(id=fresh(), at=at, actor=actor, action=action, subject=account, details=details or {})
        return await self._append(keys.home(account).audit, record)

    def sealed(self, account: str, record: Record) -> bytes:
        """Return a customer's security event as the commit's script appends it."""
        return sealed(self._keys, keys.home(account).audit, record)

    def hide(self, text: str) -> str:
        """Seal a text that may name a customer, to be a record's detail: it stays sealed where a record is exported."""
        return base64.b64encode(self._keys.seal("detail", text.encode())).decode()

    def open(self, hidden: str) -> str:
        """Return a text that ``hide`` sealed; raises Tampered."""
        return self._keys.open("detail", base64.b64decode(hidden)).decode()

    def policy(self, scope: str) -> str:
        """Return the name by which one policy is known in the log: its blind index."""
        return self._vault.blind("audit policy", scope)

    async def staff(self, most: int, before: int = 0) -> tuple[Item, ...]:
        """Return the newest staff actions, newest first: at most ``most`` of those numbered under ``before`` (0: all).

        Raises Broken where one does not open.
        """
        return tuple([_whole(one) for one in await self.staff_as_found(most, before)])

    async def staff_as_found(self, most: int, before: int = 0) -> tuple[Item | Broken, ...]:
        """Return the same, with what is wrong in the place of an item that does not open."""
        first, length = await self._server.many([("LINDEX", keys.AUDIT, 0), ("LLEN", keys.AUDIT)])
        front = int.from_bytes(first[:8], "big") if first else 1
        end = min(before - front, length) if before else length
        if end <= 0:
            return ()
        start = max(end - most, 0)
        raws = await self._server.call("LRANGE", keys.AUDIT, start, end - 1)
        found = [self._found(raw, front + start + place) for place, raw in enumerate(raws)]
        return tuple(reversed(found))

    async def events(self, account: str) -> tuple[Item, ...]:
        """Return the security events of one account, oldest first."""
        found = self.read(keys.home(account).audit)
        return tuple([item async for item in found if item.record.subject == account])

    async def read(self, chain: str) -> AsyncIterator[Item]:
        """Read a chain's records from its beginning; raises Broken where one does not open."""
        async for raw in self.items(chain):
            yield opened(self._keys, chain, raw)

    async def items(self, chain: str) -> AsyncIterator[bytes]:
        """Read a chain from its beginning, also while it grows."""
        start = 0
        while raws := await self._server.call("LRANGE", chain, start, start + AT_ONCE - 1):
            for raw in raws:
                yield raw
            start += len(raws)

    async def lengths(self) -> dict[str, int]:
        """Return how many items each chain has; chains without any are left out."""
        found = await self._server.many([("LLEN", chain) for chain in CHAINS])
        return {chain: length for chain, length in zip(CHAINS, found, strict=True) if length}

    async def verify(self, chain: str, witness: tuple[int, str] | None, tick: Callable[[], None]) -> Check:
        """Follow a chain to its end; raises Broken with the first item that is not as it was written.

        ``witness`` is the number and link that the chain had earlier: what was cut off since then shows against it.
        ``tick`` is called for each item.
        """
        while True:
            first = await self._server.call("LINDEX", chain, 0)
            try:
                return await self._follow(chain, witness, tick)
            except Broken:
                # A purge in the middle moves the items: then it is read again.
                if await self._server.call("LINDEX", chain, 0) == first:
                    raise

    async def anchor(self, at: int) -> Anchored:
        """Sign the end of every chain that grew since its last anchor; an end that is none of ours is only counted."""
        ends = await self._server.many([("LINDEX", chain, -1) for chain in CHAINS])
        signed = broken = 0
        for chain, end in zip(CHAINS, ends, strict=True):
            try:
                item = opened(self._keys, chain, end) if end is not None else None
            except Broken:
                broken += 1
                continue
            if item and item.record.action not in (ANCHOR, PURGED):
                details = {"number": str(item.number), "link": item.link.decode()}
                await self._append(chain, Record(id=fresh(), at=at, actor="system", action=ANCHOR, details=details))
                signed += 1
        return Anchored(signed, broken)

    async def purge(self, chain: str, before: int, at: int) -> int:
        """Take out what is older than ``before`` (milliseconds since 1970) and leave a signed anchor; return how many went.

        Raises Broken where an item does not open: such a chain is evidence and stays as it is.
        """
        old: list[bytes] = []
        anchors = 0
        async for raw in self.items(chain):
            record = opened(self._keys, chain, raw).record
            if record.at >= before and record.action != PURGED:
                break
            anchors += record.action == PURGED
            old.append(raw)
        if len(old) == anchors:
            return 0
        record = Record(id=fresh(), at=at, actor="system", action=PURGED, details={"before": str(before)})
        anchor = front(self._keys, chain, old[-1], record)
        done = await self._server.run(TRIM, [chain], [len(old), old[-1], anchor])
        return len(old) - anchors if done else 0

    async def _follow(self, chain: str, witness: tuple[int, str] | None, tick: Callable[[], None]) -> Check:
        check = Check(self._keys, chain)
        async for raw in self.items(chain):
            check.follow(raw)
            tick()
        if witness:
            check.agree(*witness)
        return check

    async def _append(self, chain: str, record: Record) -> int:
        done = keys.appended(chain, record.id)
        return int(await self._server.run(APPEND, [chain, done], [sealed(self._keys, chain, record)]))

    def _found(self, raw: bytes, number: int) -> Item | Broken:
        """Read an item, or say what is wrong with the one that stands at this number's place."""
        try:
            return opened(self._keys, keys.AUDIT, raw)
        except Broken as broken:
            return Broken(number, broken.why)


def _whole(found: Item | Broken) -> Item:
    if isinstance(found, Broken):
        raise found
    return found


def fresh() -> str:
    """Return an id for a record."""
    return secrets.token_hex(8)
