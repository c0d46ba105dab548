"""What could not be sent, however often it was tried: laid aside until somebody has looked at it, for 30 days at most."""

from __future__ import annotations

import secrets

import msgspec
from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.entries import identity, revived, unpack
from storage.errors import Tampered
from storage.server import Server
from storage.vault import Vault

UNSENT_FOR = 30 * 86_400_000  # milliseconds
REVIVE = Script("revive")


class _Aside(Struct, frozen=True, array_like=True):
    account: str
    why: str
    raw: bytes


class Letter(Struct, frozen=True, kw_only=True):
    """One that was given up: its outbox id, the account, what it is (a reply or an effect), why, and when."""

    id: str
    account: str
    what: str
    why: str
    at: int
    member: bytes


_decode = msgspec.msgpack.Decoder(_Aside).decode


def laid_aside(account: str, raw: bytes, why: str) -> bytes:
    """Return an entry as it is kept; its body stays sealed."""
    return msgspec.msgpack.encode(_Aside(account, why, raw))


class Unsent:
    """Lists them, and puts them back. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault

    async def list(self) -> list[Letter]:
        """Return all, oldest first."""
        looks = [("ZRANGE", home.unsent, 0, -1, "WITHSCORES") for home in keys.HOMES]
        found = [_letter(*row) for answer in await self._server.many(looks) for row in _rows(answer)]
        return sorted(found, key=lambda letter: letter.at)

    async def retry(self, letter: Letter, now: int) -> bool:
        """Put one back at the end of its chat's outbox; False when it is there no more, or its chat was erased."""
        home, aside = keys.home(letter.account), _decode(letter.member)
        wrapped = await self._server.call("GET", home.key(letter.account))
        if not self._opens(letter.account, wrapped, aside.raw):
            await self._server.call("ZREM", home.unsent, letter.member)
            return False
        names = [
            home.unsent, home.out(letter.account), home.due, home.sent(letter.account), home.key(letter.account),
            home.done(secrets.token_hex(16)),
        ]  # fmt: skip
        args = [letter.member, revived(aside.raw), letter.account, now, letter.id, wrapped]
        return bool(await self._server.run(REVIVE, names, args))

    def _opens(self, account: str, wrapped: bytes | None, raw: bytes) -> bool:
        """Tell whether the chat's key opens an entry: one of before an erasure would stop the whole outbox."""
        if wrapped is None:
            return False
        home = keys.home(account)
        try:
            unpack(self._vault.known(home.key(account), wrapped), home.out(account), raw)
        except Tampered:
            return False
        return True


def _letter(member: bytes, at: float | bytes) -> Letter:
    aside = _decode(member)
    id, kind = identity(aside.raw)
    what = "effect" if kind == "e" else "reply"
    return Letter(id=id, account=aside.account, what=what, why=aside.why, at=int(float(at)), member=member)


def _rows(answer: list[bytes] | list[list[bytes]]) -> list[tuple[bytes, float | bytes]]:
    # RESP3 answers pairs, RESP2 a flat list.
    if answer and isinstance(answer[0], bytes):
        return [(answer[place], answer[place + 1]) for place in range(0, len(answer), 2)]
    return [(row[0], row[1]) for row in answer]  # type: ignore[misc]
