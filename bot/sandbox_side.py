"""The sandbox's side of a process: stand-ins for both channels behind real HTTP, and the page with two phones."""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec
from aiohttp import web

from bot.core import Core
from bot.settings import Settings, Templates
from bot.settings import Telegram as TelegramSettings
from bot.settings import WhatsApp as WhatsAppSettings
from conversations.events import AccountChanged
from handlers.ports import Clock
from handlers.sandbox import page
from handlers.sandbox import telegram as telegram_stand_in
from handlers.sandbox import whatsapp as whatsapp_stand_in
from handlers.sandbox.inbox import Inbox
from handlers.sandbox.registry import RegistryTrouble
from handlers.sandbox.stage import Command, Customer, House, Sandbox
from handlers.sandbox.telegram import TelegramStandIn
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp import WhatsAppStandIn

TELEGRAM_PATH = "/stand-in/telegram"
WHATSAPP_PATH = "/stand-in/whatsapp"
VERSION = "v23.0"
FILE = "sandbox_customer.json"


class SandboxSide:
    """Both channels in small. ``url`` is where this process answers."""

    def __init__(self, settings: Settings, clock: Clock, url: str) -> None:
        self._settings = settings
        self._url = url
        self._file = settings.data_dir / FILE
        self.registry = RegistryTrouble()
        self.telegram = TelegramStandIn(Trouble(), clock)
        self.whatsapp = WhatsAppStandIn(Trouble(), clock)
        self.telegram_settings = TelegramSettings(
            token=telegram_stand_in.TOKEN, webhook_secret=secrets.token_urlsafe(24), api_url=url + TELEGRAM_PATH
        )
        self.whatsapp_settings = WhatsAppSettings(
            token=whatsapp_stand_in.TOKEN,
            phone_number_id=whatsapp_stand_in.PHONE_NUMBER_ID,
            app_secret=whatsapp_stand_in.APP_SECRET,
            verify_token=whatsapp_stand_in.VERIFY_TOKEN,
            api_url=url + WHATSAPP_PATH,
            api_version=VERSION,
            templates=Templates(),
        )
        self.stage: Sandbox

    async def mount(self, app: web.Application, inbox: Inbox | None, core: Core) -> None:
        """Add the stand-ins and the page to the server."""
        if inbox is None:
            raise RuntimeError("a sandbox has an inbox")
        insurer = self._settings.insurer
        self.stage = Sandbox(
            house=House(brand=insurer.brand, insurer=insurer.insurer, licence=insurer.licence, zone=insurer.zone.key),
            telegram=self.telegram,
            whatsapp=self.whatsapp,
            inbox=inbox,
            registry=self.registry,
            customer=_customer(self._file),
            release=lambda customer: _release(core, customer),
            newcomer=self._newcomer,
            commands=lambda address: tuple(
                Command(command.command, command.description) for command in self.telegram.commands(address)
            ),
        )
        app.add_subapp(TELEGRAM_PATH, self.telegram.app)
        app.add_subapp(WHATSAPP_PATH, self.whatsapp.app)
        page.routes(app, self.stage)
        app.router.add_get("/", _to_sandbox)

    async def start(self) -> None:
        """Let the WhatsApp stand-in verify the webhook, as Meta does once."""
        await self.whatsapp.register(f"{self._url}/webhooks/whatsapp")

    async def stop(self) -> None:
        """Stop delivering."""
        await self.whatsapp.close()

    async def _newcomer(self) -> Customer:
        self._file.unlink(missing_ok=True)
        return _customer(self._file)


async def _release(core: Core, customer: Customer) -> None:
    """Let go of all links and requests of both chats, as when a phone number is given to somebody else."""
    aliases = core.store.aliases
    accounts = (aliases.telegram(customer.telegram), await aliases.find("wa_id", customer.whatsapp))
    for account in filter(None, accounts):
        await core.turns.tell(account, f"afresh:{secrets.token_hex(8)}", AccountChanged())


def _customer(file: Path) -> Customer:
    """Return who holds the phones, the same person as before a restart."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Customer)
    except FileNotFoundError:
        pass  # Somebody new.
    person = Customer(
        telegram=str(700_000_000 + secrets.randbelow(99_999_999)), whatsapp=f"62840{secrets.randbelow(10**8):08d}"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.encode(person))
    return person


async def _to_sandbox(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/sandbox/")
