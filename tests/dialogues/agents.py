"""The care team in a dialogue: what a line ``agent: ...`` does, and whether it may."""

from __future__ import annotations

from conversations.chat import Chat
from conversations.staff_events import (
    DriverGone,
    HandedBack,
    StaffAction,
    StaffSaid,
    TicketAnswered,
    TookOver,
    Transferred,
)
from storage import keys
from storage.queues import scored
from storage.store import Memory

AGENT = "rina"
NAME = "Rina"
OTHER = "budi"


async def newest(store: Memory) -> str:
    """Return the account that was active last."""
    asked = [("ZRANGE", home.chats, 0, -1, "WITHSCORES") for home in keys.HOMES]
    found = [pair for answer in await store.server.many(asked) for pair in scored(answer)]
    return max(found, key=lambda pair: float(pair[1]))[0].decode()


def action(chat: Chat, text: str) -> StaffAction:
    """Read what the agent does: takes over, writes TEXT, hands back, gives to the queue, gives to Budi, answers TEXT (the
    last complaint), signs out.
    """
    match text.split(" ", 1):
        case ["takes", _]:
            return TookOver(AGENT, NAME, chat.drive)
        case ["writes", "the template"]:
            return StaffSaid(AGENT, chat.drive, chat.messages, template="agent_reply")
        case ["writes", words]:
            return StaffSaid(AGENT, chat.drive, chat.messages, words)
        case ["hands", _]:
            return HandedBack(AGENT, chat.drive)
        case ["gives", "to the queue"]:
            return Transferred(AGENT, chat.drive)
        case ["gives", _]:
            return Transferred(AGENT, chat.drive, OTHER, "Budi")
        case ["answers", words]:
            return TicketAnswered(AGENT, chat.tickets[-1].reference, words)
        case ["signs", _]:
            return DriverGone(AGENT)
    raise ValueError(f"no agent does this: {text}")
