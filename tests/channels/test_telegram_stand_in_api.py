"""The stand-in's Bot API: documented limits and errors, shapes that python-telegram-bot reads, trouble when ordered."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from aiohttp import FormData, web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from conversations.messages import Message
from handlers.channels.telegram import Telegram
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_request import SessionRequest
from handlers.sandbox.standin import StandIn
from handlers.sandbox.telegram import TelegramStandIn
from handlers.sandbox.trouble import Trouble
from tests.channels.telegram_world import CHAT, Time, call, serve, telegram

LONG = "a" * 4097
KEYS = {"inline_keyboard": [[{"text": "A", "callback_data": "x" * 65}]]}
EMPTY_KEY = {"inline_keyboard": [[{"text": "A", "callback_data": ""}]]}


@pytest.mark.parametrize(
    "method, fields, status, words",
    [
        ("sendMessage", {"text": "a"}, 400, "chat_id is empty"),
        ("sendMessage", {"chat_id": 5001}, 400, "text is empty"),
        ("sendMessage", {"chat_id": 5001, "text": " \n"}, 400, "text is empty"),
        ("sendMessage", {"chat_id": 5001, "text": LONG}, 400, "too long"),
        ("sendMessage", {"chat_id": 5002, "text": "a"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": 5001, "text": "a", "reply_markup": KEYS}, 400, "BUTTON_DATA_INVALID"),
        ("sendMessage", {"chat_id": 5001, "text": "a", "reply_markup": EMPTY_KEY}, 400, "BUTTON_DATA_INVALID"),
        ("editMessageText", {"chat_id": 5001, "message_id": 7, "text": "a"}, 400, "message to edit not found"),
        ("editMessageReplyMarkup", {"chat_id": 5001, "message_id": 7}, 400, "message to edit not found"),
        ("deleteMessage", {"chat_id": 5001, "message_id": 7}, 400, "message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "7"}, 400, "query is too old"),
        ("answerCallbackQuery", {"callback_query_id": "7", "text": "a" * 201}, 400, "TOO_LONG"),
        ("sendChatAction", {"chat_id": 5001, "action": "dancing"}, 400, "wrong parameter action"),
        ("setMyCommands", {"commands": [{"command": "Menu", "description": "a"}]}, 400, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "menu", "description": ""}]}, 400, "DESCRIPTION_INVALID"),
        ("setMyDescription", {"description": "a" * 513}, 400, "too long"),
        ("setMyShortDescription", {"short_description": "a" * 121}, 400, "too long"),
        ("setWebhook", {"url": "ftp://a"}, 400, "HTTPS"),
        ("setWebhook", {"url": "https://a", "secret_token": "a b"}, 400, "unallowed"),
        ("setWebhook", {"url": "https://a", "max_connections": 101}, 400, "max_connections"),
        ("sendMessage", {"chat_id": "@name", "text": "a"}, 400, "can't parse"),
        ("sendNothing", {}, 404, "Not Found"),
    ],
)
async def test_documented_limits_are_kept(method: str, fields: dict[str, Any], status: int, words: str) -> None:
    """What Telegram refuses is refused, in JSON and as a form, in Telegram's shape."""
    async with telegram() as world:
        world.stand_in.phone(CHAT)
        url = f"{world.url}/bot{world.stand_in.token}/{method}"
        plain = {key: value if isinstance(value, str) else json.dumps(value) for key, value in fields.items()}
        multipart = FormData(plain)
        multipart.add_field("nothing", b"", filename="x")
        for data in ({"json": fields}, {"data": plain}, {"data": multipart}):
            async with world.session.post(url, **data) as response:
                answer = await response.json()
                assert response.status == status
                assert (answer["ok"], answer["error_code"]) == (False, status)
                assert words in answer["description"]


async def test_a_wrong_token_is_unauthorized() -> None:
    """Only the bot's own token opens its methods."""
    async with telegram() as world, world.session.get(f"{world.url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"


async def test_python_telegram_bot_reads_every_answer() -> None:
    """The library, which knows Telegram's shapes, finds what it expects."""
    async with telegram() as world:
        request = SessionRequest(world.session)
        bot = Bot(world.stand_in.token, f"{world.url}/bot", request=request, get_updates_request=request)
        await world.stand_in.say(CHAT, "/start", first_name="Sari")
        await world.stand_in.photo(CHAT, "lihat")
        for kind in ("sticker", "location", "contact"):
            await world.stand_in.share(CHAT, kind)
        await world.stand_in.forward(CHAT, "00012345")
        await world.stand_in.voice(CHAT)
        await world.stand_in.say_in_group("-7", CHAT, "halo")
        await world.stand_in.block(CHAT)
        await world.stand_in.block(CHAT, blocked=False)
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="n:a")]])
        said = await bot.send_message(5001, "Pilih", reply_markup=keys)
        await world.stand_in.tap(CHAT, str(said.message_id), "n:a")
        updates = await bot.get_updates()
        assert [update.message.text for update in updates[:1] if update.message] == ["/start"]
        assert {update.message.chat.type for update in updates if update.message} == {"private", "group"}
        tap = updates[-1].callback_query
        assert tap is not None
        assert tap.data == "n:a"
        assert await tap.answer()
        changed = await bot.edit_message_text("Dipilih", chat_id=5001, message_id=said.message_id)
        assert not isinstance(changed, bool)
        assert (changed.text, changed.reply_markup) == ("Dipilih", None)
        assert await bot.edit_message_reply_markup(5001, said.message_id, reply_markup=keys)
        assert await bot.delete_message(5001, said.message_id)
        assert await bot.set_my_commands([("menu", "Menu")], language_code="id")
        assert [command.command for command in await bot.get_my_commands(language_code="id")] == ["menu"]
        assert (await bot.get_webhook_info()).url == ""


async def test_it_works_below_a_path_of_another_application() -> None:
    """The sandbox mounts it: the bot's API URL then ends in that path."""
    stand_in = TelegramStandIn(Trouble(), Time())
    app = web.Application()
    app.add_subapp("/stand-in/telegram", stand_in.app)
    stand_in.phone(CHAT)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        api = TelegramApi(session, stand_in.token, f"{url}/stand-in/telegram/")
        await Telegram(api).send(CHAT, Message(id="m", text="halo"), "r")
    assert [bubble.text for bubble in stand_in.phone(CHAT).bubbles.values()] == ["halo"]


async def test_ids_of_an_earlier_run_never_come_again() -> None:
    """A stand-in that starts anew counts on from the time, so that a bot that remembers takes its updates."""
    clock = Time()
    first = TelegramStandIn(Trouble(), clock)
    await first.tap(CHAT, "40", "n:a")
    clock.at += 60_000
    second = TelegramStandIn(Trouble(), clock)
    await second.tap(CHAT, "40", "n:a")
    assert int(first.taps[0]) < int(second.taps[0])


def test_it_is_what_the_page_asks_for() -> None:
    """The sandbox's page and its phones take it as it is."""
    stand_in: StandIn = TelegramStandIn(Trouble(), Time())
    assert stand_in.phone(CHAT) is stand_in.phones[CHAT]


async def test_orders_are_carried_out_and_counted_down() -> None:
    """Flood, failure, a lost answer and a block meet sends in this order, and pass."""
    async with telegram() as world:
        world.stand_in.phone(CHAT)
        world.trouble.flood = 1
        world.trouble.retry_after = 9
        world.trouble.fail = 1
        flooded = await call(world, "sendMessage", chat_id=5001, text="a")
        assert flooded[0] == 429
        assert flooded[1]["parameters"] == {"retry_after": 9}
        assert (await call(world, "sendMessage", chat_id=5001, text="a"))[0] == 500
        assert (await call(world, "sendMessage", chat_id=5001, text="a"))[0] == 200
        world.trouble.blocked = True
        assert (await call(world, "sendMessage", chat_id=5001, text="a"))[0] == 403
        assert (await call(world, "sendChatAction", chat_id=5001, action="typing"))[0] == 200
        assert (world.trouble.flood, world.trouble.fail) == (0, 0)
