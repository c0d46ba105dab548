"""The doors to the outside: what the handlers need of a clock, a registry, gateways and channels, and how those fail."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from conversations.effects import Link, LookUp
from conversations.events import AccountChanged, Blocked, LinkMade, Matched, NotMatched
from conversations.events import Message as Heard
from conversations.marks import Mark
from conversations.messages import Letter, Message, Text


class Fault(Struct, frozen=True):
    """What is wrong with an outside party. ``why`` is safe to log. It is away, or ``refuses``, which the operator must mend."""

    why: str
    refuses: bool = False


class Problem(Exception):
    """The root of everything that can go wrong on purpose. ``fault``: what it says against the party that was asked."""

    fault: Fault | None = None


class UnreadableUpdate(Problem):
    """A channel sent a body that is not what its documentation says. Theirs: answered 200, counted, logged without content."""


class BadSignature(Problem):
    """A webhook without its secret or signature."""


class RegistryDown(Problem):
    """The policy registry did not answer, or not as agreed: the outcome of this call is unknown or it was not made."""

    def __init__(self, why: str, refuses: bool = False) -> None:
        super().__init__(why)
        self.fault = Fault(why, refuses)


class LinkRefused(Problem):
    """The registry's clear no to a link. ``why``: stale (410: look up again), full (too many accounts), already (linked to
    this account, and it does not say by which link), refused.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotSent(Problem):
    """A gateway or channel clearly refused: the message did not go out and will not. ``why`` is safe to log."""

    def __init__(self, why: str, fault: Fault | None = None) -> None:
        super().__init__(why)
        self.fault = fault


class NoTemplate(NotSent):
    """The channel has no template for this notice: nobody was asked."""


class SendUnsure(Problem):
    """The message was handed over, or may have been: repeating it may send it twice. ``why`` is safe to log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.fault = Fault(why)


class SendLater(Problem):
    """The channel wants this chat to wait ``seconds`` (429, 131056), or takes nothing now; nothing was sent."""

    def __init__(self, seconds: float, fault: Fault | None = None) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds
        self.fault = fault


class ChatUnreachable(Problem):
    """The customer blocked the bot, or left the channel: nothing can be sent to this chat."""


class WindowShut(Problem):
    """WhatsApp's 24-hour window is shut: only a template may be sent."""


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        ...


class Inbound(Struct, frozen=True, kw_only=True):
    """One update of a channel, decoded.

    ``key`` is the channel's id of the update, by which a repeat is known. ``address`` is where replies go; on Telegram
    it is the numeric chat id. ``aliases`` are WhatsApp's identities (``wa_id``, ``bsuid``), as far as they came.
    ``sent`` is the channel's own time in milliseconds since 1970 (UTC). ``language`` is a hint from the channel ("" if
    none). ``tap`` is the id by which a Telegram callback query is answered.
    """

    channel: str
    key: str
    address: str
    what: Heard | Blocked | AccountChanged
    sent: int
    aliases: dict[str, str] = {}
    language: str = ""
    tap: str = ""


class Status(Struct, frozen=True, kw_only=True):
    """What became of a message: sent, delivered, read, failed (``error`` is the channel's code).

    ``reference`` is what we gave the channel with the message: ``<account>:<outbox id>``.
    """

    reference: str
    message: str
    state: str
    at: int
    error: str = ""


class Channel(Protocol):
    """A channel's way out. Each call makes one attempt, takes at most 8 s, and raises what the errors above say."""

    name: str
    erases: bool
    tells_later: bool  # what became of a message that it took
    sign_after: float  # seconds of work before a first sign: what is quick speaks for itself
    sign_lasts: float  # seconds for which one sign that we are at work is shown

    async def send(self, address: str, message: Message, reference: str) -> str:
        """Send (or edit) one message and return the channel's id of it."""
        ...

    async def notify(self, address: str, message: Message, reference: str) -> str:
        """Send the message's notice as a template; raises NotSent where no template is configured."""
        ...

    async def erase(self, address: str, message: str) -> None:
        """Delete the customer's message; a message that is gone already is a success."""
        ...

    async def typing(self, address: str, message: str) -> None:
        """Show that we are at work (WhatsApp: marks ``message`` as read as well). Never raises: a sign is only a sign."""
        ...

    async def speak(self, address: str, language: str) -> None:
        """Put what the channel itself shows in this chat (its commands) into this language. Never raises."""
        ...


class Registry(Protocol):
    """The insurer's policy registry."""

    async def look_up(self, ask: LookUp) -> Matched | NotMatched:
        """Ask whether the details belong together; raises RegistryDown."""
        ...

    async def link(self, ask: Link, channel: str, account_hash: str) -> LinkMade:
        """Link once, however often asked with the same challenge; raises LinkRefused, RegistryDown."""
        ...

    async def unlink(self, link_id: str) -> bool:
        """Drop a link or request. False: it had been decided (a request) and stays. Gone already: True. Raises RegistryDown."""
        ...

    async def status(self, link_id: str) -> tuple[str, str]:
        """Return (pending, linked, rejected or gone; the reason code or ""). Raises RegistryDown."""
        ...

    polls: bool


class Mailer(Protocol):
    """A way out for email. Raises NotSent (clear refusal) or SendUnsure."""

    async def mail(self, letter: Letter) -> None: ...


class Texter(Protocol):
    """A way out for SMS. Raises NotSent (every gateway refused clearly) or SendUnsure."""

    async def text(self, text: Text) -> None: ...


class Tally(Protocol):
    """Whoever counts beside the figures, in this process alone: its metrics."""

    def __call__(self, marks: tuple[Mark, ...], channel: str) -> None: ...


class Receiver(Protocol):
    """Where channels hand in what they decoded."""

    async def receive(self, inbound: Inbound) -> None:
        """Return when the update is durably handled (or was before); raises StoreDown."""
        ...

    async def note(self, status: Status) -> None:
        """Record what became of a message; raises StoreDown."""
        ...
