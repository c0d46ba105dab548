"""Formats of a chat's state: older ones are led up when they are read, and while the version before may still read, its own
format is written.

A field with a default needs no new format: who does not know it passes it over. A new format is a step in ``STEPS``: how a
state is led up from the format before, and how it is led down again for a version that reads no newer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from conversations.chat import Chat
from storage.errors import StateTooNew

State = dict[str, Any]


class Step(Struct, frozen=True):
    """The way between a format and the next; what cannot be led down stays out, and is asked for again."""

    up: Callable[[State], State]
    down: Callable[[State], State]


STEPS: tuple[Step, ...] = ()
NEWEST = len(STEPS) + 1
_decode = msgspec.msgpack.Decoder(Chat).decode
_encode = msgspec.msgpack.Encoder().encode


class Formats:
    """Reads every format up to the newest and writes ``writes`` (0: the one before the newest, which two versions read)."""

    def __init__(self, writes: int = 0, steps: tuple[Step, ...] = STEPS) -> None:
        self._steps = steps
        self._newest = len(steps) + 1
        self._writes = writes or max(self._newest - 1, 1)

    def read(self, plain: bytes) -> Chat:
        """Return a chat; raises StateTooNew for what a newer version wrote."""
        try:
            chat = _decode(plain)
        except msgspec.ValidationError:
            return self._led_up(plain)
        return chat if chat.format == self._newest else self._led_up(plain)

    def write(self, chat: Chat) -> bytes:
        """Return a chat in the format that is written."""
        if self._writes == self._newest == chat.format:
            return _encode(chat)
        state: State = msgspec.to_builtins(chat, builtin_types=(bytes,))
        for step in reversed(self._steps[self._writes - 1 :]):
            state = step.down(state)
        return _encode({**state, "format": self._writes})

    def _led_up(self, plain: bytes) -> Chat:
        state: State = msgspec.msgpack.decode(plain)
        format = state.get("format", 1)
        if format > self._newest:
            raise StateTooNew(f"the state has format {format}, this version reads up to {self._newest}")
        for step in self._steps[format - 1 :]:
            state = step.up(state)
        try:
            return msgspec.convert({**state, "format": self._newest}, Chat)
        except msgspec.ValidationError:
            raise StateTooNew("the state has what this version does not know") from None
