"""The real scripts, run by Lua 5.1 as Redis runs them, on simulated data."""

from __future__ import annotations

import hashlib
import struct
from functools import cache
from typing import Any

import msgspec
from lupa.lua51 import LuaRuntime, lua_type

from storage.connection import Script
from tests.simulation.data import Data, as_bytes

_FORMATS = {b">I8": struct.Struct(">Q"), b">I4": struct.Struct(">I"), b">I2": struct.Struct(">H")}


class Scripts:
    """One Lua, which serves one world at a time."""

    def __init__(self) -> None:
        self._lua: Any = LuaRuntime(encoding=None, unpack_returned_tuples=True)
        self._data: Data | None = None
        world = self._lua.globals()
        world[b"redis"] = self._table({b"call": self._call, b"sha1hex": _sha1})
        world[b"cmsgpack"] = self._table({b"pack": self._pack, b"unpack": self._unpack})
        world[b"struct"] = self._table({b"pack": _struct_pack, b"unpack": _struct_unpack})
        self._made: dict[str, Any] = {}

    def run(self, data: Data, script: Script, keys: list[str], args: list[Any]) -> Any:
        """Run a script on these data and return its answer as a client gets it."""
        self._data = data
        work = self._made.get(script.text)
        if work is None:
            text = b"return function(KEYS, ARGV)\n" + script.text.encode() + b"\nend"
            work = self._made[script.text] = self._lua.execute(text)
        table = self._lua.table_from
        return self._answer(work(table([key.encode() for key in keys]), table([as_bytes(arg) for arg in args])))

    def _call(self, *command: Any) -> Any:
        assert self._data is not None
        answer = self._data.do(*command)
        if answer is None:
            return False
        return (
            self._lua.table_from([False if item is None else item for item in answer])
            if isinstance(answer, list)
            else answer
        )

    def _answer(self, value: Any) -> Any:
        if value is None or value is False:
            return None
        if value is True:
            return 1
        if isinstance(value, float):
            return int(value)
        if lua_type(value) != "table":
            return value
        if (error := value[b"err"]) is not None:
            raise RuntimeError(error.decode())
        return [self._answer(item) for item in _items(value)]

    def _pack(self, value: Any) -> bytes:
        return msgspec.msgpack.encode(_plain(value))

    def _unpack(self, packed: bytes) -> Any:
        return self._tables(msgspec.msgpack.decode(packed))

    def _tables(self, value: Any) -> Any:
        if isinstance(value, list):
            return self._lua.table_from([self._tables(item) for item in value])
        return value.encode() if isinstance(value, str) else value

    def _table(self, given: dict[bytes, Any]) -> Any:
        return self._lua.table_from(given)


@cache
def scripts() -> Scripts:
    """Return the Lua of this process."""
    return Scripts()


def _items(table: Any) -> list[Any]:
    """Return a table's items up to the first nil, as Redis does."""
    found = []
    for place in range(1, len(table) + 1):
        if table[place] is None:
            break
        found.append(table[place])
    return found


def _plain(value: Any) -> Any:
    return [_plain(item) for item in _items(value)] if lua_type(value) == "table" else value


def _sha1(text: bytes) -> bytes:
    return hashlib.sha1(text, usedforsecurity=False).hexdigest().encode()


def _struct_pack(format: bytes, *values: Any) -> bytes:
    return _FORMATS[format].pack(*map(int, values))


def _struct_unpack(format: bytes, packed: bytes) -> tuple[int, int]:
    shape = _FORMATS[format]
    return int(shape.unpack(packed[: shape.size])[0]), shape.size + 1
