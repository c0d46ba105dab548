"""How long a chat remembers: which of what it holds has had its time, and when a chat that rests is forgotten whole."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Chat
from conversations.limits import Keep


def trimmed(chat: Chat, keep: Keep, now: int) -> Chat:
    """Return the chat without requests, tickets, receipts and proofs whose time is over; itself if there are none."""
    requests = tuple(
        one for one in chat.requests if one.state == "pending" or now < max(one.decided, one.made) + keep.requests
    )
    receipts = tuple(one for one in chat.receipts if not one.done or now < one.done + keep.audit)
    proofs = tuple(one for one in chat.proofs if now < max(one.ended, one.at) + keep.audit)
    tickets = tuple(one for one in chat.tickets if one.state == "open" or now < one.answered + keep.requests)
    if (requests, tickets, receipts, proofs) == (chat.requests, chat.tickets, chat.receipts, chat.proofs):
        return chat
    return structs.replace(chat, requests=requests, tickets=tickets, receipts=receipts, proofs=proofs)


def forgettable(chat: Chat, keep: Keep, now: int) -> bool:
    """Tell whether nothing happened for so long, and so little is held, that the whole chat goes."""
    asked = any(one.state == "pending" for one in chat.requests) or any(one.state == "open" for one in chat.tickets)
    waits = chat.running or asked
    owed = any(not one.done for one in chat.receipts)
    rests = now >= max(chat.moved, chat.heard, chat.locked) + keep.idle
    return rests and not (chat.links or chat.held or waits or owed)
