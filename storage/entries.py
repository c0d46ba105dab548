"""An entry of the outbox as it lies in Redis: id, kind and moment in front, the sealed body behind."""

from __future__ import annotations

import struct
from typing import Any

import msgspec
from msgspec import Struct

from conversations.effects import Effect
from conversations.messages import Erasure, Message
from storage.vault import DataKey

Body = Message | Erasure | Effect
_HEAD = struct.Struct(">16scQH")
MOST_TRIES = 0xFFFF
_encode = msgspec.msgpack.Encoder().encode
_decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Body)


class Entry(Struct, frozen=True, kw_only=True):
    """Something that is to leave, not before ``not_before`` (milliseconds).

    ``kind``: r (a reply), d (a reply of the bot's dialogue, not sent once an agent drives) or e (an effect).
    """

    id: str
    kind: str
    not_before: int
    body: Body


class Queued(Struct, frozen=True, kw_only=True):
    """An entry with the bytes by which it is taken out. ``tries``: how often it was put off."""

    id: str
    not_before: int
    tries: int = 0
    body: Body
    raw: bytes


def pack(key: DataKey, name: str, entry: Entry) -> bytes:
    """Seal an entry for the outbox ``name``."""
    return head(entry.id, entry.kind, entry.not_before) + key.seal(name, _encode(entry.body))


def unpack(key: DataKey, name: str, raw: bytes) -> Queued:
    """Open an entry of the outbox ``name``; raises Tampered."""
    id, _, not_before, tries = _HEAD.unpack_from(raw)
    body = _decoder.decode(key.open(name, raw[_HEAD.size :]))
    return Queued(id=id.decode(), not_before=not_before, tries=tries, body=body, raw=raw)


def postponed(raw: bytes, until: int) -> bytes:
    """Return the entry with another moment, put off once more."""
    id, kind, _, tries = _HEAD.unpack_from(raw)
    return _HEAD.pack(id, kind, until, min(tries + 1, MOST_TRIES)) + raw[_HEAD.size :]


def revived(raw: bytes) -> bytes:
    """Return the entry as if it had never been tried."""
    id, kind, _, _ = _HEAD.unpack_from(raw)
    return _HEAD.pack(id, kind, 0, 0) + raw[_HEAD.size :]


def identity(raw: bytes) -> tuple[str, str]:
    """Return the id and the kind of an entry."""
    id, kind, _, _ = _HEAD.unpack_from(raw)
    return id.decode(), kind.decode()


def head(id: str, kind: str, not_before: int) -> bytes:
    """Return an entry's head; an id has 16 characters."""
    return _HEAD.pack(id.encode(), kind.encode(), not_before, 0)
