"""The care team's own tables: each one hash, each record sealed under its id and changed only as it was read."""

from __future__ import annotations

import struct
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.queues import fields
from storage.server import Server
from storage.vault import Vault

T = TypeVar("T")
PUT = Script("put")
_VERSION = struct.Struct(">Q")
_encode = msgspec.msgpack.Encoder().encode


class Kept(Struct, Generic[T], frozen=True):
    """A record as it was read: ``version`` is raised by every change (0: there is none yet)."""

    id: str
    version: int
    value: T


class Table(Generic[T]):
    """Reads and puts the records of one kind. Raises StoreDown.

    Made for hundreds of records, not for customers: a list reads them all.
    """

    def __init__(self, server: Server, vault: Vault, name: str, kind: type[T]) -> None:
        self._server = server
        self._seal = vault.purpose("staff")
        self._key = keys.table(name)
        self._decoder = msgspec.msgpack.Decoder(kind)

    async def get(self, id: str) -> Kept[T] | None:
        """Return a record."""
        raw = await self._server.call("HGET", self._key, id)
        return self._read(id, raw) if raw else None

    async def all(self) -> tuple[Kept[T], ...]:
        """Return every record, in no order."""
        found = await self._server.call("HGETALL", self._key)
        return tuple(self._read(id.decode(), raw) for id, raw in fields(found) if raw)

    async def put(self, id: str, version: int, value: T) -> bool:
        """Put a record; False, and nothing changed, where it is not at ``version`` any more."""
        return await self._put(id, version, self._seal.seal(self._name(id), _encode(value)))

    async def drop(self, id: str, version: int) -> bool:
        """Take a record out; False, and nothing changed, where it is not at ``version`` any more."""
        return await self._put(id, version, b"")

    async def _put(self, id: str, version: int, sealed: bytes) -> bool:
        return bool(await self._server.run(PUT, [self._key], [id, version, sealed]))

    def _read(self, id: str, raw: bytes) -> Kept[T]:
        (version,) = _VERSION.unpack_from(raw)
        return Kept(id, version, self._decoder.decode(self._seal.open(self._name(id), raw[_VERSION.size :])))

    def _name(self, id: str) -> str:
        return f"{self._key}\0{id}"
