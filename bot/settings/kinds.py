"""What a setting may be: readers that turn a text into a value, or say in a ValueError what to write instead."""

from __future__ import annotations

import ipaddress
import re
import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.settings.values import Address, Network, TemplateName
from storage.address import parse

_SECRET_KEY_LENGTH = 32
_PORTS = 65_535
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,80}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TEMPLATE = re.compile(r"([a-z0-9_]{1,512}):([a-z]{2,3}(?:_[A-Z]{2})?)")
_MAILBOX = re.compile(r"[^<>@\s]+@[^<>@\s]+\.[^<>@\s.]+")


def whole(low: int, high: int) -> Callable[[str], int]:
    """Read a whole number from ``low`` to ``high``."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return read


def scaled(low: int, high: int, unit: str, milliseconds: int) -> Callable[[str], int]:
    """Read a duration in ``unit`` (decimals are allowed) from ``low`` to ``high`` as milliseconds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,3})?", text) or not low <= float(text) <= high:
            raise ValueError(f"must be a number of {unit} from {low} to {high}")
        return round(float(text) * milliseconds)

    return read


def line(longest: int) -> Callable[[str], str]:
    """Read one line of text of at most ``longest`` characters."""

    def read(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise ValueError(f"must be one line of at most {longest} characters")
        return text

    return read


def one_of(*words: str) -> Callable[[str], str]:
    """Read one of a few words, in any case."""

    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text.lower()

    return read


def origin(text: str) -> str:
    """Read the address of a service, http or https, without a query; returned without a slash at its end."""
    parts = _split(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or "@" in text:
        raise ValueError("must be an address like https://host or https://host:8443, without a name, password or query")
    return text.rstrip("/")


def redis_url(text: str) -> str:
    """Read the address of a Redis: one server, a service that Sentinels watch, or a Cluster."""
    parse(text)
    return text


def registry_url(text: str) -> str:
    """Read where the policy registry is: a CSV file or an HTTP service."""
    if text.startswith("file:"):
        if not folder(text.removeprefix("file:")).is_file():
            raise ValueError(
                "names a file that is not there; its path is counted from the folder where polisbot starts"
            )
        return text
    try:
        return origin(text)
    except ValueError:
        raise ValueError("must be file:policies.csv or https://host") from None


def authorities(text: str) -> Path:
    """Read the name of a file of certificates (PEM)."""
    path = folder(text)
    try:
        ssl.create_default_context(cafile=str(path))
    except OSError:  # not there, not to be read, or no certificate in it (ssl.SSLError)
        raise ValueError("must name a file of certificates (PEM) that this user may read") from None
    return path


def host(text: str) -> str:
    """Read the name or address to listen at."""
    if not re.fullmatch(r"[A-Za-z0-9.:_-]{1,253}", text):
        raise ValueError("must be a host name or an IP address, without a scheme or port")
    return text


def address(text: str) -> Address:
    """Read ``host:port``."""
    name, _, port = text.rpartition(":")
    if not name or not re.fullmatch("[0-9]{1,5}", port) or int(port) > _PORTS:
        raise ValueError("must be host:port, for instance 127.0.0.1:9100")
    return Address(host=host(name.strip("[]")), port=int(port))


def networks(text: str) -> tuple[Network, ...]:
    """Read IP addresses and networks, comma separated."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(","))
    except ValueError:
        raise ValueError("must be addresses or networks, comma separated: 10.0.0.0/8, 192.0.2.7") from None


def secret_keys(text: str) -> tuple[str, ...]:
    """Read the ring of secret keys, newest first."""
    keys = tuple(part.strip() for part in text.split(","))
    if any(len(key) < _SECRET_KEY_LENGTH for key in keys):
        raise ValueError(f"must be strings of {_SECRET_KEY_LENGTH} characters or more, newest first, comma separated")
    if len(set(keys)) < len(keys):
        raise ValueError("names a key twice: each must differ")
    return keys


def telegram_token(text: str) -> str:
    """Read a bot token as @BotFather gives it."""
    if not _TOKEN.fullmatch(text):
        raise ValueError("must be the token as @BotFather gives it, like 123456789:AbC...")
    return text


def webhook_secret(text: str) -> str:
    """Read a secret that Telegram may send in a header."""
    if not _WEBHOOK_SECRET.fullmatch(text):
        raise ValueError("must be 1 to 256 letters, digits, _ or -")
    return text


def secret(shortest: int) -> Callable[[str], str]:
    """Read a secret of at least ``shortest`` printable characters without blanks."""

    def read(text: str) -> str:
        if len(text) < shortest or not text.isascii() or not text.isprintable() or " " in text:
            raise ValueError(f"must be at least {shortest} characters, without blanks")
        return text

    return read


def digits(text: str) -> str:
    """Read an id that is a number."""
    if not re.fullmatch("[0-9]{3,32}", text):
        raise ValueError("must be the id, a number, not the telephone number's text")
    return text


def api_version(text: str) -> str:
    """Read a version of the Cloud API."""
    if not re.fullmatch(r"v[0-9]{1,3}\.[0-9]", text):
        raise ValueError("must be a version like v23.0")
    return text


def template(text: str) -> TemplateName:
    """Read a WhatsApp template's name and language."""
    if (found := _TEMPLATE.fullmatch(text)) is None:
        raise ValueError("must be name:language as approved by Meta, for instance polis_approved:id")
    return TemplateName(name=found[1], language=found[2])


def mailbox(text: str) -> str:
    """Read an email address."""
    if not _MAILBOX.fullmatch(text):
        raise ValueError("must be an email address")
    return text


def zone(text: str) -> ZoneInfo:
    """Read a time zone by its name."""
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        raise ValueError("must be a time zone like Asia/Jakarta") from None


def folder(text: str) -> Path:
    """Read a path."""
    return Path(text).expanduser()


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("is not an address: check its host and port") from None
    return parts
