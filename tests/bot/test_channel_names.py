"""Asking the channels who we are."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channel_names import NotTold, telegram_name, whatsapp_number
from bot.clock import WallClock
from bot.clock_watch import Dates
from bot.settings import Telegram, Templates, WhatsApp

TOKEN = "123456789:AAExampleExampleExampleExampleExam"


@pytest.fixture
async def api() -> AsyncIterator[str]:
    """A stand-in of both APIs on loopback."""
    app = web.Application()
    app.router.add_get(f"/bot{TOKEN}/getMe", _me)
    app.router.add_get("/v23.0/1000001", _number)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_telegram_tells_the_name(api: str) -> None:
    """getMe's username is the bot's name."""
    assert await telegram_name(Telegram(token=TOKEN, webhook_secret="", api_url=api)) == "contoh_bot"


async def test_the_answers_tell_the_time(api: str) -> None:
    """By their Date, which the check compares with our clock."""
    dates = Dates(WallClock())
    await telegram_name(Telegram(token=TOKEN, webhook_secret="", api_url=api), observe=dates.observe)
    await whatsapp_number(_whatsapp(api), observe=dates.observe)
    assert [(finding.level, finding.party) for finding in dates.findings()] == [("good", "Clock")]


async def test_whatsapp_tells_the_number(api: str) -> None:
    """The number comes as Meta shows it."""
    assert await whatsapp_number(_whatsapp(api)) == "+62 840-0000-0001"


async def test_a_refusal_names_the_setting_and_no_secret(api: str) -> None:
    """A wrong token is told by its setting; the token is not in the words."""
    wrong = TOKEN.replace("A", "B")
    with pytest.raises(NotTold, match=re.escape("refuses us (404): see that POLISBOT_TELEGRAM_TOKEN")) as raised:
        await telegram_name(Telegram(token=wrong, webhook_secret="", api_url=api))
    assert wrong not in str(raised.value)
    with pytest.raises(NotTold, match="POLISBOT_WHATSAPP_TOKEN"):
        await whatsapp_number(_whatsapp(api, token="another-token-here"))


@pytest.mark.parametrize(
    ("status", "code", "setting"),
    [(401, 190, "TOKEN"), (400, 100, "PHONE_NUMBER_ID"), (400, 2635, "API_VERSION"), (403, 10, "TOKEN")],
)
async def test_metas_error_says_which_setting_is_wrong(status: int, code: int, setting: str) -> None:
    """A number that is not there and a version that has ended are no fault of the token."""

    async def refuse(request: web.Request) -> web.Response:
        return web.json_response({"error": {"message": "(#0) no", "code": code}}, status=status)

    app = web.Application()
    app.router.add_get("/{path:.*}", refuse)
    async with TestServer(app) as server:
        with pytest.raises(NotTold, match=f"see that POLISBOT_WHATSAPP_{setting} is right"):
            await whatsapp_number(_whatsapp(f"http://127.0.0.1:{server.port}"))


async def test_an_api_that_is_not_there_is_told() -> None:
    """A refused connection is a sentence, not a traceback."""
    with pytest.raises(NotTold, match="does not answer"):
        await telegram_name(Telegram(token=TOKEN, webhook_secret="", api_url="http://127.0.0.1:9"))


async def test_an_answer_that_is_none_is_told(api: str) -> None:
    """Another service at the address is noticed."""
    with pytest.raises(NotTold, match="not documented"):
        await whatsapp_number(_whatsapp(api, token="odd-odd-odd-odd-odd"))


def _whatsapp(api: str, token: str = "EAAexampleexampleexample") -> WhatsApp:
    return WhatsApp(
        token=token,
        phone_number_id="1000001",
        app_secret="",
        verify_token="",
        api_url=api,
        api_version="v23.0",
        templates=Templates(),
    )


async def _me(_request: web.Request) -> web.Response:
    return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "username": "contoh_bot"}})


async def _number(request: web.Request) -> web.Response:
    if request.headers["Authorization"] == "Bearer odd-odd-odd-odd-odd":
        return web.Response(text="<html>hello</html>")
    if request.headers["Authorization"] != "Bearer EAAexampleexampleexample":
        return web.json_response({"error": {"code": 190}}, status=401)
    assert request.query["fields"] == "display_phone_number"
    return web.json_response({"display_phone_number": "+62 840-0000-0001", "id": "1000001"})
