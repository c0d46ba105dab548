"""The page that shows all: where a chat is, what happened, who decides.

``advance`` is the whole conversation: a chat and an event go in, a turn comes out. Nothing here reads a clock, draws a
number or touches the outside; an event that does not belong to the step changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from conversations import events as happened
from conversations import states
from conversations.scene import Heard, Move, Scene
from conversations.steps import (
    arriving,
    birth_date,
    cancelling,
    choosing_method,
    confirming,
    consent_withdrawal,
    entering_code,
    erasing,
    link,
    looking_up,
    mending,
    menu,
    own_data,
    participant_number,
    policies,
    policy_number,
    policy_type,
    requests,
    resuming,
    runs,
    telling,
    waiting,
)
from conversations.turn import Reply
from conversations.words import Word

S = TypeVar("S")


class Page(Struct, Generic[S], frozen=True):
    """One row of the table: how a step asks, hears, learns an outcome it waits for, and goes back.

    ``numbered``: a bare number is a choice here. ``method``: words about resending and methods are understood here.
    """

    ask: Callable[[Scene, S], Reply]
    hear: Callable[[Scene, S, Heard], Move]
    learn: dict[type, Callable[[Scene, S, Any], Move]] = {}
    back: Callable[[Scene, S], Move] | None = None
    method: Callable[[Scene, S, Word], Move] | None = None
    numbered: bool = True


LOOKED_UP: dict[type, Callable[[Scene, Any, Any], Move]] = {
    happened.Matched: looking_up.matched,
    happened.NotMatched: looking_up.not_matched,
    happened.LookupRefused: looking_up.refused,
    happened.LookupFailed: looking_up.failed,
}
CODE_LEFT: dict[type, Callable[[Scene, Any, Any], Move]] = {
    happened.CodeSent: entering_code.code_sent,
    happened.CodeUnsure: entering_code.code_unsure,
    happened.CodeNotSent: entering_code.code_not_sent,
    happened.CodeRefused: entering_code.code_refused,
    happened.CodePaused: entering_code.code_paused,
}

COPY_LEFT: dict[type, Callable[[Scene, Any, Any], Move]] = {
    happened.CopySent: own_data.sent,
    happened.CopyNotSent: own_data.not_sent,
    happened.CopyRefused: own_data.refused,
}

# where we are               how it asks               who hears                 what it learns   where back leads
FLOW: dict[type, Page[Any]] = {
    states.Arriving: Page(arriving.welcome, arriving.greet),
    states.Consenting: Page(arriving.ask, arriving.hear),
    states.Declined: Page(arriving.rest, arriving.idle),
    states.AtMenu: Page(menu.ask, menu.hear),
    states.ChoosingType: Page(policy_type.ask, policy_type.hear, {}, policy_type.back),
    states.TypingPolicy: Page(policy_number.ask, policy_number.hear, {}, policy_number.back, numbered=False),
    states.TypingParticipant: Page(
        participant_number.ask, participant_number.hear, {}, participant_number.back, numbered=False
    ),
    states.TypingBirth: Page(birth_date.ask, birth_date.hear, {}, birth_date.back, numbered=False),
    states.Confirming: Page(confirming.ask, confirming.hear, {}, confirming.back),
    states.Mending: Page(mending.ask, mending.hear, {}, mending.back),
    states.LookingUp: Page(waiting.ask, waiting.hear, LOOKED_UP),
    states.NotFound: Page(looking_up.ask, looking_up.hear, {}, looking_up.back),
    states.ChoosingMethod: Page(
        choosing_method.ask, choosing_method.hear, {}, choosing_method.back, choosing_method.method
    ),
    states.EnteringCode: Page(
        entering_code.ask, entering_code.hear, CODE_LEFT, entering_code.back, entering_code.method, numbered=False
    ),
    states.Linking: Page(waiting.ask, waiting.hear),
    states.LinkingFailed: Page(link.ask_failed, link.hear_failed, {}, link.back_failed),
    states.Finished: Page(link.ask_finished, link.hear_finished),
    states.BrowsingPolicies: Page(policies.ask, policies.hear, {}, policies.back),
    states.ViewingPolicy: Page(policies.ask_viewing, policies.hear_viewing, {}, policies.back_viewing),
    states.Unlinking: Page(waiting.ask, waiting.hear),
    states.BrowsingRequests: Page(requests.ask, requests.hear, {}, requests.back),
    states.Withdrawing: Page(waiting.ask, waiting.hear),
    states.WithdrawingConsent: Page(consent_withdrawal.ask, consent_withdrawal.hear, {}, consent_withdrawal.back),
    states.ViewingData: Page(own_data.ask, own_data.hear, {}, own_data.back),
    states.Exporting: Page(waiting.ask, waiting.hear, COPY_LEFT),
    states.ErasingData: Page(erasing.ask, erasing.hear, {}, erasing.back),
    states.Cancelling: Page(cancelling.ask, cancelling.hear, {}, cancelling.back),
    states.Resuming: Page(resuming.ask, resuming.hear),
}

# Facts from outside: recorded whatever the step, told as a notice when nobody waits for them any more.
FACTS: dict[type, Callable[[Scene, Any], Move]] = {
    happened.LinkMade: link.made,
    happened.LinkStale: link.stale,
    happened.LinkFull: link.full,
    happened.LinkFailed: link.failed,
    happened.Unlinked: policies.unlinked,
    happened.UnlinkFailed: policies.unlink_failed,
    happened.Withdrawn: requests.withdrawn,
    happened.WithdrawFailed: requests.withdraw_failed,
    happened.Released: runs.released,
    happened.LinkedElsewhere: telling.elsewhere,
    happened.Polled: requests.polled,
    happened.Held: erasing.held,
    happened.EraseOrdered: erasing.ordered,
    happened.Decided: requests.decided,
}
