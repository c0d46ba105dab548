"""What the care team may send where WhatsApp's window is shut: the invitation to come back, the newest request's news."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.steps import requests
from conversations.steps.invitation import INVITATION, invitation
from conversations.turn import Reply

_NEWS = {"approved": "approved", "rejected": "rejected", "pending": "late"}


def offered(chat: Chat) -> dict[str, Reply]:
    """Return what may be sent, by the template's name: each is as true now as when it was first told."""
    found = {INVITATION: invitation(chat)}
    newest = next((request for request in reversed(chat.requests) if request.state != "withdrawn"), None)
    if newest and (newest.state != "pending" or newest.late):
        name = _NEWS[newest.state]
        notice = requests.notify(chat, newest, name)
        found[name] = Reply(says=notice.says, template=notice.template)
    return found
