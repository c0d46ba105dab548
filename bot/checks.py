"""Everything that an installation depends on, asked once: settings, memory, channels, gateways, registry."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from msgspec import structs
from redis.exceptions import NoPermissionError

from bot import redis_health
from bot.channel_names import NotTold, telegram_name, whatsapp_number
from bot.clock import WallClock
from bot.clock_watch import Dates
from bot.findings import Finding, bad, good, warning
from bot.gateway_checks import check_gateways
from bot.http_session import Observe
from bot.machine_checks import check_machine
from bot.settings import Settings
from handlers.ports import Clock
from storage.embedded import find_server, version
from storage.errors import NoServer, StoreDown, Tampered
from storage.store import try_keys


async def check_all(settings: Settings, clock: Clock | None = None) -> list[Finding]:
    """Ask every outside party at the same time and return what was found, in the order of the settings."""
    dates = Dates(clock or WallClock())
    parts = await asyncio.gather(
        _memory(settings),
        _telegram(settings, dates.observe),
        _whatsapp(settings, dates.observe),
        check_gateways(settings, dates.observe),
    )
    asked = (finding for part in parts for finding in part)
    return [*_settings(settings), *check_machine(settings), *asked, *dates.findings()]


def _settings(settings: Settings) -> list[Finding]:
    advice = [warning("Settings", text, "see docs/settings.md") for text in settings.warnings]
    if settings.sandbox:
        says = "no channel is configured: the sandbox runs, with stand-ins of every channel and gateway"
        return [good("Settings", says), *advice]
    return [good("Settings", "complete"), *advice]


async def _memory(settings: Settings) -> list[Finding]:
    if settings.redis_url is not None:
        found = await redis_health.check(settings.redis_url, settings.redis_wait)
        return [*found, *await _keys(settings.redis_url, settings.secret_keys)]
    return [_data_folder(settings.data_dir), await asyncio.to_thread(_embedded)]


async def _keys(url: str, secrets: tuple[str, ...]) -> list[Finding]:
    try:
        opened = await try_keys(url, secrets)
    except Tampered as problem:
        todo = "put back the keys that these data were written with; run would not start"
        return [bad("Secret keys", f"POLISBOT_SECRET_KEYS do not open what Redis holds ({problem})", todo)]
    except StoreDown as down:
        if isinstance(down.__cause__, NoPermissionError):
            todo = "grant it: ~* &* +@all -@dangerous"
            return [bad("Secret keys", "Redis does not let its user read what it holds", todo)]
        return []  # Redis does not answer: told already
    return [good("Secret keys", "open what Redis holds" if opened else "Redis holds nothing sealed yet")]


def _embedded() -> Finding:
    try:
        binary = find_server()
    except NoServer as problem:
        return bad("Redis", "no server to embed", str(problem))
    server = "valkey" if "valkey" in Path(binary).name else "redis"
    judged = redis_health.judge_version(server, ".".join(map(str, version(binary))))
    return structs.replace(judged, says=f"embedded, on a socket that its owner alone may open; {judged.says}")


def _data_folder(folder: Path) -> Finding:
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return bad("Data folder", f"{folder} cannot be written", "mend its owner, or set POLISBOT_DATA_DIR")
    return good("Data folder", f"{folder} can be written")


async def _telegram(settings: Settings, observe: Observe) -> list[Finding]:
    if settings.telegram is None:
        return []
    try:
        name = await telegram_name(settings.telegram, settings.ca_file, observe)
    except NotTold as reason:
        return [_not_told("Telegram", reason)]
    return [good("Telegram", f"@{name}, by {'webhook' if settings.public_url else 'long polling'}")]


async def _whatsapp(settings: Settings, observe: Observe) -> list[Finding]:
    if settings.whatsapp is None:
        return []
    try:
        number = await whatsapp_number(settings.whatsapp, settings.ca_file, observe)
    except NotTold as reason:
        return [_not_told("WhatsApp", reason)]
    return [good("WhatsApp", number)]


def _not_told(party: str, reason: NotTold) -> Finding:
    says, _, todo = str(reason).partition(": ")
    return bad(party, says, todo)
