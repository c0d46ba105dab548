"""``polisbot links``: the addresses, and their QR codes, that open a chat right at a flow."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.channel_names import NotTold, telegram_name, whatsapp_number
from bot.commands import line
from bot.commands.line import Commands
from bot.deep_links import DeepLink, qr, telegram_links, whatsapp_links
from bot.settings import Settings
from conversations.locales import LANGUAGES


def add(commands: Commands) -> None:
    """Add the command."""
    links = commands.add_parser("links", help="print deep links and their QR codes")
    links.add_argument("--bot", metavar="NAME", help="the Telegram bot's name, instead of asking Telegram")
    links.add_argument("--number", metavar="NUMBER", help="the WhatsApp number, instead of asking Meta")
    links.add_argument(
        "--language", choices=LANGUAGES, help="of WhatsApp's prefilled text (default: the installation's)"
    )
    links.add_argument("--no-qr", action="store_true", help="the addresses alone")
    links.set_defaults(command=show)


def show(chosen: argparse.Namespace) -> int:
    """Print a link to each flow on each channel that is configured or named."""
    links, troubles = asyncio.run(_find(chosen.bot, chosen.number, chosen.language))
    for link in links:
        print(f"{link.channel} {link.entry}: {link.url}")
        if not chosen.no_qr:
            print(qr(link.url))
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    if not links and not troubles:
        print("No channel is configured: name one with --bot or --number.", file=sys.stderr)
    return 0 if links and not troubles else 1


async def _find(bot: str | None, number: str | None, language: str | None) -> tuple[list[DeepLink], list[str]]:
    settings = None if bot or number else line.settings()
    links: list[DeepLink] = []
    troubles: list[str] = []
    try:
        if name := bot or await _name(settings):
            links += telegram_links(name)
    except NotTold as reason:
        troubles.append(f"Telegram {reason}.")
    try:
        if found := number or await _number(settings):
            links += whatsapp_links(found, language or (settings.insurer.language if settings else "id"))
    except NotTold as reason:
        troubles.append(f"WhatsApp {reason}.")
    return links, troubles


async def _name(settings: Settings | None) -> str:
    return await telegram_name(settings.telegram, settings.ca_file) if settings and settings.telegram else ""


async def _number(settings: Settings | None) -> str:
    return await whatsapp_number(settings.whatsapp, settings.ca_file) if settings and settings.whatsapp else ""
