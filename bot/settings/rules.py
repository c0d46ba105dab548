"""What settings demand of each other: nothing starts half-configured."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.settings import table
from bot.settings.reader import Reader
from bot.settings.table import Setting
from bot.settings.values import TELEGRAM_API, WHATSAPP_API

_WHATSAPP = (
    table.WHATSAPP_TOKEN,
    table.WHATSAPP_PHONE_NUMBER_ID,
    table.WHATSAPP_APP_SECRET,
    table.WHATSAPP_VERIFY_TOKEN,
)
_INSURER: tuple[Setting[str], ...] = (
    table.BRAND,
    table.INSURER,
    table.HELP_PHONE,
    table.HELP_EMAIL,
    table.SITE,
    table.LICENCE,
    table.PRIVACY_URL,
)
_TELEGRAM_PORTS = (443, 80, 88, 8443)


def has_channel(reader: Reader) -> bool:
    """Say whether a channel is (perhaps half) configured."""
    return reader.has(table.TELEGRAM_TOKEN) or any(reader.has(setting) for setting in _WHATSAPP)


def wants_sandbox(reader: Reader) -> bool:
    """Say whether the sandbox is to run."""
    asked = reader.get(table.SANDBOX)
    return asked == "on" or (asked == "auto" and not has_channel(reader))


def check_channels(reader: Reader) -> None:
    """See that each channel is whole, and that a webhook has its secret."""
    _check_telegram(reader)
    if any(reader.has(setting) for setting in _WHATSAPP):
        for setting in _WHATSAPP:
            reader.need(setting, "WhatsApp needs the token, the number's id, the app secret and the verify token")
    if has_channel(reader):
        reader.need(table.SMTP_URL, "a channel needs a mail server (Group policies have email only)")
        reader.need(table.REGISTRY_URL, "a channel needs a policy registry: file:policies.csv or https://host")


def check_insurer(reader: Reader) -> None:
    """See that a channel speaks for its own insurer: the defaults are the sandbox's, and another insurer's telephone."""
    if has_channel(reader):
        for setting in _INSURER:
            reader.need(
                setting, "customers on a channel are told the insurer's own; the default is the sandbox's alone"
            )


def check_public_url(reader: Reader) -> None:
    """See that the public address can be called by the channels that are configured."""
    if (url := reader.get(table.PUBLIC_URL)) is None:
        return
    parts = urlsplit(url)
    telegram_is_real = reader.has(table.TELEGRAM_TOKEN) and reader.get(table.TELEGRAM_API_URL) == TELEGRAM_API
    whatsapp_is_real = reader.has(table.WHATSAPP_TOKEN) and reader.get(table.WHATSAPP_API_URL) == WHATSAPP_API
    if parts.scheme != "https" and (telegram_is_real or whatsapp_is_real):
        reader.object(table.PUBLIC_URL.name, "must begin with https://: the real channels call nothing else")
    elif telegram_is_real and (parts.port or 443) not in _TELEGRAM_PORTS:
        reader.object(table.PUBLIC_URL.name, "must use port 443, 80, 88 or 8443: Telegram calls no other")


def check_storage(reader: Reader) -> None:
    """See that a Redis of one's own has keys of one's own, and that replicas are there to be waited for."""
    if reader.has(table.REDIS_URL):
        if not reader.has(table.SECRET_KEYS):
            reader.object(
                table.SECRET_KEYS.name,
                f"is not set: beside {table.REDIS_URL.name} give a string of 32 random characters or more, and keep it",
            )
    elif reader.get(table.REDIS_WAIT):
        reader.object(table.REDIS_WAIT.name, f"needs {table.REDIS_URL.name}: the embedded Redis has no replicas")


def check_gateways(reader: Reader) -> None:
    """See that letters have a sender and an HTTP registry its token and its callbacks' secret."""
    if reader.has(table.SMTP_URL):
        reader.need(table.MAIL_FROM, f"{table.SMTP_URL.name} needs a sender: Name <name@domain>")
    registry = reader.get(table.REGISTRY_URL)
    if registry is None or registry.startswith("file:"):
        return
    for setting in (table.REGISTRY_TOKEN, table.CALLBACK_SECRET):
        reader.need(setting, "an HTTP registry needs its token and the secret of its callbacks")
    if registry.startswith("http://") and not is_loopback(urlsplit(registry).hostname or ""):
        reader.object(
            table.REGISTRY_URL.name, "must begin with https://: it carries personal data (http on loopback alone)"
        )


def check_sandbox(reader: Reader) -> None:
    """See that the sandbox is alone and on loopback, or that there is something else to serve."""
    if not wants_sandbox(reader):
        if not has_channel(reader):
            reader.object(table.SANDBOX.name, "is off and no channel is configured: there would be nothing to serve")
        return
    if not is_loopback(reader.get(table.HOST)):
        reader.object(
            table.HOST.name, "must be 127.0.0.1, ::1 or localhost: the sandbox shows codes, on loopback alone"
        )
    for setting in _never_beside_sandbox(reader):
        reader.object(
            setting.name,
            "does not go with the sandbox, which runs alone: unset it, or configure a channel "
            f"({table.TELEGRAM_TOKEN.name}, {table.WHATSAPP_TOKEN.name}) with {table.SANDBOX.name} unset",
        )


def advise_proxies(reader: Reader) -> Iterator[str]:
    """Warn where requests come through a proxy that is not named, or where anybody may play the proxy, or read the metrics.

    This process speaks no TLS: a public address of https is a proxy's.
    """
    public = (reader.get(table.PUBLIC_URL) or "").startswith("https:")
    trusted = reader.get(table.TRUSTED_PROXIES)
    if not trusted and (public or not is_loopback(reader.get(table.HOST))):
        yield (
            f"{table.TRUSTED_PROXIES.name} is not set: all who come through a proxy seem to have its address, so that a "
            "stranger's wrong passwords lock the care team's new browsers out; name the proxy's address"
        )
    if any(network.prefixlen == 0 for network in trusted):
        yield f"{table.TRUSTED_PROXIES.name} names every address: anybody may say who they are; name the proxy's alone"
    if public and reader.get(table.METRICS_ADDRESS) is None:
        yield f"{table.METRICS_ADDRESS.name} is not set: /metrics is public; give it an address inside, or shut it at the proxy"


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_telegram(reader: Reader) -> None:
    if reader.has(table.TELEGRAM_WEBHOOK_SECRET):
        reader.need(table.TELEGRAM_TOKEN, f"{table.TELEGRAM_WEBHOOK_SECRET.name} is of no use without it")
    if reader.has(table.TELEGRAM_TOKEN) and reader.has(table.PUBLIC_URL):
        reader.need(
            table.TELEGRAM_WEBHOOK_SECRET, f"beside {table.PUBLIC_URL.name} Telegram's calls must bear a secret"
        )


def _never_beside_sandbox(reader: Reader) -> list[Setting[object]]:
    real: list[Setting[object]] = [table.SMTP_URL, table.SMS_URL, table.PUBLIC_URL]
    if not (reader.get(table.REGISTRY_URL) or "file:").startswith("file:"):
        real.append(table.REGISTRY_URL)
    if reader.get(table.SANDBOX) == "on":
        real += [table.TELEGRAM_TOKEN, *_WHATSAPP]
    return [setting for setting in real if reader.has(setting)]
