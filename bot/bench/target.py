"""A process that is measured: started on a processor of its own, its time read from the system's accounts."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bot.bench.town import SECRET
from handlers.ports import Problem

TOKEN = "424242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX"  # of the form that @BotFather gives; the stand-in takes any
START = 30.0  # seconds in which a process must be ready
_TICKS = os.sysconf("SC_CLK_TCK")


class NoMeasure(Problem):
    """This machine, or what was started on it, does not let itself be measured."""


class Target:
    """One process. Use as an asynchronous context; it is ready inside. ``ready_after`` is in seconds."""

    def __init__(self, arguments: list[str], environ: dict[str, str], port: int, folder: Path) -> None:
        self.webhook = f"http://127.0.0.1:{port}/webhooks/telegram"
        self.ready_after = 0.0
        self._arguments = arguments
        self._environ = environ
        self._health = f"http://127.0.0.1:{port}/readyz"
        self._log = folder / "log"
        self._folder = folder
        self._process: asyncio.subprocess.Process

    async def __aenter__(self) -> Target:
        """Start it and wait until it is ready."""
        begun = time.monotonic()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self._arguments, env=self._environ, cwd=self._folder, stdout=log, stderr=log
            )
        os.sched_setaffinity(self._process.pid, {min(os.sched_getaffinity(0))})
        try:
            async with asyncio.timeout(START), ClientSession() as session:
                while True:
                    if await self._answers(session):
                        break
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise NoMeasure(f"{self._arguments[0]} is not ready after {START:.0f} s: see {self._log}") from None
        self.ready_after = time.monotonic() - begun
        return self

    async def __aexit__(self, *_: object) -> None:
        """End it."""
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()

    @property
    def pid(self) -> int:
        """Return its process's number."""
        return self._process.pid

    def spent(self) -> float:
        """Return the seconds of processor that it has used, its system calls included (proc(5))."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    async def _answers(self, session: ClientSession) -> bool:
        if self._process.returncode is not None:
            raise NoMeasure(f"{self._arguments[0]} ended at its start: see {self._log}")
        try:
            async with session.get(self._health) as answer:
                return answer.status == 200
        except ClientError:
            return False


def floor(redis_url: str, api: str, folder: Path) -> Target:
    """Return the floor, not started."""
    port = free_port()
    return Target(["bot.bench.floor", redis_url, api, str(port)], {**_home()}, port, folder)


def product(data: Path, api: str, folder: Path, **more: str) -> Target:
    """Return the product beside the embedded Redis of ``data``, not started: Telegram by webhook, SMS to the stand-in.

    ``more`` are further settings.
    """
    port = free_port()
    gateway = folder / "sms.toml"
    gateway.write_text(_GATEWAY.format(url=f"{api}/sms"), encoding="utf-8")
    settings = {
        "DATA_DIR": str(data),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_API_URL": api,
        "SMTP_URL": "smtp://127.0.0.1:9?tls=none",
        "MAIL_FROM": "Bench <bench@example.com>",
        "SMS_URL": f"generic:{gateway}",
        "REGISTRY_URL": f"file:{folder / 'policies.csv'}",
        "LOG_LEVEL": "warning",
        **_INSURER,
        **more,
    }
    return Target(
        ["bot", "run"], _home() | {f"POLISBOT_{name}": value for name, value in settings.items()}, port, folder
    )


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _home() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(__file__).parents[2])}


_INSURER = {
    "BRAND": "Bench",
    "INSURER": "Bench Life",
    "HELP_PHONE": "15000-00",
    "HELP_EMAIL": "help@example.com",
    "SITE": "example.com",
    "LICENCE": "Bench Life measures.",
    "PRIVACY_URL": "https://example.com/privacy",
}
_GATEWAY = """
name = "bench"
[request]
url = "{url}"
method = "POST"
number = "+62"
[request.json]
to = "{{to}}"
text = "{{text}}"
[answers]
accepted = [200]
refused = [400]
"""
