"""The form of an audit chain: what an item is, what links it to the one before, and how a chain is checked.

An item is its number (8 bytes), its link (40 hexadecimal digits) and a record: an HMAC-SHA256 and the sealed body.

Who may write to Redis but has no key cannot make or change a record: the signature is made by a process, with a key that
Redis never sees. The link must be made by the script, since only it knows the chain's end; a key must not go there (Redis
6.2 writes a script's arguments to its file), so the link is a plain SHA-1 of the link before, the number and the record.
SHA-1's known weakness, collisions of texts that the attacker composes, is out of reach: every byte that is hashed is
either sealed and signed or follows from what is. A plain link can be computed by anybody, so somebody could take signed
records out, or put them in another order, and link the rest anew: against that stand the anchors. An anchor is a record
that signs the number and link of an item before it; the sweep adds one to every chain that grew, at most ten minutes
later. And what is cut off at the very end shows against the witness, a file outside Redis that keeps each chain's last
verified number and link.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

import msgspec
from msgspec import Struct

from storage.errors import StorageProblem, Tampered
from storage.vault import Purpose

NOTHING = b"0" * 40
ANCHOR = "anchor"
PURGED = "purged"
SKEW = 86_400_000  # milliseconds by which clocks of processes may differ without suspicion
_HEAD = struct.Struct(">Q40s")
_MAC = 32
_encode = msgspec.msgpack.Encoder().encode


class Broken(StorageProblem):
    """A chain does not verify: ``number`` is the first item that is not as it was written."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"item {number}: {why}")
        self.number = number
        self.why = why


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that somebody did. ``actor`` is ``customer``, ``system``, ``staff:NAME`` or ``command:USER``.

    ``subject`` is an account, a request number, a member of the staff; ``policy`` is a blind index. ``reason`` is what a
    member of the staff gave; ``details`` are words and numbers of ours.
    """

    id: str
    at: int
    actor: str
    action: str
    subject: str = ""
    reason: str = ""
    policy: str = ""
    details: dict[str, str] = {}


class Item(Struct, frozen=True):
    """A record in its place."""

    number: int
    link: bytes
    record: Record


_records = msgspec.msgpack.Decoder(Record)


def sealed(keys: Purpose, chain: str, record: Record) -> bytes:
    """Return a record as the script appends it to ``chain``."""
    body = keys.seal(chain, _encode(record))
    return keys.sign(chain, body) + body


def opened(keys: Purpose, chain: str, raw: bytes) -> Item:
    """Read an item; raises Broken when its record is not one of ours, or of another chain."""
    number, link, mac, body = _parts(raw, 0)
    anchored = hmac.compare_digest(mac, keys.sign(chain, raw[: _HEAD.size] + body))
    if not anchored and not hmac.compare_digest(mac, keys.sign(chain, body)):
        raise Broken(number, "the record's signature is wrong")
    try:
        return Item(number, link, _records.decode(keys.open(chain, body)))
    except (Tampered, msgspec.DecodeError):
        raise Broken(number, "the record does not open") from None


def front(keys: Purpose, chain: str, last: bytes, record: Record) -> bytes:
    """Return the anchor that takes the place of everything up to the item ``last``: it signs its number and link."""
    head, body = last[: _HEAD.size], keys.seal(chain, _encode(record))
    return head + keys.sign(chain, head + body) + body


class Check:
    """Follows a chain from its beginning, item by item."""

    def __init__(self, keys: Purpose, chain: str) -> None:
        self._keys = keys
        self._chain = chain
        self._ids: set[str] = set()
        self._links: dict[int, bytes] = {}
        self._oldest = 0
        self.number = 0
        self.link = NOTHING

    def follow(self, raw: bytes) -> Record:
        """Take the next item; raises Broken."""
        number, link, mac, body = _parts(raw, self.number + 1)
        item = opened(self._keys, self._chain, raw)
        starts = not self._links and hmac.compare_digest(mac, self._keys.sign(self._chain, raw[: _HEAD.size] + body))
        if not starts:
            self._join(number, link, mac + body)
        if item.record.id in self._ids or item.record.at < self._oldest:
            raise Broken(number, "the record was in the chain before")
        self.number, self.link = number, link
        self._ids.add(item.record.id)
        self._links[number] = link
        self._heed(item)
        return item.record

    def agree(self, number: int, link: str) -> None:
        """Compare the chain, followed to its end, with what it was earlier; raises Broken."""
        if self.number < number:
            raise Broken(self.number + 1, f"it is cut off: the witness saw {number} items")
        if self._links.get(number, link.encode()) != link.encode():
            raise Broken(number, "it is not what the witness saw")

    def _join(self, number: int, link: bytes, record: bytes) -> None:
        if number != self.number + 1:
            raise Broken(self.number + 1, f"it is missing: item {number} follows item {self.number}")
        place = struct.pack(">Q", number)
        if link != hashlib.sha1(self.link + place + record, usedforsecurity=False).hexdigest().encode():
            raise Broken(number, "it is not linked to the item before")

    def _heed(self, item: Item) -> None:
        details = item.record.details
        if item.record.action == PURGED:
            self._oldest = int(details["before"]) - SKEW
        if item.record.action != ANCHOR:
            return
        number = int(details["number"])
        known = self._links.get(number)
        if number >= item.number or (known is not None and known != details["link"].encode()):
            raise Broken(number, f"it is not what the anchor at item {item.number} signed")


def _parts(raw: bytes, expected: int) -> tuple[int, bytes, bytes, bytes]:
    if len(raw) <= _HEAD.size + _MAC:
        raise Broken(expected, "it is too short")
    number, link = _HEAD.unpack_from(raw)
    return number, link, raw[_HEAD.size : _HEAD.size + _MAC], raw[_HEAD.size + _MAC :]
