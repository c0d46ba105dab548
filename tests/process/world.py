"""A world around a process: stand-ins of the channels, a mail server, SMS, a public address, and one customer."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestServer

from bot.clock import WallClock
from bot.gateways.registry_csv import SAMPLE
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.standin import StandIn
from handlers.sandbox.telegram import TelegramStandIn
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp import WhatsAppStandIn
from storage.embedded import die_with_parent
from tests.dialogues.words import explain, matches
from tests.fakes.smtp import MailServer
from tests.fakes.twilio import Twilio
from tests.insurer import INSURER_WORDS

ROOT = Path(__file__).parents[2]
START = 50.0  # seconds for a process to say where it serves
PATIENCE = 20.0  # seconds for anything to happen: processes start slowly on a busy machine


class Process:
    """``polisbot run`` with these settings, in a folder of its own; ``tree`` has the code."""

    def __init__(self, folder: Path, settings: dict[str, str], processes: int = 1, tree: Path = ROOT) -> None:
        self.folder = folder
        self.tree = tree
        self._more = ["--processes", str(processes)] if processes > 1 else []
        self.output = ""
        self.url = ""
        self._settings = settings

    async def start(self) -> Process:
        """Start it and return when it says where it serves."""
        await self.spawn(sys.executable, "-m", "bot", "run", *self._more)
        await self.served()
        return self

    def environ(self) -> dict[str, str]:
        """Return the settings as a process finds them."""
        named = {f"POLISBOT_{name}": value for name, value in self._settings.items()}
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(self.tree)} | named

    async def spawn(self, *command: str) -> None:
        """Run a command with these settings."""
        self.process = await asyncio.create_subprocess_exec(
            *command,
            cwd=self.folder,
            env=self.environ(),
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=die_with_parent,  # also when the tests are killed
        )
        self._reading = asyncio.ensure_future(self._read())

    async def served(self) -> None:
        """Return when it says where it serves."""
        async with asyncio.timeout(START):
            while not self.url:
                if self._reading.done():
                    raise AssertionError(f"it ended: {self.output}")
                await asyncio.wait({self._reading}, timeout=0.02)

    @property
    def pid(self) -> int:
        """Return its number."""
        return self.process.pid

    def children(self) -> list[int]:
        """Return the processes that serve for it, where it started several (and its Redis)."""
        pid = self.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def memory(self) -> int:
        """Return the bytes that it holds in memory."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize()

    async def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        await self._ended()

    async def stop(self) -> int:
        """End it as an operator does, and return its exit status."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self._ended()

    async def _ended(self) -> int:
        async with asyncio.timeout(PATIENCE):
            status = await self.process.wait()
            await self._reading
        return status

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.output += line.decode()
            if not self.url and (found := re.search(r"http://127\.0\.0\.1:\d+", line.decode())):
                self.url = found.group()


class PublicAddress:
    """The address at which the world finds the installation: it hands every call on to the process of the moment."""

    def __init__(self, session: ClientSession) -> None:
        self.target = ""
        self._session = session
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._hand_on)
        self.server = TestServer(app)

    async def _hand_on(self, request: web.Request) -> web.Response:
        if not self.target:
            return web.Response(status=502)
        try:
            async with self._session.request(
                request.method, self.target + request.path_qs, headers=request.headers, data=await request.read()
            ) as answer:
                return web.Response(status=answer.status, body=await answer.read())
        except (ClientError, OSError):
            return web.Response(status=502)


class World:
    """Everything outside a process. Use as an asynchronous context."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.telegram = TelegramStandIn(Trouble(), WallClock(), first_pause=0.1)
        self.whatsapp = WhatsAppStandIn(Trouble(), WallClock(), first_pause=0.1)
        self._stack = AsyncExitStack()
        self.bot: Process

    async def __aenter__(self) -> World:
        """Open everything but the process."""
        session = await self._stack.enter_async_context(ClientSession())
        self.mail = await self._stack.enter_async_context(MailServer(self.folder))
        self.sms = await self._stack.enter_async_context(Twilio())
        self.apis = {"telegram": TestServer(self.telegram.app), "whatsapp": TestServer(self.whatsapp.app)}
        self.public = PublicAddress(session)
        for server in (*self.apis.values(), self.public.server):
            await server.start_server()
            self._stack.push_async_callback(server.close)
        self._stack.push_async_callback(self.whatsapp.close)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop the process and close everything."""
        self.public.target = ""
        if hasattr(self, "bot"):
            await self.bot.stop()
        await self._stack.aclose()

    def gateways(self) -> dict[str, str]:
        """Return the settings of mail, SMS and registry."""
        return {
            "PORT": "0",
            "DATA_DIR": str(self.folder / "data"),
            "SMTP_URL": self.mail.url,
            "MAIL_FROM": "Gen iClick <otp@example.com>",
            "SMS_URL": self.sms.url,
            "REGISTRY_URL": f"file:{SAMPLE}",
            **INSURER_WORDS,
        }

    def for_telegram(self, webhook: bool) -> dict[str, str]:
        """Return the settings of a bot on Telegram."""
        settings = {"TELEGRAM_TOKEN": self.telegram.token, "TELEGRAM_API_URL": _url(self.apis["telegram"])}
        if webhook:
            settings |= {"PUBLIC_URL": _url(self.public.server), "TELEGRAM_WEBHOOK_SECRET": "a-secret_0"}
        return settings

    def for_whatsapp(self) -> dict[str, str]:
        """Return the settings of a number on WhatsApp."""
        return {
            "WHATSAPP_TOKEN": self.whatsapp.token,
            "WHATSAPP_PHONE_NUMBER_ID": self.whatsapp.phone_number_id,
            "WHATSAPP_APP_SECRET": self.whatsapp.app_secret,
            "WHATSAPP_VERIFY_TOKEN": self.whatsapp.verify_token,
            "WHATSAPP_API_URL": _url(self.apis["whatsapp"]),
        }

    async def run(self, settings: dict[str, str], processes: int = 1) -> Process:
        """Start the process, and let the world find it."""
        self.bot = await Process(self.folder, settings, processes).start()
        self.public.target = self.bot.url
        if "WHATSAPP_TOKEN" in settings:
            await self.whatsapp.register(f"{_url(self.public.server)}/webhooks/whatsapp")
        return self.bot

    def customer(self, channel: str, address: str = "") -> Customer:
        """Return somebody with a phone."""
        stand_in: StandIn = self.telegram if channel == "telegram" else self.whatsapp
        return Customer(stand_in, address or {"telegram": "5550001", "whatsapp": "6281200000001"}[channel])


class Customer:
    """Says, taps, and hears.

    ``crashed``: the reply that was leaving when the process died may come once more, and while the dead process's lease
    lasts, the customer may be asked to wait.
    """

    crashed = False

    def __init__(self, stand_in: StandIn, address: str) -> None:
        self._stand_in = stand_in
        self._address = address
        self._phone: Phone = stand_in.phone(address)
        self._seen: dict[str, str] = {}
        self._before: list[str] = []

    async def says(self, text: str, *keys: str) -> None:
        """Say something and hear exactly these texts of the catalogue."""
        self._heard()
        await self._stand_in.say(self._address, text)
        await self.hears(*keys)

    async def taps(self, choice: str, *keys: str) -> None:
        """Tap a choice of the last message and hear exactly these texts."""
        bubble = [bubble for bubble in self._bots() if bubble.buttons][-1]
        [button] = [button.id for button in bubble.buttons if button.id.endswith(f":{choice}")]
        self._heard()
        await self._stand_in.tap(self._address, bubble.id, button)
        await self.hears(*keys)

    async def hears(self, *keys: str) -> None:
        """Wait until exactly these texts stand on the phone."""
        version = 0
        try:
            async with asyncio.timeout(PATIENCE):
                while keys and not self._heard_all(keys):
                    version = await self._phone.changed(max(version, self._phone.version))
        except TimeoutError:
            said = self.said()
            raise AssertionError(f"wanted {keys}, but it said: {said}\nwhich could be: {explain(said)}") from None

    def said(self) -> str:
        """Return what was said since the customer last acted."""
        return "\n\n".join(self._fresh())

    def _heard_all(self, keys: tuple[str, ...]) -> bool:
        fresh = self._fresh()
        if self.crashed:
            fresh = [text for text in fresh if text not in self._before and not matches(text, ("wait.lookup",))]
        return matches("\n\n".join(fresh), keys)

    def _fresh(self) -> list[str]:
        return [bubble.text for bubble in self._bots() if self._seen.get(bubble.id) != bubble.text]

    def _heard(self) -> None:
        self._before = [bubble.text for bubble in self._bots()]
        self._seen = {bubble.id: bubble.text for bubble in self._bots()}

    def _bots(self) -> list[Bubble]:
        return [bubble for bubble in self._phone.bubbles.values() if not bubble.mine]


def _url(server: TestServer) -> str:
    return f"http://127.0.0.1:{server.port}"


async def polisbot(folder: Path, *arguments: str, status: int = 0) -> str:
    """Run a command in ``folder`` without a setting and return what it printed; it must end with ``status``."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(PATIENCE):
        told, _ = await process.communicate()
    assert process.returncode == status, told.decode()
    return told.decode()
