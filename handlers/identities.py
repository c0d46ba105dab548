"""Identities: the chat of somebody new, an identity that is another person's now, and where replies go."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Chat
from handlers.ports import Inbound


def newcomer(account: str, inbound: Inbound, language: str) -> Chat:
    """Return the chat of somebody new; ``language`` is spoken where the channel does not hint at English."""
    return Chat(
        channel=inbound.channel,
        account=account,
        address=inbound.address,
        aliases=inbound.aliases,
        language="en" if inbound.language.startswith("en") else language,
    )


def changed(chat: Chat, inbound: Inbound) -> bool:
    """Tell whether an identity that is known for this account is another now: verify again."""
    return any(chat.aliases.get(name, value) != value for name, value in inbound.aliases.items())


def addressed(chat: Chat, inbound: Inbound | None) -> Chat:
    """Follow a customer's newest address (a WhatsApp number where there was only an id)."""
    if inbound is None or (inbound.address == chat.address and inbound.aliases == chat.aliases):
        return chat
    return structs.replace(chat, address=inbound.address, aliases={**chat.aliases, **inbound.aliases})
