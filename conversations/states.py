"""What a chat remembers. Each step holds only what its moment knows, so it cannot leak what it does not hold.

All times are milliseconds since 1970 (UTC). All numbers of policies and participants are text: leading zeros count.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from conversations.drivers import BotDrives, Driver


class Contact(Struct, frozen=True):
    """A registered contact. ``method`` is how a code travels there: email or sms."""

    method: str
    address: str


class Details(Struct, frozen=True):
    """What the customer has entered so far; an empty text or None is not entered yet."""

    type: str
    policy: str = ""
    participant: str = ""
    born: date | None = None


class Match(Struct, frozen=True):
    """What the registry said about details that match.

    ``contacts`` are those that may take this type's code, ``registered`` are all that a gateway may write to.
    """

    policy_ref: str
    holder: str
    status: str
    instant: bool
    contacts: tuple[Contact, ...]
    email: str | None = None
    registered: tuple[Contact, ...] = ()


class Issued(Struct, frozen=True):
    """One code of a challenge: its keyed digest (never the code), and when it was issued and stops being right."""

    digest: bytes
    at: int
    expires: int


class Challenge(Struct, frozen=True):
    """A challenge: from the first code sent to the end of its linking. Wrong codes are counted over all its codes.

    ``sends`` counts the codes handed to a gateway; ``sending`` is the effect whose outcome is still to come ("": none).
    """

    id: str
    contact: Contact
    codes: tuple[Issued, ...] = ()
    wrong: int = 0
    sends: int = 0
    sending: str = ""


# --- steps ----------------------------------------


class StepBase(Struct, frozen=True, tag=True, tag_field="is"):
    """A step: stored with its name under ``is``."""


class Arriving(StepBase, frozen=True):
    """Nothing was said yet."""


class Consenting(StepBase, frozen=True):
    """Asked for consent."""


class Declined(StepBase, frozen=True):
    """Consent was refused or withdrawn: nothing is processed until the customer starts again."""


class AtMenu(StepBase, frozen=True):
    """Nothing runs; the main menu's choices are open."""


class ChoosingType(StepBase, frozen=True):
    """Asked which type of policy. ``details`` is set when the type is being mended."""

    details: Details | None = None
    unsure: bool = False


class TypingPolicy(StepBase, frozen=True):
    """Asked for the policy number."""

    details: Details


class TypingParticipant(StepBase, frozen=True):
    """Asked for the participant number."""

    details: Details


class TypingBirth(StepBase, frozen=True):
    """Asked for the date of birth."""

    details: Details


class Confirming(StepBase, frozen=True):
    """The summary was shown: right, or mend?"""

    details: Details


class Mending(StepBase, frozen=True):
    """Asked which detail to change."""

    details: Details


class LookingUp(StepBase, frozen=True):
    """Waiting for the registry's answer to the look-up ``effect``."""

    details: Details
    effect: str
    asked: int
    deadline: int
    told: bool = False


class NotFound(StepBase, frozen=True):
    """The details did not match (``down``: could not be checked): mend, or try again."""

    details: Details
    down: bool = False


class ChoosingMethod(StepBase, frozen=True):
    """Asked where the code goes. ``challenge`` is set when an earlier code of this linking is being replaced."""

    details: Details
    match: Match
    challenge: Challenge | None = None


class EnteringCode(StepBase, frozen=True):
    """A code is on its way or there; the next six digits are compared. ``purpose``: link (a policy), delete (the data)."""

    details: Details
    match: Match
    challenge: Challenge
    purpose: str = "link"


class Linking(StepBase, frozen=True):
    """The code was right; waiting for the registry to link (``effect``)."""

    effect: str
    asked: int
    deadline: int
    told: bool = False


class LinkingFailed(StepBase, frozen=True):
    """The registry did not link: the customer may try again (``details`` without the date of birth when it must be asked)."""

    details: Details


class Finished(StepBase, frozen=True):
    """The linking ended well; ``link`` is offered as the active policy, if it is not yet."""

    link: str = ""


class BrowsingPolicies(StepBase, frozen=True):
    """The list of linked policies is open at ``page`` (from 0)."""

    page: int = 0


class ViewingPolicy(StepBase, frozen=True):
    """One linked policy is shown. ``asking``: whether to unlink it; ``failed``: the registry did not let go of it."""

    link: str
    asking: bool = False
    failed: bool = False


class Unlinking(StepBase, frozen=True):
    """Waiting for the registry to drop the link."""

    link: str
    effect: str
    asked: int
    deadline: int
    told: bool = False


class BrowsingRequests(StepBase, frozen=True):
    """The requests are shown; an open one can be withdrawn. ``asking``: the one asked about."""

    asking: str = ""


class Withdrawing(StepBase, frozen=True):
    """Waiting for the registry to drop the request ``reference``."""

    reference: str
    effect: str
    asked: int
    deadline: int
    told: bool = False


class WithdrawingConsent(StepBase, frozen=True):
    """Asked whether consent is really withdrawn; ``under`` is what goes on if not."""

    under: Step


class ViewingData(StepBase, frozen=True):
    """What is held was shown: a copy, the erasure, the withdrawal of consent; else ``under`` goes on."""

    under: Step


class Exporting(StepBase, frozen=True):
    """Waiting for the copy (``effect``) to leave for the registered ``email``."""

    effect: str
    email: str
    asked: int
    deadline: int
    told: bool = False


class ErasingData(StepBase, frozen=True):
    """Asked whether all data are really to be erased; ``under`` goes on if not."""

    under: Step


class Cancelling(StepBase, frozen=True):
    """Asked whether to stop; ``under`` is what goes on if not."""

    under: Step


class Resuming(StepBase, frozen=True):
    """Asked whether to go on with ``under`` (what ran a moment ago), or with the paused details when it is None."""

    under: Step | None = None


Step = (
    Arriving
    | Consenting
    | Declined
    | AtMenu
    | ChoosingType
    | TypingPolicy
    | TypingParticipant
    | TypingBirth
    | Confirming
    | Mending
    | LookingUp
    | NotFound
    | ChoosingMethod
    | EnteringCode
    | Linking
    | LinkingFailed
    | Finished
    | BrowsingPolicies
    | ViewingPolicy
    | Unlinking
    | BrowsingRequests
    | Withdrawing
    | WithdrawingConsent
    | ViewingData
    | Exporting
    | ErasingData
    | Cancelling
    | Resuming
)
Waiting = LookingUp | Linking | Unlinking | Withdrawing | Exporting


# --- what outlives a step ----------------------------------------


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
    """Details kept for "Lanjutkan", never with a date of birth, until ``until``."""

    details: Details
    until: int


class Ended(Struct, frozen=True):
    """What a timer ended at ``deadline``, kept ten minutes: a message sent before the deadline takes it up again."""

    step: Step
    nonce: str
    asked: int
    deadline: int


class Ticket(Struct, frozen=True):
    """A complaint: its number, when it was made, and by when it is answered."""

    reference: str
    made: int
    eta: int


class Last(Struct, frozen=True):
    """The last line of the transcript, cut short and masked: what a list of conversations shows."""

    who: str
    text: str
    at: int


class Flood(Struct, frozen=True):
    """The last inbound times (at most 20 within 10 s), and while the chat is silenced the last message (0: it is not)."""

    recent: tuple[int, ...] = ()
    silent: int = 0


class Chat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that a chat remembers between two turns.

    ``account`` names the keys; ``address`` is where replies go (sealed with the rest). ``nonce`` marks the question that
    is open, asked at ``asked``; ``began`` is the start of the current linking and ``reached``
    how many of the funnel's stages it has passed. ``misses`` counts answers in a row that
    were not understood. ``heard`` is the customer's last message (the channel's clock). ``code_until``: six digits typed
    before then are never recorded. ``locked``: no linking before then. ``drive`` is the version of ``driver``: it rises
    whenever another one takes the wheel. ``messages`` counts the customer's lines in the transcript.
    ``rate_at``: when the customer is asked for a rating (0: not), last asked at ``rate_asked``; ``rating``: the question is
    open; ``score``: the last answer.

    ``era`` rises whenever nothing may be carried over: with an erasure, a withdrawal of consent, a changed account. What
    began in an earlier era is undone when it lands. ``since``: the transcript before then is an earlier era's. ``held``:
    a legal hold since then (0: none) lets an erasure wait. ``proofs``, ``gone`` and ``receipts`` outlive an erasure.
    """

    format: int = 1
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
    reached: int = 0
    misses: int = 0
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
