"""What a turn is made of: an event comes in; a chat, replies and effects come out."""

from __future__ import annotations

import hashlib
from datetime import date

from msgspec import Struct

from conversations.chat import Chat
from conversations.effects import Effect
from conversations.events import Happening
from conversations.marks import Mark


class Event(Struct, frozen=True, kw_only=True):
    """One thing that happened in one chat, with everything that a decision about it may need.

    ``at`` is now by our clock and ``sent`` when the channel says it was sent, both in milliseconds since 1970 (UTC).
    ``ahead``: by how many milliseconds the channel's clock is ahead of ours, as far as that is known.
    ``seed`` is fresh randomness: the same event advanced again (after a refused commit) draws the same ids from it.
    ``era`` is the era in which an outcome's effect began; None: nothing that an effect caused.
    """

    what: Happening
    at: int
    sent: int
    seed: bytes
    era: int | None = None
    ahead: int = 0

    @property
    def there(self) -> int:
        """Now, by the channel's clock."""
        return self.at + self.ahead

    @property
    def said(self) -> int:
        """When it was sent, by our clock."""
        return self.sent - self.ahead

    @property
    def soonest(self) -> int:
        """When it may have been sent at the soonest, by our clock: a channel that seems behind may only have been slow."""
        return self.sent - max(self.ahead, 0)

    def fresh(self, purpose: str, length: int = 16) -> str:
        """Return a fresh lower-case hexadecimal id of ``length`` characters, the same one for the same purpose."""
        return hashlib.blake2b(purpose.encode(), key=self.seed, digest_size=32).hexdigest()[:length]


class Instant(Struct, frozen=True):
    """A moment (milliseconds since 1970, UTC) to be said in the installation's time zone and the chat's language.

    ``style`` is "time" (10.42), "date" (17 Agustus 2026) or "datetime" (both).
    """

    at: int
    style: str = "datetime"


class Day(Struct, frozen=True):
    """A calendar day that may be said and recorded, for instance the day by which a request is decided."""

    day: date


class Birth(Struct, frozen=True):
    """A date of birth: read back to the customer in words, recorded as ``[tanggal lahir]``."""

    day: date


class Place(Struct, frozen=True):
    """The place in the queue of a customer who waits since ``since``: counted when the turn is written."""

    since: int


class Private(Struct, frozen=True):
    """What the customer typed, said back to them and recorded only as ``record``."""

    text: str
    record: str


class Say(Struct, frozen=True):
    """One paragraph of a reply, named by its key in the catalogue, with Telegram's own words under ``key + ".tg"``.

    ``always``: this key never has other values.
    """

    key: str
    values: dict[str, Value] = {}
    always: bool = False


class Lines(Struct, frozen=True):
    """Several sentences, one a line, as one value (``{lines}``)."""

    lines: tuple[Say, ...]


Value = str | int | Instant | Day | Birth | Private | Place | Say | Lines


class Choice(Struct, frozen=True):
    """One thing to tap. ``id`` is what comes back; ``key`` names its label.

    Where the catalogue has ``key + ".tg"``, Telegram shows that longer label; where it has ``key + ".d"`` (or
    ``describe`` names another), a WhatsApp list shows that description. ``exact``: it cannot be taken back, so that
    typing chooses it only by its number or its whole label.
    """

    id: str
    key: str
    values: dict[str, Value] = {}
    describe: str | None = None
    exact: bool = False


class Reply(Struct, frozen=True, kw_only=True):
    """One message to the customer: paragraphs joined by a blank line, then what may be tapped.

    ``list_button`` opens the list on WhatsApp (needed from four choices on). ``foot`` names WhatsApp's footer.
    ``not_before`` (milliseconds since 1970) keeps the message back until then. ``edits`` is true where the reply reads
    better as a change of the message whose button was tapped. ``template`` is what may be sent when WhatsApp's window
    is shut or the bot is blocked. ``by`` is the agent who says it ("": the bot does). ``yields``: not sent any more once an
    agent drives.
    """

    says: tuple[Say, ...]
    choices: tuple[Choice, ...] = ()
    list_button: str | None = None
    foot: str | None = None
    not_before: int = 0
    edits: bool = False
    template: Template | None = None
    by: str = ""
    yields: bool = False


class Template(Struct, frozen=True, kw_only=True):
    """A notice that must arrive: sent as WhatsApp template ``name`` outside the window, else by email to ``email``.

    ``name`` is one of approved, rejected, late, linked_elsewhere, agent_reply; ``values`` are in the template's order.
    ``subject`` and ``body`` are catalogue keys of the email.
    """

    name: str
    values: dict[str, Value]
    email: str | None
    subject: str
    body: str


class Understood(Struct, frozen=True):
    """What a message wants: ``wish`` is acted on, or those ``asked`` are offered.

    ``how``: pattern, guess, asked or none. ``share``: the table's for the likeliest.
    """

    wish: str = ""
    asked: tuple[str, ...] = ()
    how: str = "none"
    share: float = 0.0


class Turn(Struct, frozen=True, kw_only=True):
    """What an event causes: the chat as it is afterwards, what is said, what is asked of the outside.

    ``erase`` is true when the customer's own message must be deleted from the channel (it held a code).
    ``record`` is the customer's line as the transcript may keep it; None: nothing is kept of it. ``kept`` is false where
    the bot's lines are not kept either (there is no consent). ``forgets``: the chat's data key, transcript, sent states
    and outbox go with this commit; only what ``chat`` still holds and the links under way are sealed anew. ``care`` names a
    change of the driver, for the transcript, ``note`` is the care team's own line there. ``marks`` are what is counted of it.
    ``understood``: what the customer's own words were taken to want, where nothing exact was said.
    """

    chat: Chat
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    erase: bool = False
    record: str | None = None
    kept: bool = True
    marks: tuple[Mark, ...] = ()
    forgets: bool = False
    care: str = ""
    note: str = ""
    understood: Understood | None = None
