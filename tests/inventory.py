"""The inventory of docs/data.md, read as what it promises: each key's name, type, and whether Redis ends it by itself."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from storage.connection import Together

PAGE = Path(__file__).parents[1] / "docs" / "data.md"
_ROW = re.compile(
    r"^\| `([^`]+)` \| (string|hash|list|zset|set|stream) \|[^|]+\|[^|]+\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)


class Row(Struct, frozen=True):
    """One kind of key."""

    pattern: re.Pattern[str]
    type: str
    expires: bool


def rows() -> list[Row]:
    """Read the table."""
    found = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [Row(_pattern(name), type, ends.startswith("expires:")) for name, type, ends, _ in found]


def row_of(name: str) -> Row | None:
    """Return the row of a key."""
    return next((row for row in rows() if row.pattern.fullmatch(name)), None)


async def strangers(together: Together) -> list[str]:
    """Return what in this Redis is not as the inventory says."""
    client, found = together.client, list[str]()
    async for key in client.scan_iter("*"):
        name = key.decode()
        row, type, left = row_of(name), _word(await client.type(key)), await client.ttl(key)
        if type == "none":
            continue  # It ended while we looked.
        if row is None:
            found.append(f"{name} is in no row")
        elif type != row.type or (left > 0) != row.expires:
            found.append(f"{name} is a {type} with {left} s left")
    return found


def _word(given: bytes | str) -> str:
    return given.decode() if isinstance(given, bytes) else given


def _pattern(name: str) -> re.Pattern[str]:
    parts = re.split(r"(<[a-z]+>|NNN)", name)
    return re.compile(
        "".join({"NNN": r"\d{3}"}.get(part, r"[^:]+" if part.startswith("<") else re.escape(part)) for part in parts)
    )
