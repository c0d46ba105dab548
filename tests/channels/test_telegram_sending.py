"""Telegram's way out, against the stand-in: messages, buttons, edits, erasures, and every way in which it can fail."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from aiohttp import web
from msgspec import Struct

from conversations.messages import Button, Message
from handlers.channels.telegram import Telegram, keyboard
from handlers.channels.telegram_api import TelegramApi
from handlers.ports import ChatUnreachable, Fault, NotSent, Problem, SendLater, SendUnsure
from tests.channels.telegram_world import CHAT, OTHER, World, serve, telegram

TOKEN = "123456789:token-that-nobody-may-see"


class Line(Struct):
    """The channel, and the world behind it in which one customer has written."""

    channel: Telegram
    world: World

    def shown(self) -> list[str]:
        """Return what the customer's phone shows of the bot."""
        return [bubble.text for bubble in self.world.stand_in.phone(CHAT).bubbles.values() if not bubble.mine]


@pytest_asyncio.fixture
async def telegram_line() -> AsyncIterator[Line]:
    """Connect the channel with the stand-in, where the customer's chat is known."""
    async with telegram(attempt=2) as world:
        world.stand_in.phone(CHAT)
        yield Line(Telegram(world.api), world)


def message(text: str = "Selamat datang", *buttons: Button, edits: str = "") -> Message:
    """Return a message."""
    return Message(id="m1", text=text, buttons=buttons, edits=edits)


async def test_a_message_arrives_as_plain_text_with_its_buttons(telegram_line: Line) -> None:
    """Text is sent as it is, without markup or previews, and the message's id comes back."""
    buttons = (Button("9f:a", "Hubungkan Polis"), Button("9f:b", "Ubah Data"))
    sent = await telegram_line.channel.send(CHAT, message("*Pilih* <b> https://example.org", *buttons), "r1")
    bubble = telegram_line.world.stand_in.phone(CHAT).bubbles[sent]
    assert bubble.text == "*Pilih* <b> https://example.org"
    assert bubble.buttons == buttons
    [call] = telegram_line.world.stand_in.calls
    assert call.fields == {
        "chat_id": 5001,
        "text": "*Pilih* <b> https://example.org",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "Hubungkan Polis", "callback_data": "9f:a"},
                    {"text": "Ubah Data", "callback_data": "9f:b"},
                ]
            ]
        },
    }


def test_two_short_buttons_share_a_row() -> None:
    """Short neighbours stand side by side, long ones alone."""
    labels = ["Ya", "Tidak", "Kirim Ulang ke Email", "Bantuan", "Menu", "Batal"]
    found = keyboard(tuple(Button(f"n:{label}", label) for label in labels))
    assert found is not None
    rows = [[key.text for key in row] for row in found.inline_keyboard]
    assert rows == [["Ya", "Tidak"], ["Kirim Ulang ke Email"], ["Bantuan", "Menu"], ["Batal"]]
    assert keyboard(()) is None


async def test_an_edit_changes_the_message_in_place(telegram_line: Line) -> None:
    """The text changes, the buttons go, and the id stays."""
    first = await telegram_line.channel.send(CHAT, message("Pilih", Button("n:a", "A")), "r1")
    assert await telegram_line.channel.send(CHAT, message("Dipilih: A", edits=first), "r2") == first
    bubble = telegram_line.world.stand_in.phone(CHAT).bubbles[first]
    assert (bubble.text, bubble.buttons, bubble.edited) == ("Dipilih: A", (), True)


async def test_an_edit_that_changes_nothing_is_a_success(telegram_line: Line) -> None:
    """ "Message is not modified" is what we wanted."""
    first = await telegram_line.channel.send(CHAT, message("Pilih"), "r1")
    assert await telegram_line.channel.send(CHAT, message("Pilih", edits=first), "r2") == first
    assert [call.status for call in telegram_line.world.stand_in.calls] == [200, 400]


async def test_a_message_that_is_gone_is_sent_anew(telegram_line: Line) -> None:
    """What cannot be edited is said again below."""
    sent = await telegram_line.channel.send(CHAT, message("Pilih", edits="41"), "r1")
    assert sent != "41"
    assert telegram_line.shown() == ["Pilih"]


async def test_the_customers_message_is_deleted_and_a_second_time_is_a_success(telegram_line: Line) -> None:
    """A typed code goes; one that is gone already is as good."""
    await telegram_line.world.stand_in.say(CHAT, "123456")
    [bubble] = telegram_line.world.stand_in.phone(CHAT).bubbles.values()
    await telegram_line.channel.erase(CHAT, bubble.id)
    await telegram_line.channel.erase(CHAT, bubble.id)
    erased = telegram_line.world.stand_in.phone(CHAT).bubbles[bubble.id]
    assert (erased.erased, erased.text) == (True, "")


async def test_typing_is_shown_until_the_next_message(telegram_line: Line) -> None:
    """The sign comes and ends with what is said."""
    await telegram_line.channel.typing(CHAT, "")
    assert telegram_line.world.stand_in.phone(CHAT).typing
    await telegram_line.channel.send(CHAT, message(), "r1")
    assert not telegram_line.world.stand_in.phone(CHAT).typing


async def test_typing_never_raises(telegram_line: Line) -> None:
    """A sign is only a sign, to a stranger too."""
    await telegram_line.channel.typing(OTHER, "")
    [call] = telegram_line.world.stand_in.calls
    assert (call.method, call.status) == ("sendChatAction", 400)


async def test_a_flood_makes_this_chat_wait_as_long_as_telegram_says(telegram_line: Line) -> None:
    """429 becomes SendLater with its seconds, for sends, edits and deletions."""
    telegram_line.world.trouble.flood = 3
    telegram_line.world.trouble.retry_after = 7
    for attempt in (
        telegram_line.channel.send(CHAT, message(), "r1"),
        telegram_line.channel.send(CHAT, message(edits="4"), "r1"),
        telegram_line.channel.erase(CHAT, "4"),
    ):
        with pytest.raises(SendLater) as raised:
            await attempt
        assert raised.value.seconds == 7
    assert telegram_line.shown() == []


async def test_a_blocked_bot_cannot_reach_the_chat(telegram_line: Line) -> None:
    """403 by a block, and a chat that is not there, are told as unreachable."""
    await telegram_line.world.stand_in.block(CHAT)
    for address in (CHAT, OTHER):
        with pytest.raises(ChatUnreachable):
            await telegram_line.channel.send(address, message(), "r1")


async def test_a_clear_refusal_is_final(telegram_line: Line) -> None:
    """A message that breaks Telegram's limits will not go out however often it is tried."""
    with pytest.raises(NotSent, match="too long"):
        await telegram_line.channel.send(CHAT, message("a" * 4097), "r1")
    with pytest.raises(NotSent):
        await telegram_line.channel.send(CHAT, message("a", Button("n" * 65, "A")), "r1")


async def test_a_server_error_is_tried_later(telegram_line: Line) -> None:
    """A 500 sent nothing."""
    telegram_line.world.trouble.fail = 1
    with pytest.raises(SendLater):
        await telegram_line.channel.send(CHAT, message(), "r1")
    assert telegram_line.shown() == []


@pytest.mark.parametrize(
    ("status", "body", "problem", "fault"),
    [
        (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}', SendLater, Fault("401", refuses=True)),
        (404, b'{"ok":false,"error_code":404,"description":"Not Found"}', SendLater, Fault("404", refuses=True)),
        (403, b"<html>a proxy's page</html>", SendLater, Fault("403", refuses=True)),
        (407, b"<html>a proxy's page</html>", SendLater, Fault("407", refuses=True)),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden: no"}', NotSent, Fault("403", refuses=True)),
        (500, b'{"ok":false,"error_code":500,"description":"Internal"}', SendLater, Fault("500 Internal")),
        (502, b"<html>a proxy's page</html>", SendLater, Fault("502 unreadable answer")),
        (200, b"<html>a login page</html>", SendUnsure, Fault("unreadable answer")),
        (429, b'{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":3}}', SendLater, None),
        (403, b'{"ok":false,"error_code":403,"description":"bot was blocked by the user"}', ChatUnreachable, None),
        (400, b'{"ok":false,"error_code":400,"description":"message text is empty"}', NotSent, None),
    ],
)
async def test_whose_fault_a_failure_is(status: int, body: bytes, problem: type[Problem], fault: Fault | None) -> None:
    """What says something against Telegram, our token or a proxy is told apart from what one chat or message did."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        with pytest.raises(Problem) as raised:
            await Telegram(TelegramApi(session, TOKEN, url)).send(CHAT, message(), "r1")
    assert type(raised.value) is problem
    assert raised.value.fault == fault


async def test_a_lost_answer_is_unsure(telegram_line: Line) -> None:
    """The message is on the phone, but nobody told us."""
    telegram_line.world.trouble.lose = 1
    with pytest.raises(SendUnsure):
        await telegram_line.channel.send(CHAT, message("Selamat"), "r1")
    assert telegram_line.shown() == ["Selamat"]


async def test_no_answer_in_time_is_unsure() -> None:
    """Who does not answer may have sent it."""
    async with telegram(attempt=0.2) as world:
        world.stand_in.phone(CHAT)
        world.trouble.delay = 30
        with pytest.raises(SendUnsure):
            await Telegram(world.api).send(CHAT, message(), "r1")


async def test_no_connection_is_tried_later() -> None:
    """A refused connection sent nothing."""
    async with serve(web.Application()) as url:
        pass
    async with aiohttp.ClientSession() as session:
        with pytest.raises(SendLater):
            await Telegram(TelegramApi(session, TOKEN, url)).send(CHAT, message(), "r1")


@pytest.mark.parametrize(
    "status, body, problem",
    [
        (200, b"<html>", SendUnsure),
        (200, b'{"ok":true,"result":true}', SendUnsure),
        (502, b"<html>bad gateway</html>", SendLater),
        (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}', SendLater),
        (404, b'{"ok":false,"error_code":404,"description":"Not Found"}', SendLater),
        (429, b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5"}', SendLater),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}', ChatUnreachable),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden: no rights"}', NotSent),
        (400, b'{"ok":false,"error_code":400,"description":"Bad Request: something new"}', NotSent),
        (302, b"", NotSent),
    ],
)
async def test_every_answer_has_a_meaning(status: int, body: bytes, problem: type[Problem]) -> None:
    """Each answer says: never, later, nobody there, or unsure."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers={"Location": "/elsewhere"} if status == 302 else {})

    app = web.Application()
    app.router.add_post("/{tail:.*}", answer)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        with pytest.raises(problem):
            await Telegram(TelegramApi(session, TOKEN, url)).send(CHAT, message(), "r1")


async def test_one_chats_flood_does_not_stop_another(telegram_line: Line) -> None:
    """The channel keeps no state: the next chat's message goes at once."""
    telegram_line.world.stand_in.phone(OTHER)
    telegram_line.world.trouble.flood = 1
    with pytest.raises(SendLater):
        await telegram_line.channel.send(CHAT, message(), "r1")
    assert await telegram_line.channel.send(OTHER, message(), "r2")


async def test_there_are_no_templates(telegram_line: Line) -> None:
    """A notice that cannot be sent goes by email."""
    with pytest.raises(NotSent, match="no templates"):
        await telegram_line.channel.notify(CHAT, message(), "r1")


async def test_the_token_is_in_no_error_and_no_log(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused, cut, too late or rejected: whatever is told about it lacks the token."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []

    async def silence(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async def cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def reject(request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)

    async def redirect(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.path)

    for handler in (silence, cut, reject, redirect, None):
        app = web.Application()
        if handler is not None:
            app.router.add_post("/{tail:.*}", handler)
        async with serve(app) as url, aiohttp.ClientSession() as session:
            channel = Telegram(TelegramApi(session, TOKEN, url if handler else "http://127.0.0.1:9", 0.2))
            await channel.typing(CHAT, "")
            for attempt in (channel.send(CHAT, message(), "r1"), channel.erase(CHAT, "4")):
                with pytest.raises(Problem) as raised:
                    await attempt
                told += [repr(raised.value), *traceback.format_exception(raised.value)]
    assert TOKEN not in "".join([*told, caplog.text, *capsys.readouterr()])
    assert len(told) > 10


async def test_a_call_is_small() -> None:
    """What is sent is what is needed: a plain message has three fields."""
    async with telegram() as world:
        world.stand_in.phone(CHAT)
        await Telegram(world.api).send(CHAT, message("Halo"), "r1")
        [call] = world.stand_in.calls
        assert msgspec.json.decode(call.body) == {
            "chat_id": 5001,
            "text": "Halo",
            "link_preview_options": {"is_disabled": True},
        }
