"""A small JSON door to the stand-in, for tests that run it as a process: act as customers, look at phones."""

from __future__ import annotations

import msgspec
from aiohttp import web
from msgspec import Struct

from handlers.sandbox.control import Order, as_json, look, order, posted
from handlers.sandbox.whatsapp import WhatsAppStandIn
from handlers.sandbox.whatsapp_delivery import WebhookRefused


class Register(Struct, frozen=True):
    """Verify the webhook at this address and deliver there."""

    url: str


class Say(Struct, frozen=True):
    """Send text."""

    chat: str
    text: str


class Tap(Struct, frozen=True):
    """Tap a button or choose a row."""

    chat: str
    message: str
    button: str


class Edit(Struct, frozen=True):
    """Change an own message."""

    chat: str
    message: str
    text: str


class Photo(Struct, frozen=True):
    """Send a photo."""

    chat: str
    caption: str = ""


class Voice(Struct, frozen=True):
    """Send a voice message."""

    chat: str


class Sticker(Struct, frozen=True):
    """Send a sticker."""

    chat: str


class Location(Struct, frozen=True):
    """Send a location."""

    chat: str


class React(Struct, frozen=True):
    """Put an emoji on a message."""

    chat: str
    message: str
    emoji: str


class ChangeNumber(Struct, frozen=True):
    """Have another number from now on."""

    chat: str
    number: str


class Fail(Struct, frozen=True):
    """Let a message of the bot fail after it was taken."""

    message: str
    code: int


Deed = Register | Say | Tap | Edit | Photo | Voice | Sticker | Location | React | ChangeNumber | Fail | Order
_KINDS: dict[str, type[Deed]] = {
    "register": Register, "say": Say, "tap": Tap, "edit": Edit, "photo": Photo, "voice": Voice, "sticker": Sticker,
    "location": Location, "react": React, "change_number": ChangeNumber, "fail": Fail, "trouble": Order,
}  # fmt: skip


def add_control(app: web.Application, stand_in: WhatsAppStandIn) -> None:
    """Add ``POST /control/{deed}``, ``GET /control/phone?chat=&since=`` and ``GET /control/calls``."""

    async def do(request: web.Request) -> web.Response:
        deed: Deed = posted(_KINDS, request.match_info["deed"], await request.read())
        try:
            await carry_out(stand_in, deed)
        except WebhookRefused as refused:
            return web.Response(status=409, text=str(refused))
        except LookupError:
            return web.Response(status=404)  # That message is not there.
        return web.Response(status=204)

    async def phone(request: web.Request) -> web.Response:
        return as_json(await look(stand_in, request.query["chat"], int(request.query.get("since", "-1"))))

    async def calls(request: web.Request) -> web.Response:
        return as_json([(call.method, msgspec.Raw(call.body or b"{}"), call.status) for call in stand_in.calls])

    app.router.add_post("/control/{deed}", do)
    app.router.add_get("/control/phone", phone)
    app.router.add_get("/control/calls", calls)


async def carry_out(stand_in: WhatsAppStandIn, deed: Deed) -> None:
    """Do what was asked as the customer of the chat."""
    match deed:
        case Register(url):
            await stand_in.register(url)
        case Say(chat, text):
            await stand_in.say(chat, text)
        case Tap(chat, message, button):
            await stand_in.tap(chat, message, button)
        case Edit(chat, message, text):
            await stand_in.edit(chat, message, text)
        case Photo(chat, caption):
            await stand_in.photo(chat, caption)
        case Voice(chat):
            await stand_in.voice(chat)
        case Sticker(chat):
            await stand_in.sticker(chat)
        case Location(chat):
            await stand_in.location(chat)
        case React(chat, message, emoji):
            await stand_in.react(chat, message, emoji)
        case ChangeNumber(chat, number):
            await stand_in.change_number(chat, number)
        case Fail(message, code):
            await stand_in.fail(message, code)
        case Order():
            order(stand_in.trouble, deed)
