"""Numbers of requests and tickets: short, easy to read aloud, and leading back to the chat's partition."""

from __future__ import annotations

from zlib import crc32

PARTITIONS = 256
KINDS = ("PL", "TK")  # a request's number, a ticket's
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that is mistaken for something else


def partition(account: str) -> int:
    """Return the partition (0 to 255) in which everything of this account lives."""
    return crc32(account.encode()) & (PARTITIONS - 1)


def issue(account: str, fresh: str, kind: str = "PL") -> str:
    """Make a number of an account from fresh hexadecimal digits (12 or more): ``PL-`` and eight characters for a request,
    ``TK-`` for a complaint's ticket.
    """
    number = int(fresh[:12], 16)
    body = "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(6))
    home = partition(account)
    return f"{kind}-{_LETTERS[home >> 5]}{_LETTERS[home & 31]}{body}"


def home(reference: str) -> int | None:
    """Return the partition that a number of a request or a ticket leads to, None when it is none of ours."""
    kind, _, body = reference.partition("-")
    if kind not in KINDS or len(body) != 8 or any(letter not in _LETTERS for letter in body):
        return None
    place = _LETTERS.index(body[0]) * 32 + _LETTERS.index(body[1])
    return place if place < PARTITIONS else None
