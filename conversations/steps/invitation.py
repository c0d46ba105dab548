"""The invitation to come back: in the chat, by WhatsApp's template where its window is shut, or by email."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.scene import say
from conversations.turn import Reply, Template

INVITATION = "agent_reply"


def invitation(chat: Chat) -> Reply:
    """Ask the customer to come back: in the chat, by the template, or by email."""
    email = next((link.email for link in chat.links if link.email), None)
    key = "notify.agent_reply"
    template = Template(name=INVITATION, values={}, email=email, subject="email.agent_reply.subject", body=key)
    return Reply(says=(say(key),), template=template)
