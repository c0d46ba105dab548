"""The driver of a conversation: the bot, a named agent, or nobody yet (the customer waits for a person)."""

from __future__ import annotations

from msgspec import Struct


class DriverBase(Struct, frozen=True, tag=True, tag_field="is", omit_defaults=True):
    """A driver: stored with its name under ``is``."""


class BotDrives(DriverBase, frozen=True):
    """The bot leads."""


class NobodyDrives(DriverBase, frozen=True):
    """The customer waits for a person since ``since`` (milliseconds): the place in the queue counts from there.

    ``told``: they have said what they need. ``reason`` is person, complaint, minor, transferred or requeued.
    ``reminded``: they have heard that it takes longer.
    """

    since: int
    reason: str
    told: bool = False
    reminded: bool = False


class AgentDrives(DriverBase, frozen=True):
    """The agent ``id`` leads since ``since``; the customer knows them as ``name``.

    ``waiting`` is the customer's first message that is not answered yet (0: none); ``spoke`` is the agent's last word.
    """

    id: str
    name: str
    since: int
    waiting: int = 0
    spoke: int = 0


Driver = BotDrives | NobodyDrives | AgentDrives
