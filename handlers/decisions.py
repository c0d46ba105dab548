"""A request by its number: whose it is, and how it stands."""

from __future__ import annotations

from msgspec import Struct

from conversations.chat import Chat, Request
from conversations.references import home
from conversations.steps.requests import find
from storage.chats import Chats


class Found(Struct, frozen=True):
    """A request with its chat and account."""

    account: str
    chat: Chat
    request: Request


async def find_request(chats: Chats, reference: str) -> Found | None:
    """Return the request of this number; None where there is none (any more)."""
    number = home(reference)
    account = None if number is None else await chats.find(reference, number)
    chat = (await chats.load(account)).chat if account else None
    request = find(chat, reference) if chat else None
    return Found(account, chat, request) if account and chat and request else None
