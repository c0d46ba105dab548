"""The outside parties of a process: mail, SMS and the policy registry, real ones or the sandbox's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from msgspec import Struct

from bot.core import Core
from bot.gateways.callback import decode, verify
from bot.gateways.email import SmtpMailer, parse_smtp
from bot.gateways.registry_csv import SAMPLE, CsvRegistry
from bot.gateways.registry_http import HttpRegistry
from bot.gateways.sms import Texters, parse_sms
from bot.sandbox_side import SandboxSide
from bot.settings import HttpRegistry as HttpRegistrySettings
from bot.settings import Settings
from conversations.references import home
from handlers.callback import RegistryCallback
from handlers.ports import Clock, Mailer, Registry, Texter
from handlers.sandbox.inbox import Inbox
from handlers.sandbox.registry import SwitchedRegistry
from storage.links import Links
from storage.store import Store


class Outside(Struct, frozen=True, kw_only=True):
    """Who is asked outside. ``secret`` signs the registry's callbacks ("": there are none).

    ``policies`` is the registry where it is a file, also under the sandbox's switch.
    """

    registry: Registry
    mailer: Mailer
    texter: Texter | None
    clock: Clock
    inbox: Inbox | None = None
    secret: str = ""
    policies: CsvRegistry | None = None

    def refused(self) -> str:
        """Say why the policies file is not served but the last good reading of it ("": it is, or there is none)."""
        return self.policies.refused if self.policies else ""

    def callback(self, core: Core) -> RegistryCallback | None:
        """Return the way in of the registry's decisions, where it makes any."""
        if not self.secret:
            return None

        async def find(reference: str) -> str | None:
            number = home(reference)
            return None if number is None else await core.store.chats.find(reference, number)

        def signed(timestamp: str, signature: str, body: bytes) -> bool:
            return verify(self.secret, timestamp, signature, body, self.clock.now())

        return RegistryCallback(core.turns, find, signed, decode)


@asynccontextmanager
async def open_outside(
    settings: Settings, store: Store, session: aiohttp.ClientSession, sandbox: SandboxSide | None, clock: Clock
) -> AsyncIterator[Outside]:
    """Open mail, SMS and registry as the settings say."""
    inbox = Inbox(clock) if sandbox else None
    registry, secret = _registry(settings, store, session)
    policies = registry if isinstance(registry, CsvRegistry) else None
    if sandbox:
        registry = SwitchedRegistry(registry, sandbox.registry)
    mailer = None
    if settings.smtp:
        mailer = SmtpMailer(parse_smtp(settings.smtp.url), settings.smtp.mail_from, authorities=settings.ca_file)
    texter: Texter | None = Texters(session, parse_sms(settings.sms), settings.sms_numbers) if settings.sms else inbox
    speaks = mailer or inbox
    if speaks is None:
        raise RuntimeError("settings without a mail server and without a sandbox are refused before this")
    try:
        yield Outside(
            registry=registry, mailer=speaks, texter=texter, clock=clock, inbox=inbox, secret=secret, policies=policies
        )
    finally:
        if mailer:
            await mailer.close()


def _registry(settings: Settings, store: Store, session: aiohttp.ClientSession) -> tuple[Registry, str]:
    chosen = settings.registry
    if isinstance(chosen, HttpRegistrySettings):
        return HttpRegistry(session, chosen.url, chosen.token, settings.sms_numbers), chosen.callback_secret
    links = Links(store.together)
    folder = settings.data_dir if chosen.path else None  # the sample that ships is never damaged
    most, numbers = settings.limits.policy_accounts, settings.sms_numbers
    return CsvRegistry(chosen.path or SAMPLE, links, most, numbers, folder), ""
