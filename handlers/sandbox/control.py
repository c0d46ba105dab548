"""What the control doors of both channels' stand-ins share: looking at a phone, ordering trouble, reading what is posted."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.phones import Bubble
from handlers.sandbox.standin import StandIn
from handlers.sandbox.trouble import Trouble

LONGEST_WAIT = 30.0  # seconds that a look may wait for a change
T = TypeVar("T")


class Order(Struct, frozen=True):
    """Order one kind of trouble: a field of `Trouble` and its value."""

    name: str
    value: float


class PhoneShown(Struct, frozen=True):
    """What is on a phone."""

    version: int
    typing: bool
    bubbles: tuple[Bubble, ...]


async def look(stand_in: StandIn, address: str, since: int) -> PhoneShown:
    """Return the phone once it differs from version ``since``, or as it is after 30 s."""
    phone = stand_in.phone(address)
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            await phone.changed(since)
    except TimeoutError:
        pass  # Nothing changed: shown as it is.
    return PhoneShown(phone.version, phone.typing, tuple(phone.bubbles.values()))


def order(trouble: Trouble, given: Order) -> None:
    """Order trouble."""
    kind = type(getattr(trouble, given.name))
    setattr(trouble, given.name, kind(given.value))


def posted(kinds: dict[str, type[T]], name: str, body: bytes) -> T:
    """Decode what was posted under ``name``; raises aiohttp's 404 and 400."""
    if (kind := kinds.get(name)) is None:
        raise web.HTTPNotFound
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise web.HTTPBadRequest(text=str(error)) from None


def as_json(value: object) -> web.Response:
    """Answer with JSON."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")
