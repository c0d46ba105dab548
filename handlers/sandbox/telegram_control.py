"""A small JSON door to the stand-in, for tests that run it as a process: act as customers, look at phones."""

from __future__ import annotations

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.control import Order, as_json, look, order, posted
from handlers.sandbox.telegram import TelegramStandIn


class Say(Struct, frozen=True):
    """Send text."""

    chat: int
    text: str
    first_name: str = ""
    language: str = ""


class Tap(Struct, frozen=True):
    """Tap a button."""

    chat: int
    message: str
    button: str


class Edit(Struct, frozen=True):
    """Change an own message."""

    chat: int
    message: str
    text: str


class Photo(Struct, frozen=True):
    """Send a photo."""

    chat: int
    caption: str = ""


class Voice(Struct, frozen=True):
    """Send a voice message."""

    chat: int


class Sticker(Struct, frozen=True):
    """Send a sticker."""

    chat: int


class Group(Struct, frozen=True):
    """Say something in a group."""

    group: int
    chat: int
    text: str


class Block(Struct, frozen=True):
    """Block the bot, or let it in again."""

    chat: int
    blocked: bool = True


Deed = Say | Tap | Edit | Photo | Voice | Sticker | Group | Block | Order
_KINDS: dict[str, type[Deed]] = {
    "say": Say, "tap": Tap, "edit": Edit, "photo": Photo, "voice": Voice, "sticker": Sticker, "group": Group,
    "block": Block, "trouble": Order,
}  # fmt: skip


def add_control(app: web.Application, stand_in: TelegramStandIn) -> None:
    """Add ``POST /control/{deed}``, ``GET /control/phone?chat=&since=`` and ``GET /control/calls``."""

    async def do(request: web.Request) -> web.Response:
        await carry_out(stand_in, posted(_KINDS, request.match_info["deed"], await request.read()))
        return web.Response(status=204)

    async def phone(request: web.Request) -> web.Response:
        shown = await look(stand_in, request.query["chat"], int(request.query.get("since", "-1")))
        return as_json(shown)

    async def calls(request: web.Request) -> web.Response:
        return as_json([(call.method, msgspec.Raw(call.body or b"{}"), call.status) for call in stand_in.calls])

    app.router.add_post("/control/{deed}", do)
    app.router.add_get("/control/phone", phone)
    app.router.add_get("/control/calls", calls)


async def carry_out(stand_in: TelegramStandIn, deed: Deed) -> None:
    """Do what was asked as the customer of the chat."""
    match deed:
        case Say(chat, text, first_name, language):
            await stand_in.say(str(chat), text, first_name=first_name, language=language)
        case Tap(chat, message, button):
            await stand_in.tap(str(chat), message, button)
        case Edit(chat, message, text):
            await stand_in.edit(str(chat), message, text)
        case Photo(chat, caption):
            await stand_in.photo(str(chat), caption)
        case Voice(chat):
            await stand_in.voice(str(chat))
        case Sticker(chat):
            await stand_in.sticker(str(chat))
        case Group(group, chat, text):
            await stand_in.say_in_group(str(group), str(chat), text)
        case Block(chat, blocked):
            await stand_in.block(str(chat), blocked)
        case Order():
            order(stand_in.trouble, deed)
