"""The steps of a conversation: each holds only what its moment knows, so that it cannot leak what it does not hold.

All times are milliseconds since 1970 (UTC). All numbers of policies and participants are text: leading zeros count.
"""

from __future__ import annotations

from msgspec import Struct

from conversations.details import Challenge, Details, Match
from conversations.events import LookedUp


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
    """Waiting for the registry's answer to the look-up ``effect``; one that came under a question waits in ``answer``."""

    details: Details
    effect: str
    asked: int
    deadline: int
    told: bool = False
    answer: LookedUp | None = None


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
