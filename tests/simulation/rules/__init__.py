"""The rules of the simulation, in one list."""

from __future__ import annotations

from tests.simulation.rules.base import Rule
from tests.simulation.rules.codes import AttemptsCountOnce, LinkingIsNotCancelled, LocksOutliveAll, OneLinkAChallenge
from tests.simulation.rules.limits import GivenBackIsGone, LookupsAreCounted, OneCodeOnce, SendsWithinCaps
from tests.simulation.rules.replies import (
    AcknowledgedIsCommitted,
    AgentIsAlone,
    EffectsAfterReplies,
    OneReplyOnce,
    OneTurnAMessage,
    OrderKept,
    SenderHoldsTheLease,
    WaitsAreObeyed,
)
from tests.simulation.rules.rest import (
    AnswersAreKept,
    BeforeTheDeadlineWins,
    DeadlinesAreTold,
    FactsAreKept,
    LateAnswersNothing,
    NobodyIsStuck,
    NoCodeInClear,
    OutcomesAreAwaited,
)
from tests.simulation.rules.scripts import (
    AnOutcomeTakesItsEntry,
    ARetryGetsTheFirstAnswer,
    LiveEventsAreKnown,
    PutDownIsEmpty,
)

__all__ = ["RULES", "Rule"]

RULES: tuple[type[Rule], ...] = (
    AcknowledgedIsCommitted,
    OneTurnAMessage,
    OneReplyOnce,
    OrderKept,
    SenderHoldsTheLease,
    EffectsAfterReplies,
    AgentIsAlone,
    WaitsAreObeyed,
    AnOutcomeTakesItsEntry,
    PutDownIsEmpty,
    ARetryGetsTheFirstAnswer,
    LiveEventsAreKnown,
    OneCodeOnce,
    SendsWithinCaps,
    LookupsAreCounted,
    GivenBackIsGone,
    AttemptsCountOnce,
    OneLinkAChallenge,
    LocksOutliveAll,
    LinkingIsNotCancelled,
    BeforeTheDeadlineWins,
    DeadlinesAreTold,
    OutcomesAreAwaited,
    AnswersAreKept,
    LateAnswersNothing,
    FactsAreKept,
    NobodyIsStuck,
    NoCodeInClear,
)
