"""What is told to Telegram once, through python-telegram-bot on our own session."""

from __future__ import annotations

import logging

import aiohttp
import pytest
from aiohttp import web

from handlers.channels.telegram_errors import TelegramDown, TelegramRefused
from handlers.channels.telegram_setup import Me, TelegramSetup, Wording
from handlers.channels.telegram_updates import ALLOWED_UPDATES
from handlers.sandbox.telegram_shapes import Command
from tests.channels.telegram_world import CHAT, OTHER, SECRET, World, serve, telegram

TOKEN = "123456789:token-that-nobody-may-see"
WORDING = {
    "id": Wording(commands=(("start", "Mulai"), ("menu", "Buka menu utama")), description="Halo", short="Polis"),
    "en": Wording(commands=(("start", "Start"), ("menu", "Open the main menu")), description="Hello", short="Policy"),
}
INDONESIAN = (Command(command="start", description="Mulai"), Command(command="menu", description="Buka menu utama"))
ENGLISH = (Command(command="start", description="Start"), Command(command="menu", description="Open the main menu"))


def setup(world: World, token: str = "") -> TelegramSetup:
    """Build the set-up of the stand-in's bot."""
    return TelegramSetup(world.session, token or world.stand_in.token, WORDING, "id", world.url)


async def test_the_bot_knows_itself() -> None:
    """The bot's name makes its link."""
    async with telegram() as world:
        assert await setup(world).me() == Me(123456789, "polis_sandbox_bot", "https://t.me/polis_sandbox_bot")


async def test_the_webhook_is_set_with_its_secret_and_kinds() -> None:
    """Telegram is told where, with which secret and for which kinds of updates; later it may be given up."""
    async with telegram() as world:
        await setup(world).use_webhook("https://bot.example.org/", SECRET)
        [call] = world.stand_in.calls
        assert call.fields["url"] == "https://bot.example.org/webhooks/telegram"
        assert call.fields["secret_token"] == SECRET
        assert tuple(call.fields["allowed_updates"]) == ALLOWED_UPDATES
        assert 1 <= int(call.fields["max_connections"]) <= 100
        await setup(world).use_polling()
        assert world.stand_in.calls[-1].method == "deleteWebhook"


async def test_commands_descriptions_and_menu_button_are_set_in_each_language() -> None:
    """Who has no language of ours sees the installation's."""
    async with telegram() as world:
        await setup(world).introduce()
        profile = world.stand_in.profile
        assert profile.commands == {
            ("default", 0, ""): INDONESIAN,
            ("default", 0, "id"): INDONESIAN,
            ("default", 0, "en"): ENGLISH,
        }
        assert profile.descriptions == {"": "Halo", "id": "Halo", "en": "Hello"}
        assert profile.short_descriptions == {"": "Polis", "id": "Polis", "en": "Policy"}
        assert profile.menu_button == "commands"


async def test_a_chat_that_switches_sees_its_own_commands() -> None:
    """A chat's scope is stronger than the language of its app; other chats keep theirs."""
    async with telegram() as world:
        await world.stand_in.say(CHAT, "halo", language="id")
        await setup(world).introduce()
        assert world.stand_in.commands(CHAT) == INDONESIAN
        await setup(world).commands_for(CHAT, "en")
        assert world.stand_in.commands(CHAT) == ENGLISH
        assert world.stand_in.commands(OTHER) == INDONESIAN


async def test_a_wrong_token_is_refused_without_being_told(caplog: pytest.LogCaptureFixture) -> None:
    """The operator hears that Telegram refuses; the token is in no error and no log."""
    caplog.set_level(logging.DEBUG)
    async with telegram() as world:
        for call in (setup(world, TOKEN).me(), setup(world, TOKEN).use_webhook("https://a.example.org", SECRET)):
            with pytest.raises(TelegramRefused) as raised:
                await call
            assert TOKEN not in repr(raised.value)
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text


async def test_a_refused_setting_is_told() -> None:
    """What Telegram does not accept is the installation's mistake."""
    async with telegram() as world:
        with pytest.raises(TelegramRefused, match="unallowed"):
            await setup(world).use_webhook("https://a.example.org", "not allowed!")


@pytest.mark.parametrize("status", [429, 500, None])
async def test_telegram_away_is_down(status: int | None) -> None:
    """A flood, a server error, no connection: to be tried again."""

    async def answer(request: web.Request) -> web.Response:
        told = {"ok": False, "error_code": status, "description": "?", "parameters": {"retry_after": 3}}
        return web.json_response(told, status=status or 200)

    app = web.Application()
    app.router.add_post("/{tail:.*}", answer)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        origin = url if status else "http://127.0.0.1:9"
        with pytest.raises(TelegramDown) as raised:
            await TelegramSetup(session, TOKEN, WORDING, "id", origin).me()
    assert TOKEN not in repr(raised.value)
