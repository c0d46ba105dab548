"""What the page's buttons do: small JSON posts, each carried out by a stand-in as if a customer had done it."""

from __future__ import annotations

from typing import Literal

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.phones import Bubble
from handlers.sandbox.stage import Sandbox

LONGEST = 64 * 1024


class Say(Struct, frozen=True, tag="say", tag_field="do", forbid_unknown_fields=True):
    """Send text."""

    channel: str
    text: str


class Tap(Struct, frozen=True, tag="tap", tag_field="do", forbid_unknown_fields=True):
    """Tap a button of a message, or choose a row of its list."""

    channel: str
    message: str
    button: str


class Photo(Struct, frozen=True, tag="photo", tag_field="do", forbid_unknown_fields=True):
    """Send a photo."""

    channel: str
    caption: str = ""


class Voice(Struct, frozen=True, tag="voice", tag_field="do", forbid_unknown_fields=True):
    """Send a voice message."""

    channel: str


class Share(Struct, frozen=True, tag="share", tag_field="do", forbid_unknown_fields=True):
    """Send something that is no text."""

    channel: str
    kind: Literal["sticker", "location", "contact"]


class Forward(Struct, frozen=True, tag="forward", tag_field="do", forbid_unknown_fields=True):
    """Send on what somebody else wrote."""

    channel: str
    text: str


class Edit(Struct, frozen=True, tag="edit", tag_field="do", forbid_unknown_fields=True):
    """Change the text of an own message."""

    channel: str
    message: str
    text: str


class Order(Struct, frozen=True, tag="order", tag_field="do", forbid_unknown_fields=True):
    """Give or withdraw an order for a bad day at ``channel`` (here also "inbox", "registry")."""

    channel: str
    name: str
    on: bool


class Afresh(Struct, frozen=True, tag="afresh", tag_field="do", forbid_unknown_fields=True):
    """Give both phones to a new customer."""


Deed = Say | Tap | Photo | Voice | Share | Forward | Edit | Order | Afresh
_decoder: msgspec.json.Decoder[Deed] = msgspec.json.Decoder(Deed)


def read(body: bytes) -> Deed:
    """Decode one post of the page; raises 400 when it is not one, 413 when it is too long."""
    if len(body) > LONGEST:
        raise web.HTTPRequestEntityTooLarge(LONGEST, len(body))
    try:
        return _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise web.HTTPBadRequest(text=str(error)) from error


async def carry_out(sandbox: Sandbox, deed: Deed) -> None:
    """Do what was asked; raises 404 where there is no such channel, message, button or order."""
    match deed:
        case Afresh():
            await sandbox.start_afresh()
        case Order(channel, name, on):
            _must(channel in sandbox.troubles)
            _must(await sandbox.order(channel, name, on))
        case _:
            _must(deed.channel in sandbox.stand_ins)
            await _as_customer(sandbox, deed)


async def _as_customer(sandbox: Sandbox, deed: Say | Tap | Photo | Voice | Share | Forward | Edit) -> None:
    stand_in, address = sandbox.stand_ins[deed.channel], sandbox.address(deed.channel)
    match deed:
        case Say(_, text):
            await stand_in.say(address, text)
        case Tap(_, message, button):
            _must(any(one.id == button for one in _bubble(sandbox, deed).buttons))
            await stand_in.tap(address, message, button)
        case Photo(_, caption):
            await stand_in.photo(address, caption)
        case Voice():
            await stand_in.voice(address)
        case Share(_, kind):
            await stand_in.share(address, kind)
        case Forward(_, text):
            await stand_in.forward(address, text)
        case Edit(_, message, text):
            bubble = _bubble(sandbox, deed)
            _must(bubble.mine and not bubble.erased)
            await stand_in.edit(address, message, text)


def _bubble(sandbox: Sandbox, deed: Tap | Edit) -> Bubble:
    bubble = sandbox.phone(deed.channel).bubbles.get(deed.message)
    if bubble is None:
        raise web.HTTPNotFound
    return bubble


def _must(there: bool) -> None:
    if not there:
        raise web.HTTPNotFound
