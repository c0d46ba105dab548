"""WhatsApp's side of a process: the channel and its webhook."""

from __future__ import annotations

import aiohttp
from aiohttp import web

from bot.settings import Templates
from bot.settings import WhatsApp as WhatsAppSettings
from conversations.locales import Voice
from handlers.channels.whatsapp import WhatsApp
from handlers.channels.whatsapp_webhook import WhatsAppWebhook
from handlers.ports import Clock, Receiver

NAMES = ("approved", "rejected", "late", "linked_elsewhere", "agent_reply")


class WhatsAppSide:
    """One number of the WhatsApp Cloud API."""

    def __init__(self, settings: WhatsAppSettings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self.channel = WhatsApp(
            session,
            settings.token,
            settings.phone_number_id,
            settings.api_url,
            settings.api_version,
            templates_of(settings.templates),
        )

    def connect(
        self, app: web.Application, receiver: Receiver, clock: Clock, voice: Voice, language: str, webhook: bool
    ) -> None:
        """Add the webhook's routes: WhatsApp has no other way in."""
        settings = self._settings
        WhatsAppWebhook(
            settings.app_secret, settings.verify_token, settings.phone_number_id, receiver, clock
        ).add_routes(app)

    async def start(self, public_url: str | None) -> None:
        """Do nothing: the webhook's address is registered once, in Meta's app dashboard."""

    async def stop(self) -> None:
        """Do nothing: requests under way are finished by the server."""


def templates_of(templates: Templates) -> dict[str, tuple[str, str]]:
    """Return the approved templates by the name that a notice has here."""
    found = {name: getattr(templates, name) for name in NAMES}
    return {name: (template.name, template.language) for name, template in found.items() if template}
