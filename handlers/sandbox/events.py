"""The page's one stream (Server-Sent Events): each part whole whenever it changed, so that nothing can be missed."""

from __future__ import annotations

import asyncio

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.badday import given
from handlers.sandbox.inbox import Received
from handlers.sandbox.phones import Bubble
from handlers.sandbox.stage import CHANNELS, Command, Sandbox

HEARTBEAT = 15.0
SHOWN = 200
_encoder = msgspec.json.Encoder()


class PhoneShown(Struct, frozen=True):
    """A phone as the page draws it: the last 200 bubbles."""

    channel: str
    address: str
    version: int
    typing: bool
    bubbles: tuple[Bubble, ...]
    commands: tuple[Command, ...]


class InboxShown(Struct, frozen=True):
    """The inbox as the page draws it."""

    version: int
    received: tuple[Received, ...]


class OrdersShown(Struct, frozen=True):
    """The orders that hold at each place."""

    telegram: tuple[str, ...]
    whatsapp: tuple[str, ...]
    inbox: tuple[str, ...]
    registry: tuple[str, ...]


class Seen(Struct):
    """The versions that one stream has sent; -1: none yet."""

    stage: int = -1
    inbox: int = -1
    telegram: int = -1
    whatsapp: int = -1
    orders: bytes = b""


async def stream(sandbox: Sandbox, response: web.StreamResponse, heartbeat: float = HEARTBEAT) -> None:
    """Write all parts, then each that changed, and a beat after ``heartbeat`` seconds of silence; end at closing."""
    await response.write(b"retry: 1000\n\n")
    seen = Seen()
    while not sandbox.closing:
        if news := b"".join(_news(sandbox, seen)):
            await response.write(news)
        if not await _wait(sandbox, seen, heartbeat):
            await response.write(b"event: beat\ndata: {}\n\n")


def phone_shown(sandbox: Sandbox, channel: str) -> PhoneShown:
    """Return the customer's phone on ``channel`` as the page draws it."""
    phone = sandbox.phone(channel)
    commands = sandbox.commands(phone.address) if channel == "telegram" else ()
    bubbles = tuple(phone.bubbles.values())[-SHOWN:]
    return PhoneShown(channel, phone.address, phone.version, phone.typing, bubbles, commands)


def _news(sandbox: Sandbox, seen: Seen) -> list[bytes]:
    events = []
    anew = sandbox.version > seen.stage
    seen.stage = sandbox.version
    for channel in CHANNELS:
        version = sandbox.phone(channel).version
        if anew or version > getattr(seen, channel):
            setattr(seen, channel, version)
            events.append(_event("phone", phone_shown(sandbox, channel)))
    if sandbox.inbox.version > seen.inbox:
        seen.inbox = sandbox.inbox.version
        events.append(_event("inbox", InboxShown(seen.inbox, sandbox.inbox.received)))
    orders = _event("orders", _orders(sandbox))
    if orders != seen.orders:
        seen.orders = orders
        events.append(orders)
    return events


def _orders(sandbox: Sandbox) -> OrdersShown:
    return OrdersShown(**{place: given(trouble, place) for place, trouble in sandbox.troubles.items()})


def _event(name: str, shown: Struct) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), _encoder.encode(shown))


async def _wait(sandbox: Sandbox, seen: Seen, seconds: float) -> bool:
    waits = {
        asyncio.ensure_future(sandbox.changed(seen.stage)),
        asyncio.ensure_future(sandbox.inbox.changed(seen.inbox)),
        *(asyncio.ensure_future(sandbox.phone(channel).changed(getattr(seen, channel))) for channel in CHANNELS),
    }
    try:
        done, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
