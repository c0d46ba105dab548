"""The table of settings: every name, what it may be, what it is when unset, and what it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.gateways.sender import read_sender
from bot.numbers import INDONESIA, Numbers, read_numbers
from bot.settings import kinds
from bot.settings.gateway_urls import sms_urls, smtp_url
from bot.settings.holidays import INDONESIA as HOLIDAYS_OF_INDONESIA
from bot.settings.holidays import read_holidays
from bot.settings.values import TELEGRAM_API, WHATSAPP_API, Address, Network, TemplateName
from conversations import hours
from conversations.house import House
from storage.formats import NEWEST

PREFIX = "POLISBOT_"

_HOUSE = House()

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Setting(Struct, Generic[T_co], frozen=True, kw_only=True):
    """One setting. ``shown`` is the default in words, where the value does not say it."""

    name: str
    read: Callable[[str], T_co]
    default: T_co
    says: str
    shown: str = ""
    secret: bool = False


def _row(
    name: str, read: Callable[[str], T], default: T, says: str, shown: str = "", secret: bool = False
) -> Setting[T]:
    return Setting(name=PREFIX + name, read=read, default=default, says=says, shown=shown, secret=secret)


def _maybe(
    name: str, read: Callable[[str], T], says: str, shown: str = "none", secret: bool = False
) -> Setting[T | None]:
    return Setting(name=PREFIX + name, read=read, default=None, says=says, shown=shown, secret=secret)


# --- this process ----------------------------------------------------------------------------------------------------

DATA_DIR: Setting[Path] = _row(
    "DATA_DIR",
    kinds.folder,
    Path(".polisbot"),
    "The folder of the embedded Redis (append-only file) and of generated keys.",
)
REDIS_URL = _maybe(
    "REDIS_URL",
    kinds.redis_url,
    "The Redis to use: `redis://user:password@host:6379/0`; by Sentinels: `redis+sentinel://user:password@host:26379,"
    "host:26379/service` (theirs: `?sentinel_password=`); a Cluster: `redis+cluster://user:password@host:6379,host:6379`; "
    "each with `rediss` for TLS.",
    "the embedded server",
    True,
)
REDIS_WAIT = _row(
    "REDIS_WAIT",
    kinds.whole(0, 5),
    0,
    "How many replicas must have a commit (an attempt at a code, a limit) before it counts.",
)
STATE_FORMAT = _row(
    "STATE_FORMAT",
    kinds.whole(0, NEWEST),
    0,
    f"The format in which chats are written, up to {NEWEST}; 0: one that the version before reads as well. Set it to "
    f"{NEWEST} once no process of an older version is left.",
)
SECRET_KEYS: Setting[tuple[str, ...]] = _row(
    "SECRET_KEYS",
    kinds.secret_keys,
    (),
    "The keys that seal everything stored: strings of 32 characters or more, newest first, comma separated. Required "
    "beside `POLISBOT_REDIS_URL`.",
    "generated in the data folder",
    True,
)
HOST = _row("HOST", kinds.host, "127.0.0.1", "Where to listen.")
PORT = _row("PORT", kinds.whole(0, 65_535), 8080, "The port to listen at; 0: any free one, printed at the start.")
PUBLIC_URL = _maybe(
    "PUBLIC_URL",
    kinds.origin,
    "Where the world reaches this installation. Set: webhooks, registered at the start. Not set: Telegram by long "
    "polling. `https`, but `http` beside an API that is not the real one.",
)
TRUSTED_PROXIES: Setting[tuple[Network, ...]] = _row(
    "TRUSTED_PROXIES",
    kinds.networks,
    (),
    "The addresses or networks of your own proxies, comma separated: 10.0.0.7, 10.1.0.0/16. Their `X-Forwarded-For` and "
    "`X-Forwarded-Proto` say who comes; from anybody else they mean nothing. Set it behind every proxy: without it all "
    "browsers have the proxy's address, and strangers' wrong passwords lock the team's new browsers out. Never `0.0.0.0/0`.",
    "none",
)
METRICS_ADDRESS: Setting[Address | None] = _maybe(
    "METRICS_ADDRESS",
    kinds.address,
    "`host:port` for `/metrics`, if it is to be elsewhere: it is public where the main address is.",
    "the main address",
)
LOG_LEVEL = _row(
    "LOG_LEVEL",
    kinds.one_of("debug", "info", "warning", "error"),
    "info",
    "How much is logged: debug, info, warning, error.",
)
CA_FILE = _maybe(
    "CA_FILE",
    kinds.authorities,
    "A file of certificates (PEM) that outgoing calls trust beside the system's: of the core, or of a proxy that looks into "
    "TLS. Proxies themselves are told by `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, without the prefix.",
    "the system's alone",
)
SANDBOX = _row(
    "SANDBOX",
    kinds.one_of("auto", "on", "off"),
    "auto",
    "The sandbox: on, off, or auto (on when no channel is configured). Only on loopback, never beside a real "
    "channel or gateway.",
)

# --- channels --------------------------------------------------------------------------------------------------------

TELEGRAM_TOKEN = _maybe("TELEGRAM_TOKEN", kinds.telegram_token, "The bot's token, from @BotFather.", secret=True)
TELEGRAM_WEBHOOK_SECRET = _maybe(
    "TELEGRAM_WEBHOOK_SECRET",
    kinds.webhook_secret,
    "The secret by which Telegram's webhook calls are known: 1 to 256 letters, digits, `_`, `-`. Required beside "
    "`POLISBOT_PUBLIC_URL`.",
    secret=True,
)
TELEGRAM_API_URL = _row(
    "TELEGRAM_API_URL", kinds.origin, TELEGRAM_API, "The Bot API's origin: `{url}/bot{token}/{method}`."
)
WHATSAPP_TOKEN = _maybe("WHATSAPP_TOKEN", kinds.secret(16), "The access token of the Cloud API.", secret=True)
WHATSAPP_PHONE_NUMBER_ID = _maybe("WHATSAPP_PHONE_NUMBER_ID", kinds.digits, "The id of the business's number.")
WHATSAPP_APP_SECRET = _maybe(
    "WHATSAPP_APP_SECRET", kinds.secret(16), "The app's secret, with which webhook calls are signed.", secret=True
)
WHATSAPP_VERIFY_TOKEN = _maybe(
    "WHATSAPP_VERIFY_TOKEN", kinds.secret(8), "The word that Meta repeats when the webhook is set up.", secret=True
)
WHATSAPP_API_URL = _row(
    "WHATSAPP_API_URL",
    kinds.origin,
    WHATSAPP_API,
    "The Cloud API's origin: `{url}/{version}/{phone_number_id}/messages`.",
)
WHATSAPP_API_VERSION = _row("WHATSAPP_API_VERSION", kinds.api_version, "v23.0", "The Cloud API's version.")


def _template(name: str, says: str) -> Setting[TemplateName | None]:
    return _maybe(
        f"WHATSAPP_TEMPLATE_{name}", kinds.template, f"`name:language` of the template for {says}.", "an email instead"
    )


WHATSAPP_TEMPLATE_APPROVED = _template("APPROVED", "an approved request")
WHATSAPP_TEMPLATE_REJECTED = _template("REJECTED", "a rejected request")
WHATSAPP_TEMPLATE_LATE = _template("LATE", "a request past its date")
WHATSAPP_TEMPLATE_LINKED_ELSEWHERE = _template("LINKED_ELSEWHERE", "a policy linked to another account too")
WHATSAPP_TEMPLATE_AGENT_REPLY = _template("AGENT_REPLY", "a reply of the care team")

# --- gateways and registry -------------------------------------------------------------------------------------------

SMTP_URL = _maybe(
    "SMTP_URL",
    smtp_url,
    "The mail server: `smtp://user:password@host:587?tls=starttls` (`starttls`, `tls`, `none`; `&ca=FILE` to trust "
    "another authority). Required beside a channel.",
    "the sandbox's inbox",
    True,
)
MAIL_FROM = _maybe(
    "MAIL_FROM", read_sender, "Who letters come from: `Name <name@domain>`. Required beside a mail server."
)
SMS_URL: Setting[tuple[str, ...]] = _row(
    "SMS_URL",
    sms_urls,
    (),
    "SMS gateways in order of preference, blank between: `twilio://SID:TOKEN@host?from=NAME`, "
    "`infobip://:KEY@host?from=NAME`, `generic:FILE.toml`; `&scheme=http` for tests.",
    "the sandbox's inbox",
    True,
)
SMS_NUMBERS: Setting[tuple[Numbers, ...]] = _row(
    "SMS_NUMBERS",
    read_numbers,
    INDONESIA,
    "The numbers that may get an SMS: a beginning and the digits in all, several comma separated. Each country that is added "
    "is one where strangers can make you pay for SMS.",
    "+628:11-14",
)
REGISTRY_URL = _maybe(
    "REGISTRY_URL",
    kinds.registry_url,
    "The policy registry: `file:policies.csv` or `https://host`. Required beside a channel.",
    "the samples, in the sandbox",
)
REGISTRY_TOKEN = _maybe(
    "REGISTRY_TOKEN", kinds.secret(8), "The bearer token of the registry. Required with an HTTP registry.", secret=True
)
CALLBACK_SECRET = _maybe(
    "CALLBACK_SECRET",
    kinds.secret(16),
    "The secret with which the registry signs its callbacks. Required with an HTTP registry.",
    secret=True,
)

WEBHOOKS_PRIVATE = _row(
    "WEBHOOKS_PRIVATE",
    kinds.one_of("off", "on"),
    "off",
    "Whether outgoing webhooks may go to addresses inside: this machine, this network.",
)

# --- the insurer -----------------------------------------------------------------------------------------------------

LANGUAGE = _row("LANGUAGE", kinds.one_of("id", "en"), "id", "The language of a new chat: id, en.")
BRAND = _row(
    "BRAND",
    kinds.line(40),
    _HOUSE.brand,
    "The name in greetings, letters and SMS (so short that the SMS stays one part). Required beside a channel, like the "
    "six that follow.",
)
INSURER = _row("INSURER", kinds.line(100), _HOUSE.insurer, "The insurer's full name.")
LICENCE = _row("LICENCE", kinds.line(200), "", "The licence line.", "the insurer, licensed and supervised by OJK")
HELP_PHONE = _row("HELP_PHONE", kinds.line(20), _HOUSE.help_phone, "The telephone number for help.")
HELP_EMAIL = _row("HELP_EMAIL", kinds.mailbox, _HOUSE.help_email, "The email address for help.")
SITE = _row("SITE", kinds.line(100), _HOUSE.site, "The insurer's site.")
PRIVACY_URL = _row(
    "PRIVACY_URL",
    kinds.origin,
    _HOUSE.privacy_url,
    "The page that says how data are handled. A home page is not called a privacy policy.",
)
CARE_HOURS: Setting[hours.Hours] = _row(
    "CARE_HOURS",
    hours.parse,
    hours.STANDARD,
    "When the care team is there: `Mon-Fri 08:00-17:00, Sat 09:00-12:00`, or `24/7`. Holidays are free.",
    "Mon-Fri 08:00-17:00",
)
TIMEZONE: Setting[ZoneInfo] = _row(
    "TIMEZONE", kinds.zone, ZoneInfo("Asia/Jakarta"), "The time zone of all times told.", "Asia/Jakarta"
)
REQUEST_DAYS = _row("REQUEST_DAYS", kinds.whole(1, 30), 3, "Working days until a request is expected to be decided.")
COMPLAINT_DAYS = _row(
    "COMPLAINT_DAYS",
    kinds.whole(1, 30),
    10,
    "Working days until a complaint is answered (POJK 22/2023: 10).",
)
COMPLAINT_MORE_DAYS = _row(
    "COMPLAINT_MORE_DAYS",
    kinds.whole(1, 30),
    10,
    "Working days by which a late complaint's date moves, once; the customer is told.",
)
REGULATOR = _row(
    "REGULATOR",
    kinds.line(80),
    _HOUSE.regulator,
    "Where the regulator is reached: told to a customer whose complaint is late.",
)
HOLIDAYS: Setting[frozenset[date]] = _row(
    "HOLIDAYS",
    read_holidays,
    HOLIDAYS_OF_INDONESIA,
    "Changes to Indonesia's holidays, which are no working days: `2027-03-19, -2026-12-24` adds a day and takes one away, on "
    "which you work. Dates of the Islamic calendar to come are estimates; joint holidays are known once they are decreed.",
    "Indonesia's public and joint holidays, as the library `holidays` knows them",
)
