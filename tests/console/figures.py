"""A month of figures, counted through the real commit: many customers, each as far as chance takes them."""

from __future__ import annotations

import random

from msgspec import structs

from conversations.limits import DAY, MINUTE, SECOND
from conversations.marks import STAGES, Mark, Name
from conversations.terms import Terms
from storage.counts import counts_of
from storage.store import Store
from tests.storage.test_chats import write

KEPT = (1.0, 0.93, 0.84, 0.8, 0.97, 0.98, 0.93, 0.9, 0.99, 0.85)
TOOK = (0, 6, 55, 60, 62, 66, 90, 92, 95, 95)  # seconds since the start
TYPES = ("individu", "group", "dplk")


async def fill(store: Store, customers: int, now: int, days: int = 29, seed: int = 5) -> dict[str, tuple[Mark, ...]]:
    """Count the linkings of so many customers over the last days; return the marks of each account."""
    dice = random.Random(seed)
    filled: dict[str, tuple[Mark, ...]] = {}
    for number in range(customers):
        channel = dice.choice(("telegram", "whatsapp"))
        account = store.aliases.telegram(f"figures {number}")
        at = now - int(dice.random() ** 1.3 * days * DAY)
        marks = filled[account] = tuple(marks_of(dice, at))
        turn = structs.replace(
            write(account, f"fill {number}", now=at), counts=counts_of(marks, channel, at, Terms().today)
        )
        await store.chats.commit(await store.chats.load(account), turn)
    return filled


def marks_of(dice: random.Random, at: int) -> list[Mark]:
    """Return the marks of one linking, as far as chance takes it."""
    kind = dice.choices(TYPES, (6, 3, 2))[0]
    marks = [Mark(Name.CONSENT, "given" if dice.random() < 0.94 else "declined")]
    passed, ends = Name.STARTED, random.Random(at).random() < 0.7  # the others are still under way
    for stage, kept, took in zip(STAGES, KEPT, TOOK, strict=True):
        if dice.random() > kept:
            step = dice.choice(("TypingPolicy", "TypingBirth", "EnteringCode", "Confirming"))
            marks += [Mark(dice.choice((Name.FELL_SILENT, Name.CANCELLED, Name.HELP)), step, kind)]
            marks += [Mark(Name.LEFT, passed, "" if passed is Name.STARTED else kind, day=at)] if ends else []
            break
        passed = stage
        since = int(took * SECOND * dice.lognormvariate(0, 0.6))
        detail = ("requested" if kind == "individu" else "linked") if stage is Name.LINKED else ""
        marks.append(Mark(stage, detail, "" if stage is Name.STARTED else kind, since, at))
        marks += _beside(dice, stage, kind)
    linked = any(mark.name is Name.LINKED for mark in marks)
    return [*marks, *(_afterwards(random.Random(at), kind) if linked else ())]


def _afterwards(dice: random.Random, kind: str) -> list[Mark]:
    """Return what some do later: they rate, and a few let their policy or all their data go."""
    rated = [Mark(Name.RATED, dice.choice("555544321"), kind)] if dice.random() < 0.4 else []
    gone = [dice.choice((Mark(Name.UNLINKED, "", kind), Mark(Name.ERASED, "done")))] if dice.random() < 0.1 else []
    return rated + gone


def _beside(dice: random.Random, stage: Name, kind: str) -> list[Mark]:
    match stage:
        case Name.TYPED_KIND if dice.random() < 0.3:
            return [Mark(Name.ERROR, dice.choice(("TypingPolicy", "TypingBirth", "TypingParticipant")), kind)]
        case Name.DETAILED:
            missed = [Mark(Name.LOOKED_UP, "no_match", kind, 900)] if dice.random() < 0.2 else []
            return [*missed, Mark(Name.LOOKED_UP, "matched", kind, 700)]
        case Name.CODE_SENT:
            return [Mark(Name.ISSUED, dice.choice(("email", "email", "sms")), kind)]
        case Name.DELIVERED:
            return [Mark(Name.HANDED_OVER, "email", kind, int(dice.lognormvariate(1, 0.5) * SECOND))]
        case Name.ENTERED:
            wrong = [Mark(Name.CODE_TYPED, "wrong", kind)] if dice.random() < 0.2 else []
            asked = [Mark(Name.ASKED_PERSON, "person"), Mark(Name.TAKEN_OVER, took=4 * MINUTE)]
            return wrong + (asked if dice.random() < 0.1 else [])
        case Name.RIGHT:
            return [Mark(Name.CODE_TYPED, "right", kind, 28 * SECOND)]
        case Name.DECIDED if kind == "individu":
            answer = dice.choice(("approved", "approved", "approved", "docs"))
            return [Mark(Name.DECISION, answer, kind, int(dice.lognormvariate(0, 0.5) * DAY))]
    return []
