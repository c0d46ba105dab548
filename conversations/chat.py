"""What a chat remembers between two turns, whatever step it is in.

All times are milliseconds since 1970 (UTC). All numbers of policies and participants are text: leading zeros count.
"""

from __future__ import annotations

from msgspec import Struct, field

from conversations.details import Contact, Details, Match
from conversations.drivers import BotDrives, Driver
from conversations.states import Arriving, Step


class Consent(Struct, frozen=True):
    """Proof of consent: which words (version and hash), in which language, when; ``ended``: when it was taken back."""

    version: str
    words: str
    language: str
    at: int
    ended: int = 0


class LinkedPolicy(Struct, frozen=True):
    """A policy linked to this account. ``contacts`` are its holder's, as registered when it was linked."""

    id: str
    policy_ref: str
    type: str
    policy: str
    participant: str
    holder: str
    status: str
    at: int
    email: str | None = None
    contacts: tuple[Contact, ...] = ()


class Request(Struct, frozen=True):
    """A link that waits (or waited) for a decision. ``state``: pending, approved, rejected, withdrawn."""

    reference: str
    link_id: str
    policy_ref: str
    type: str
    policy: str
    participant: str
    holder: str
    status: str
    email: str | None
    made: int
    eta: int
    state: str = "pending"
    decided: int = 0
    reason: str = ""
    late: bool = False
    polled: int = 0
    contacts: tuple[Contact, ...] = ()
    method: str = ""
    began: int = 0


class Running(Struct, frozen=True):
    """Something asked of the registry: what is needed to record its outcome whenever it comes.

    ``kind``: link, unlink, withdraw; release (a link of an earlier era that is let go); stray (a link asked for in an
    earlier era: if it is made after all, it is let go).
    """

    effect: str
    kind: str
    reference: str = ""
    link: str = ""
    details: Details | None = None
    match: Match | None = None
    method: str = ""
    began: int = 0


class Gone(Struct, frozen=True):
    """A link or request of an earlier era, by its ids alone: what comes late about it is known and changes nothing."""

    link: str
    reference: str = ""


class Receipt(Struct, frozen=True):
    """An erasure that was asked for: its number, when, and when it was done (0: a legal hold keeps it waiting)."""

    number: str
    at: int
    done: int = 0


class Paused(Struct, frozen=True):
    """Details kept for "Lanjutkan", never with a date of birth, until ``until``.

    ``barred``: a limit holds for them until then, so that going on before would only meet it again.
    """

    details: Details
    until: int
    barred: int = 0


class Ended(Struct, frozen=True):
    """What a timer ended at ``deadline``, kept ten minutes: a message sent before the deadline takes it up again."""

    step: Step
    nonce: str
    asked: int
    deadline: int


class Ticket(Struct, frozen=True):
    """A complaint: its number, when it was made, by when it is answered; ``state``: open, answered.

    ``late``: the first date passed, and ``eta`` is the second. ``story`` is what the customer wrote of it, redacted, while it
    is open. ``answer`` is what the customer was told, ``answered`` when.
    """

    reference: str
    made: int
    eta: int
    state: str = "open"
    answered: int = 0
    answer: str = ""
    late: bool = False
    story: str = ""


class Last(Struct, frozen=True):
    """The last line of the transcript, cut short: what a list of conversations shows, masked. ``names`` are those it bears."""

    who: str
    text: str
    at: int
    names: tuple[str, ...] = ()


class Remark(Struct, frozen=True):
    """What was last said of a message that is no answer (a picture, an edit, a stale button), and when."""

    key: str
    at: int


class Flood(Struct, frozen=True):
    """The last inbound times (at most 20 within 10 s), and while the chat is silenced the last message (0: it is not)."""

    recent: tuple[int, ...] = ()
    silent: int = 0


class Chat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that a chat remembers between two turns.

    ``account`` names the keys; ``address`` is where replies go (sealed with the rest). ``nonce`` marks the question that
    is open, asked at ``asked`` by the channel's clock; ``began`` is the start of the current linking, ``begun`` the same by
    the channel's clock, and ``reached`` how many of the funnel's stages it has passed. ``misses`` counts answers in a row that
    were not understood, ``asked_back`` are the wishes that the last message was asked about. ``heard`` is when the customer
    sent their last message (by our clock). ``code_until``: six digits typed before then are never recorded. ``locked``: no
    linking before then. ``drive`` is the version of ``driver``: it rises
    whenever another one takes the wheel. ``messages`` counts the customer's lines in the transcript.
    ``rate_at``: when the customer is asked for a rating (0: not), last asked at ``rate_asked``; ``rating``: the question is
    open; ``score``: the last answer.

    ``era`` rises whenever nothing may be carried over: with an erasure, a withdrawal of consent, a changed account. What
    began in an earlier era is undone when it lands. ``since``: the transcript before then is an earlier era's. ``held``:
    a legal hold since then (0: none) lets an erasure wait. ``proofs``, ``gone`` and ``receipts`` outlive an erasure.
    """

    format: int = 1  # for ever: a state without the word is of the first format (see storage/formats.py)
    channel: str
    account: str
    address: str
    aliases: dict[str, str] = {}
    language: str = "id"
    consent: Consent | None = None
    entry: str = ""
    step: Step = field(default_factory=Arriving)
    nonce: str = ""
    asked: int = 0
    began: int = 0
    begun: int = 0
    reached: int = 0
    misses: int = 0
    asked_back: tuple[str, ...] = ()
    heard: int = 0
    moved: int = 0
    reminded: bool = False
    code_until: int = 0
    locked: int = 0
    blocked: bool = False
    links: tuple[LinkedPolicy, ...] = ()
    active: str = ""
    requests: tuple[Request, ...] = ()
    running: tuple[Running, ...] = ()
    paused: Paused | None = None
    ended: Ended | None = None
    flood: Flood = field(default_factory=Flood)
    remark: Remark | None = None
    era: int = 0
    since: int = 0
    held: int = 0
    proofs: tuple[Consent, ...] = ()
    gone: tuple[Gone, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    driver: Driver = field(default_factory=BotDrives)
    drive: int = 0
    messages: int = 0
    tickets: tuple[Ticket, ...] = ()
    labels: tuple[str, ...] = ()
    rate_at: int = 0
    rate_asked: int = 0
    rating: bool = False
    score: int = 0
    last: Last | None = None
    wanted: Last | None = None
