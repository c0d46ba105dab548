"""Conversations that were found, by a search or behind a number, as the care team sees them in a list."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from conversations.chat import Chat
from conversations.locales.voice import CHANNELS
from handlers.console.traits import initials, kind_of, leader_of
from handlers.console.visit import Visit


class Found(Struct, frozen=True, kw_only=True):
    """One conversation: masked, with what was found in it, if anything."""

    account: str
    channel: str
    who: str
    type: str
    leader: str
    at: int
    snippet: str = ""


async def found_rows(visit: Visit, accounts: Sequence[str]) -> tuple[Found, ...]:
    """Read conversations by their accounts, in that order; what is not there any more is left out."""
    store = visit.desk.store
    loaded = await store.chats.load_many(list(accounts))
    moments = await store.rows.activity(accounts)
    return tuple(found(one.account, one.chat, at) for one, at in zip(loaded, moments, strict=True) if one.chat)


def found(account: str, chat: Chat, at: int, snippet: str = "") -> Found:
    """Return a conversation as a list shows it."""
    return Found(
        account=account,
        channel=CHANNELS[chat.channel],
        who=initials(chat, account),
        type=kind_of(chat),
        leader=leader_of(chat),
        at=at,
        snippet=snippet,
    )
