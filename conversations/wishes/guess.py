"""The guess: a small linear table over the words and letters of a message, trained beforehand and kept beside this file.

Each feature (a word, two words, three or four letters in a row) leads by its checksum to one row of the table; a row has one weight
for each wish. The weights of a message's rows are added, and a softmax makes shares of the sums. A row is one long integer with a
lane for each wish, so that adding two rows is one addition.
"""

from __future__ import annotations

import itertools
import math
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

ROWS = 2816
ZERO = 128  # the byte that stands for a weight of nothing
LANE = 4  # bytes of a lane: room for 2**24 rows
LONGEST = 200  # characters that are looked at
OTHER = "other"  # the class of the steps' table that is none of the steps' own wishes


def rows(plain: str) -> set[int]:
    """Return the rows to which a plain message leads."""
    return {zlib.crc32(feature.encode()) % ROWS for feature in _features(plain[:LONGEST])}


def _features(plain: str) -> Iterator[str]:
    words = plain.split()
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"
    for word in words:
        edged = f"<{word}>"
        for length in (3, 4):
            for at in range(len(edged) - length + 1):
                yield f"+{edged[at : at + length]}"


class Table:
    """The weights of each row for each wish, as the training wrote them.

    ``data``: one line with the names of the wishes and the scale, then ``ROWS`` rows of a byte for each wish and one row of
    what each wish has by itself.
    """

    def __init__(self, data: bytes) -> None:
        head, _, weights = data.partition(b"\n")
        *self.names, scale = head.decode().split(" ")
        self._scale = float(scale)
        width = len(self.names)
        packed = [_pack(weights[at : at + width]) for at in range(0, len(weights), width)]
        self._rows, self._bias = packed[:ROWS], packed[ROWS]

    def shares(self, plain: str) -> list[tuple[float, str]]:
        """Return the share of each wish, the largest first."""
        found = rows(plain)
        total = self._bias
        for row in found:
            total += self._rows[row]
        zero, width = ZERO * (len(found) + 1), len(self.names)
        lanes = struct.unpack(f"<{width}I", total.to_bytes(width * LANE, "little"))
        scores = [(lane - zero) * self._scale for lane in lanes]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return sorted(((power / whole, name) for power, name in zip(powers, self.names, strict=True)), reverse=True)


def _pack(weights: bytes) -> int:
    lanes = bytearray(len(weights) * LANE)
    lanes[::LANE] = weights
    return int.from_bytes(lanes, "little")


@lru_cache(maxsize=2)
def table(name: str = "anywhere") -> Table:
    """Return the table of the wishes that can be had anywhere, or of those of the steps (``steps``)."""
    return Table(resources.files(__package__).joinpath(f"{name}.bin").read_bytes())
