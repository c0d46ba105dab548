"""What of a turn is counted, told from the chat before and after and from what happened between.

As with the security log, a step that is added later cannot forget to tell it; a step adds marks only where the chats do
not show what is to be counted (a question for help, say).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from conversations.chat import Chat
from conversations.drivers import AgentDrives, BotDrives, NobodyDrives
from conversations.effects import Effect, SendCode
from conversations.events import (
    CodeNotSent,
    CodePaused,
    CodeRefused,
    CodeSent,
    CodeTyped,
    CodeUnsure,
    Decided,
    Happening,
    LinkFailed,
    LinkFull,
    LinkMade,
    LinkStale,
    LookupFailed,
    LookupRefused,
    Matched,
    NotMatched,
    Verdict,
)
from conversations.hearing import code_step
from conversations.marks import BY_STEP, STAGES, Mark, Name
from conversations.scene import Move, Scene
from conversations.states import ChoosingType, Consenting, Declined, LookingUp, Step
from conversations.steps.anywhere import inner
from conversations.steps.linking import LINK, details_of, lacking

_LOOKUPS: dict[type, str] = {
    Matched: "matched",
    NotMatched: "no_match",
    LookupRefused: "refused",
    LookupFailed: "away",
}
_UNSENT: dict[type, str] = {CodeNotSent: "failed", CodeUnsure: "unsure", CodeRefused: "limit", CodePaused: "paused"}
_NOT_LINKED: dict[type, str] = {LinkStale: "stale", LinkFull: "full", LinkFailed: "failed"}
_PLACES = {stage: place for place, stage in enumerate(STAGES, 1)}


def counted(scene: Scene, move: Move, after: Chat) -> tuple[int, tuple[Mark, ...]]:
    """Return how far the linking of ``after`` has come (a place among the stages, from 1), and what to count."""
    before, what = scene.chat, scene.what
    reached, stages = _funnel(scene, after, move.effects)
    ends = tuple(_outcome(before, what, after, scene.at))
    marks = (
        *(_placed(mark, before.step) for mark in move.marks),
        *stages,
        *ends,
        *_left(before, after, reached, ends),
        *_codes(before, what, after, move.effects, scene.at),
        *_unclear(before, move),
        *_friction(before, what, after, move.missed, scene.at),
        *_people(before, after, scene.at),
        *_requests(before, after, scene.at),
        *_trust(before, after, move),
    )
    return reached, marks


def _placed(mark: Mark, step: Step) -> Mark:
    """Say where it happened, if the step that knew of it did not."""
    detail = mark.detail or (_name(step) if mark.name in BY_STEP else "")
    return structs.replace(mark, detail=detail, type=mark.type or _type(step))


def _name(step: Step) -> str:
    return type(inner(step)).__name__


def _type(step: Step) -> str:
    details = details_of(step)
    return details.type if details else ""


# --- the funnel ----------------------------------------


def _funnel(scene: Scene, after: Chat, effects: tuple[Effect, ...]) -> tuple[int, list[Mark]]:
    """Count each stage that this turn brought the linking past; one that was passed unseen is counted as well."""
    begun = after.began > scene.chat.began
    reached = scene.chat.reached if after.began == scene.chat.began else 0
    stage = _stage(scene, after, effects, begun)
    now = _PLACES[stage] if stage else 0
    if now <= reached:
        return reached, []
    kind, took = _type(after.step) or _type(scene.chat.step), max(scene.at - after.began, 0)
    return now, [
        Mark(stage, type="" if stage is Name.STARTED else kind, took=took, day=after.began)
        for stage in STAGES[reached:now]
    ]


def _stage(scene: Scene, after: Chat, effects: tuple[Effect, ...], begun: bool) -> Name | None:
    step, what = code_step(scene.chat.step), scene.what
    if step is not None and step.purpose == LINK:
        if isinstance(what, CodeTyped) and what.verdict is not Verdict.UNCHECKED:
            return Name.RIGHT if what.verdict is Verdict.RIGHT else Name.ENTERED
        if isinstance(what, CodeSent) and what.effect == step.challenge.sending:
            return Name.DELIVERED
    if any(isinstance(effect, SendCode) and effect.purpose == LINK for effect in effects):
        return Name.CODE_SENT
    if isinstance(what, Matched):
        return Name.MATCHED
    details = details_of(after.step) if after.step != scene.chat.step else None
    if details is None or not details.type:
        return Name.STARTED if begun else None
    return Name.TYPED_KIND if lacking(details) or isinstance(after.step, ChoosingType) else Name.DETAILED


def _outcome(before: Chat, what: Happening, after: Chat, at: int) -> Iterator[Mark]:
    """Count the funnel's end, which may come when another linking has begun."""
    if isinstance(what, LinkMade):
        run = next((run for run in before.running if run.effect == what.effect), None)
        kept = {held.link_id for held in after.requests} | {held.id for held in after.links}
        if run is None or run.details is None or what.link_id not in kept:
            return
        began, kind = run.began or at, run.details.type
        yield Mark(Name.LINKED, "requested" if what.pending else "linked", kind, at - began, began)
        if not what.pending:
            yield Mark(Name.DECIDED, "linked", kind, None, began)
    if isinstance(what, Decided):
        for request in before.requests:
            if request.reference == what.reference and request.state == "pending":
                answer = "approved" if what.approved else "rejected"
                yield Mark(Name.DECIDED, answer, request.type, None, request.began or request.made)


def _left(before: Chat, after: Chat, reached: int, ends: tuple[Mark, ...]) -> Iterator[Mark]:
    """Count the linkings that were open and are not, and did not come to their last stage in this turn."""
    was, now = _open(before, before.reached), _open(after, reached)
    decided = {mark.day for mark in ends if mark.name is Name.DECIDED}
    for began, (stage, kind) in was.items():
        if began not in now and began not in decided:
            passed = STAGES[reached - 1] if began == after.began and reached > _PLACES[stage] else stage
            yield Mark(Name.LEFT, passed, "" if passed is Name.STARTED else kind, day=began)


def _open(chat: Chat, reached: int) -> dict[int, tuple[Name, str]]:
    """Return the linkings that are not over, by when they began: the last stage that each passed, and its type.

    A linking is open at a step of its own, while the registry is asked to link, and as a request that waits.
    """
    found: dict[int, tuple[Name, str]] = {}
    if reached and (isinstance(inner(chat.step), ChoosingType) or details_of(chat.step)):
        found[chat.began] = STAGES[reached - 1], _type(chat.step)
    for run in chat.running:
        if run.kind == "link" and run.details:
            found[run.began] = Name.RIGHT, run.details.type
    for request in chat.requests:
        if request.state == "pending":
            found[request.began or request.made] = Name.LINKED, request.type
    return found


# --- codes ----------------------------------------


def _codes(before: Chat, what: Happening, after: Chat, effects: tuple[Effect, ...], at: int) -> Iterator[Mark]:
    for effect in effects:
        if isinstance(effect, SendCode):
            yield Mark(Name.ISSUED, effect.contact.method, effect.type)
            if effect.number > 1:
                yield Mark(Name.RESENT, effect.contact.method, effect.type)
    step = code_step(before.step)
    if step is None or not step.challenge.codes:
        return
    since, kind = at - step.challenge.codes[-1].at, step.details.type
    if isinstance(what, CodeTyped):
        yield Mark(Name.CODE_TYPED, str(what.verdict), kind, since if what.verdict is Verdict.RIGHT else None)
    elif getattr(what, "effect", "") == step.challenge.sending != "":
        if isinstance(what, CodeSent):
            yield Mark(Name.HANDED_OVER, step.challenge.contact.method, kind, since)
        elif why := _UNSENT.get(type(what)):
            yield Mark(Name.UNSENT, why, kind)
    if after.locked > before.locked:
        yield Mark(Name.LOCKED, type=kind)


# --- friction ----------------------------------------


def _unclear(before: Chat, move: Move) -> Iterator[Mark]:
    """Tell own words that were not understood, or asked back; before consent nobody can read which."""
    if move.understood is not None and not move.understood.wish and before.consent is not None:
        yield Mark(Name.UNDERSTOOD, "asked" if move.understood.asked else "none")


def _friction(before: Chat, what: Happening, after: Chat, missed: bool, at: int) -> Iterator[Mark]:
    step = before.step
    if missed:
        yield Mark(Name.ERROR, _name(step), _type(step))
    asked = inner(step)  # also under a question
    if isinstance(asked, LookingUp) and (found := _LOOKUPS.get(type(what))):
        yield Mark(Name.LOOKED_UP, found, asked.details.type, at - asked.asked)
    if after.ended and after.ended != before.ended:
        yield Mark(Name.FELL_SILENT, _name(step), _type(step))
    if why := _NOT_LINKED.get(type(what)):
        run = next((run for run in before.running if run.effect == getattr(what, "effect", "")), None)
        if run and run.details:
            yield Mark(Name.NOT_LINKED, why, run.details.type)


# --- people and trust ----------------------------------------


def _people(before: Chat, after: Chat, at: int) -> Iterator[Mark]:
    was, now = before.driver, after.driver
    if isinstance(now, NobodyDrives) and not isinstance(was, NobodyDrives):
        yield Mark(Name.ASKED_PERSON, now.reason)
    if isinstance(now, AgentDrives) and not isinstance(was, AgentDrives):
        yield Mark(Name.TAKEN_OVER, took=at - was.since if isinstance(was, NobodyDrives) else None)
    if isinstance(was, AgentDrives) and isinstance(now, BotDrives):
        yield Mark(Name.HANDED_BACK)
    if len(after.tickets) > len(before.tickets):
        yield Mark(Name.COMPLAINT)
    waited = {ticket.reference for ticket in before.tickets if ticket.state == "open"}
    for ticket in after.tickets:
        if ticket.reference in waited and ticket.state == "answered":
            yield Mark(Name.ANSWERED, took=at - ticket.made)


def _requests(before: Chat, after: Chat, at: int) -> Iterator[Mark]:
    known = {request.reference: request for request in before.requests}
    for request in after.requests:
        was = known.get(request.reference)
        if was and was.state == "pending" != request.state:
            if request.state == "withdrawn":
                yield Mark(Name.WITHDRAWN, type=request.type)
            else:
                answer = "approved" if request.state == "approved" else request.reason
                yield Mark(Name.DECISION, answer, request.type, at - request.made)
        if was and request.late and not was.late:
            yield Mark(Name.LATE, type=request.type)
    kept = {request.reference for request in after.requests}
    for request in before.requests:
        if request.state == "pending" and request.reference not in kept:  # an erasure lets it go
            yield Mark(Name.WITHDRAWN, type=request.type)


def _trust(before: Chat, after: Chat, move: Move) -> Iterator[Mark]:
    if after.consent and after.consent != before.consent:
        yield Mark(Name.CONSENT, "given")
    elif before.consent and not after.consent:
        yield Mark(Name.CONSENT, "withdrawn")
    elif isinstance(before.step, Consenting) and isinstance(after.step, Declined) and _says(move, "consent.declined"):
        yield Mark(Name.CONSENT, "declined")
    kept = {link.id for link in after.links}
    for link in before.links:
        if link.id not in kept:
            yield Mark(Name.UNLINKED, type=link.type)


def _says(move: Move, key: str) -> bool:
    return any(said.key == key for said in move.says)
