"""What a list says of a conversation: who leads it, how far it is, what it is about, whose it is."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.drivers import AgentDrives, NobodyDrives
from conversations.masks import mask_name
from conversations.steps.anywhere import inner


def leader_of(chat: Chat) -> str:
    """Name who leads: bot, queue or agent."""
    if isinstance(chat.driver, AgentDrives):
        return "agent"
    return "queue" if isinstance(chat.driver, NobodyDrives) else "bot"


def step_of(chat: Chat) -> str:
    """Name the step that a conversation is in, whatever question stands upon it."""
    return type(inner(chat.step)).__name__


def kind_of(chat: Chat) -> str:
    """Name the policy type that a conversation is about ("": none yet)."""
    details = getattr(inner(chat.step), "details", None)
    active = next((link for link in chat.links if link.id == chat.active), None)
    known = details or active or next(iter(chat.requests[::-1]), None)
    return known.type if known else ""


def initials(chat: Chat, account: str) -> str:
    """Name a customer in a list: by initials once a link is there, before by two letters that tell chats apart."""
    link = next((link for link in chat.links if link.id == chat.active), None)
    return mask_name(link.holder) if link else account[-2:].upper()
