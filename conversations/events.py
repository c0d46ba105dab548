"""What can happen in a chat: the customer's messages, outcomes of effects, timers, decisions. All in the past tense."""

from __future__ import annotations

from enum import StrEnum

from conversations.details import Contact
from conversations.happening import HappeningBase
from conversations.staff_events import StaffAction


class Told(HappeningBase, frozen=True):
    """The customer sent text (a command and a deep link's start text too). ``message`` is the channel's message id."""

    text: str
    message: str = ""


class Chosen(HappeningBase, frozen=True):
    """The customer tapped the choice ``id`` of the question with ``nonce``.

    ``message`` is the message of ours that bore it, ``own`` the customer's own message ("" where a tap is none: Telegram).
    """

    id: str
    nonce: str
    label: str = ""
    message: str = ""
    own: str = ""


class Shown(HappeningBase, frozen=True):
    """The customer sent something other than text: photo, voice, video, document, location, contact, other."""

    kind: str
    caption: str = ""
    message: str = ""


class Reworded(HappeningBase, frozen=True):
    """The customer edited an earlier message: never an answer. A caption or text that bears a code is still redacted."""

    text: str = ""
    message: str = ""


class Blocked(HappeningBase, frozen=True):
    """The customer blocked the bot (``now`` true) or let it in again."""

    now: bool


class AccountChanged(HappeningBase, frozen=True):
    """The channel says that the number or id behind this account is another now: verify again."""


class Verdict(StrEnum):
    """What comparing a typed code with the challenge's codes showed, allowances included."""

    RIGHT = "right"
    WRONG = "wrong"
    OLD = "old"
    EXPIRED = "expired"
    LOCKED = "locked"
    UNCHECKED = "unchecked"


class CodeTyped(HappeningBase, frozen=True):
    """The customer typed six digits (in ``text``) in the code step and ``verdict`` is what the handler found.

    ``attempts``: the wrong codes that this challenge may have, 0 for as many as always. LOCKED: an allowance of the chat
    (until ``until``, milliseconds) or of the policy (0) is used up. UNCHECKED: the limits could not be asked, so nothing
    was compared.
    """

    verdict: Verdict
    until: int = 0
    text: str = ""
    message: str = ""
    attempts: int = 0


class Matched(HappeningBase, frozen=True):
    """The registry knows the policy and its holder; ``effect`` is the look-up's id."""

    effect: str
    policy_ref: str
    holder: str
    status: str
    instant: bool
    contacts: tuple[Contact, ...]


class NotMatched(HappeningBase, frozen=True):
    """The one neutral outcome: unknown, wrong, terminated or locked."""

    effect: str


class LookupRefused(HappeningBase, frozen=True):
    """This chat's allowance of look-ups is used up until ``until`` (milliseconds); the registry was not asked."""

    effect: str
    until: int


class LookupFailed(HappeningBase, frozen=True):
    """The registry (or the limits' store) could not be asked."""

    effect: str


class CodeSent(HappeningBase, frozen=True):
    """The gateway took the code."""

    effect: str


class CodeUnsure(HappeningBase, frozen=True):
    """Whether the code went out is unknown: it is not repeated by itself."""

    effect: str


class CodeNotSent(HappeningBase, frozen=True):
    """Every gateway refused the code clearly."""

    effect: str


class CodePaused(HappeningBase, frozen=True):
    """The alarm is on: no code leaves by SMS for now."""

    effect: str


class CodeRefused(HappeningBase, frozen=True):
    """A limit on sends holds until ``until`` (milliseconds; 0 when the limits could not be asked): nothing was sent."""

    effect: str
    until: int


class CopySent(HappeningBase, frozen=True):
    """The copy of all data was handed to the mail server."""

    effect: str


class CopyNotSent(HappeningBase, frozen=True):
    """The copy did not go out, or may not have."""

    effect: str


class CopyRefused(HappeningBase, frozen=True):
    """No copy may be sent until ``until`` (milliseconds)."""

    effect: str
    until: int


class LinkMade(HappeningBase, frozen=True):
    """The registry linked the policy, or took the request (``pending``) to decide by ``eta`` (milliseconds, or 0).

    ``challenge`` is the code's that it was asked under.
    """

    effect: str
    link_id: str
    pending: bool
    eta: int = 0
    challenge: str = ""


class LinkStale(HappeningBase, frozen=True):
    """The registry wants the policy looked up again (410)."""

    effect: str


class LinkFull(HappeningBase, frozen=True):
    """The policy is linked to as many accounts as it may be."""

    effect: str


class LinkFailed(HappeningBase, frozen=True):
    """The registry refused the link, or could not be reached in all its attempts.

    ``already``: it says that the policy is linked to this account, but not by which link.
    """

    effect: str
    already: bool = False


class Unlinked(HappeningBase, frozen=True):
    """The registry dropped the link."""

    effect: str


class UnlinkFailed(HappeningBase, frozen=True):
    """The registry did not drop the link: it is still there."""

    effect: str


class Withdrawn(HappeningBase, frozen=True):
    """The registry dropped the request."""

    effect: str


class WithdrawFailed(HappeningBase, frozen=True):
    """The request could not be dropped: ``decided`` when it had been decided before."""

    effect: str
    decided: bool


class Released(HappeningBase, frozen=True):
    """The registry let go of a link or request of an earlier era."""

    effect: str


class OthersTold(HappeningBase, frozen=True):
    """A registered contact or the policy's other accounts were told of a link, as far as they could be."""

    effect: str


class LinkedElsewhere(HappeningBase, frozen=True):
    """A policy of this chat was linked to another account on ``channel`` at ``at`` (milliseconds)."""

    policy_ref: str
    channel: str
    at: int


class Held(HappeningBase, frozen=True):
    """Somebody placed a legal hold on this chat (``now`` true) or lifted it."""

    now: bool


class EraseOrdered(HappeningBase, frozen=True):
    """Two of the care team ordered that this chat's data be erased, as the customer had asked them to."""


class Decided(HappeningBase, frozen=True):
    """Somebody decided the request ``reference``: ``approved`` or not, and why not (data, status, owner, docs, other)."""

    reference: str
    approved: bool
    reason: str = "other"
    decided_at: int = 0


class Polled(HappeningBase, frozen=True):
    """The registry was asked about an open request and has not decided it yet (or could not be asked)."""

    effect: str


class TimeCame(HappeningBase, frozen=True):
    """A deadline that the chat had set was reached; the chat itself knows which."""


Message = Told | Chosen | Shown | Reworded
LookedUp = Matched | NotMatched | LookupRefused | LookupFailed
HeardMessage = Message | CodeTyped
Outcome = (
    Matched
    | NotMatched
    | LookupRefused
    | LookupFailed
    | CodeSent
    | CodeUnsure
    | CodeNotSent
    | CodeRefused
    | CodePaused
    | CopySent
    | CopyNotSent
    | CopyRefused
    | LinkMade
    | LinkStale
    | LinkFull
    | LinkFailed
    | Unlinked
    | UnlinkFailed
    | Withdrawn
    | WithdrawFailed
    | Released
    | OthersTold
    | Polled
)
Happening = (
    Message
    | CodeTyped
    | Outcome
    | Decided
    | LinkedElsewhere
    | Held
    | EraseOrdered
    | TimeCame
    | Blocked
    | AccountChanged
    | StaffAction
)
