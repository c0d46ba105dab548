"""Behind a forward proxy: every outgoing HTTP call goes by it, and webhooks reach nothing inside through it either."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channel_names import NotTold, telegram_name, whatsapp_number
from bot.gateways.registry_http import HttpRegistry
from bot.gateways.sms import Texters, parse_sms
from bot.gateways.webhooks import WebhookPoster
from bot.http_session import open_session
from bot.settings import Telegram as TelegramSettings
from bot.settings import Templates
from bot.settings import WhatsApp as WhatsAppSettings
from conversations.effects import LookUp
from conversations.messages import Message, Text
from handlers.channels.telegram import Telegram
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_setup import TelegramSetup
from handlers.channels.whatsapp import WhatsApp
from handlers.ports import NotSent, Problem, SendUnsure
from storage.care import Hook

TOKEN = "123456789:AAExampleExampleExampleExampleExam"
MESSAGE = Message(id="m1", text="Halo")


class Proxy:
    """A forward proxy that keeps the first line of every request, and lets nothing through."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Refuse."""
        head = await reader.readuntil(b"\r\n\r\n")
        self.lines.append(head.partition(b" HTTP/")[0].decode())
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()


@pytest.fixture
async def proxy(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Proxy]:
    """Run one and name it in the environment, as an operator does."""
    made = Proxy()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.port = server.sockets[0].getsockname()[1]
        for name in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.delenv(name.lower(), raising=False)
            monkeypatch.setenv(name, f"http://localhost:{made.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("NO_PROXY", "inside.example")
        yield made


async def _telegram(session: ClientSession, folder: Path) -> None:
    await Telegram(TelegramApi(session, TOKEN)).send("5001", MESSAGE, "r1")


async def _setup(session: ClientSession, folder: Path) -> None:
    await TelegramSetup(session, TOKEN, {}, "id", "https://api.telegram.org").me()


async def _name(session: ClientSession, folder: Path) -> None:
    await telegram_name(TelegramSettings(token=TOKEN, webhook_secret="", api_url="https://api.telegram.org"))


async def _whatsapp(session: ClientSession, folder: Path) -> None:
    await WhatsApp(session, "token", "1000001", "https://graph.facebook.com", "v23.0", {}).send("628", MESSAGE, "r1")


async def _number(session: ClientSession, folder: Path) -> None:
    given = WhatsAppSettings(
        token="token", phone_number_id="1000001", app_secret="", verify_token="", templates=Templates(),
        api_url="https://graph.facebook.com", api_version="v23.0",
    )  # fmt: skip
    await whatsapp_number(given)


async def _registry(session: ClientSession, folder: Path) -> None:
    nobody = LookUp(id="e1", type="individu", policy="00000000", participant="", born=date(1990, 1, 1))
    async with asyncio.timeout(1):
        await HttpRegistry(session, "https://core.example", "token").look_up(nobody)


async def _twilio(session: ClientSession, folder: Path) -> None:
    await Texters(session, parse_sms(["twilio://SID:TOKEN@api.twilio.com?from=NAME"])).text(
        Text(to="+6281234567890", text="x")
    )


async def _generic(session: ClientSession, folder: Path) -> None:
    described = folder / "sms.toml"
    described.write_text(
        'name="x"\n[request]\nurl="http://sms.example/send"\n[request.json]\nto="{to}"\ntext="{text}"\n'
    )
    await Texters(session, parse_sms([f"generic:{described}"])).text(Text(to="+6281234567890", text="x"))


async def _webhook(session: ClientSession, folder: Path) -> None:
    poster = WebhookPoster(private=False)
    try:
        await poster.post(hook("https://crm.invalid/news"), b"{}", 0)
    finally:
        await poster.close()


def hook(url: str) -> Hook:
    """Return a webhook there."""
    return Hook(url=url, secret="s", events=(), added=0)


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (_telegram, "CONNECT api.telegram.org:443"),
        (_setup, "CONNECT api.telegram.org:443"),
        (_name, "CONNECT api.telegram.org:443"),
        (_whatsapp, "CONNECT graph.facebook.com:443"),
        (_number, "CONNECT graph.facebook.com:443"),
        (_registry, "CONNECT core.example:443"),
        (_twilio, "CONNECT api.twilio.com:443"),
        (_generic, "POST http://sms.example/send"),
        (_webhook, "CONNECT crm.invalid:443"),
    ],
)
async def test_every_call_goes_by_the_proxy(
    call: Callable[[ClientSession, Path], Awaitable[None]], line: str, proxy: Proxy, tmp_path: Path
) -> None:
    """Of every party that is asked by HTTP, by names that only the proxy can resolve."""
    async with open_session(None) as session:
        with pytest.raises((Problem, NotTold, TimeoutError)):
            await call(session, tmp_path)
    assert set(proxy.lines) == {line}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "[::1]", "169.254.169.254", "10.0.0.7"])
async def test_a_webhook_reaches_nothing_inside_through_the_proxy(host: str, proxy: Proxy) -> None:
    """Nor the proxy itself: what is inside is refused before it is asked."""
    poster = WebhookPoster(private=False)
    for port in ("", f":{proxy.port}"):
        with pytest.raises(NotSent, match="not public"):
            await poster.post(hook(f"https://{host}{port}/"), b"{}", 0)
    await poster.close()
    assert proxy.lines == []


async def test_a_webhook_that_goes_by_no_proxy_is_looked_at_when_it_is_connected(proxy: Proxy) -> None:
    """NO_PROXY leads straight there: its name is resolved here."""
    poster = WebhookPoster(private=False)
    with pytest.raises(SendUnsure):
        await poster.post(hook("https://inside.example/"), b"{}", 0)
    await poster.close()
    assert proxy.lines == []
