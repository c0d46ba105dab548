"""The settings as values: frozen, checked, and silent about themselves."""

from __future__ import annotations

from datetime import date
from email.headerregistry import Address as Mailbox
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.numbers import Numbers
from conversations.hours import Hours
from conversations.limits import Keep, Limits
from handlers.figures.alerts import Bounds

Network = IPv4Network | IPv6Network

TELEGRAM_API = "https://api.telegram.org"
WHATSAPP_API = "https://graph.facebook.com"


class Quiet(Struct, frozen=True, kw_only=True):
    """A value that may hold secrets: printed, logged or in a traceback it shows its name alone."""

    def __repr__(self) -> str:
        """Name the type and nothing that it holds."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Tell pretty printers nothing either."""
        return []


class Address(Struct, frozen=True):
    """Where to listen."""

    host: str
    port: int


class TemplateName(Struct, frozen=True):
    """A WhatsApp template as approved: its name and language."""

    name: str
    language: str


class Templates(Struct, frozen=True, kw_only=True):
    """The templates for notices outside WhatsApp's 24-hour window; None: an email instead."""

    approved: TemplateName | None = None
    rejected: TemplateName | None = None
    late: TemplateName | None = None
    linked_elsewhere: TemplateName | None = None
    agent_reply: TemplateName | None = None


class Telegram(Quiet, frozen=True):
    """A Telegram bot. ``webhook_secret`` is empty where the bot polls."""

    token: str
    webhook_secret: str
    api_url: str

    @property
    def real(self) -> bool:
        """Say whether the API is Telegram's own."""
        return self.api_url == TELEGRAM_API


class WhatsApp(Quiet, frozen=True):
    """A number of the WhatsApp Cloud API."""

    token: str
    phone_number_id: str
    app_secret: str
    verify_token: str
    api_url: str
    api_version: str
    templates: Templates

    @property
    def real(self) -> bool:
        """Say whether the API is Meta's own."""
        return self.api_url == WHATSAPP_API


class Smtp(Quiet, frozen=True):
    """A mail server by its URL, and who the letters come from."""

    url: str
    mail_from: Mailbox


class CsvRegistry(Quiet, frozen=True):
    """Policies from a file (None: the samples that ship)."""

    path: Path | None


class HttpRegistry(Quiet, frozen=True):
    """The insurer's policy registry, and the secret of its callbacks."""

    url: str
    token: str
    callback_secret: str


class Insurer(Struct, frozen=True, kw_only=True):
    """Who speaks, and where customers find people. ``licence`` empty: the catalogue's own words."""

    language: str
    brand: str
    insurer: str
    help_phone: str
    help_email: str
    site: str
    licence: str
    privacy_url: str
    care_hours: Hours
    zone: ZoneInfo
    request_days: int
    complaint_days: int
    complaint_more_days: int
    regulator: str
    holidays: frozenset[date]


class Settings(Quiet, frozen=True):
    """Everything that an installation is told from outside, checked as a whole.

    ``redis_url`` None: the embedded server in ``data_dir``. ``secret_keys`` empty: made and kept in ``data_dir``.
    ``public_url`` None: no webhooks are registered and Telegram is polled. ``smtp`` None and ``sms`` empty: the
    sandbox's inbox. ``limits`` are those of the sandbox where it runs. ``warnings`` are advice, a sentence each.
    """

    data_dir: Path
    redis_url: str | None
    redis_wait: int
    state_format: int
    secret_keys: tuple[str, ...]
    host: str
    port: int
    public_url: str | None
    trusted_proxies: tuple[Network, ...]
    metrics_address: Address | None
    telegram: Telegram | None
    whatsapp: WhatsApp | None
    smtp: Smtp | None
    sms: tuple[str, ...]
    sms_numbers: tuple[Numbers, ...]
    registry: CsvRegistry | HttpRegistry
    sandbox: bool
    insurer: Insurer
    limits: Limits
    keep: Keep
    alerts: Bounds
    webhooks_private: bool
    log_level: str
    ca_file: Path | None = None
    warnings: tuple[str, ...] = ()
