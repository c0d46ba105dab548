"""Requests: how they stand, taking one back, and what was decided."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from conversations import answers
from conversations.chat import Chat, LinkedPolicy, Request, Running
from conversations.effects import Effect, Withdraw
from conversations.events import Decided, Polled, WithdrawFailed, Withdrawn
from conversations.masks import mask_policy
from conversations.names import spoken_name
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, POLICIES, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import AtMenu, BrowsingRequests, Withdrawing
from conversations.steps import link as links
from conversations.steps import menu, rating, runs, telling, tickets
from conversations.turn import Choice, Instant, Reply, Say, Template

SHOWN = 8  # the newest requests and tickets that are listed; each open one can be withdrawn

_SURE = Choice("sure", "req.btn.withdraw", exact=True)
_KEEP = Choice("keep", "menu.btn.nevermind")


def ask(scene: Scene, step: BrowsingRequests) -> Reply:
    """List the requests, newest first, each open one with a way to take it back, and the tickets; or ask about one."""
    asked = find(scene.chat, step.asking)
    if asked:
        question = say("req.withdraw.ask", request_no=asked.reference, policy_no=asked.policy)
        return Reply(says=(question,), choices=(_SURE, _KEEP))
    if ticket := tickets.find(scene.chat, step.asking):
        return tickets.read(ticket)
    lines, answers = tickets.listed(scene)
    most = SHOWN - len(lines)
    shown = [request for request in scene.chat.requests if request.state != "withdrawn"][::-1][:most]
    if not shown and not lines:
        return Reply(says=(say("status.none"),), choices=(Choice("link", "menu.row.link"), HOME))
    rows = tuple(_row(request) for request in shown if request.state == "pending")
    told = (say("status.list"), *map(_line, shown), *lines)
    return Reply(says=told, choices=(*rows, *answers, HOME), list_button="req.list_button")


def hear(scene: Scene, step: BrowsingRequests, heard: Heard) -> Move:
    """Ask before taking a request back; then tell the registry."""
    asked = find(scene.chat, step.asking)
    match heard:
        case Pick("sure") if asked:
            return _withdraw(scene, asked)
        case Pick("keep"):
            return scene.go(AtMenu(), say("menu.nevermind"))
        case Pick("link") if not asked:
            return menu.add(scene)
        case Pick(reference) if request := find(scene.chat, reference):
            return scene.go(BrowsingRequests(request.reference))
        case Pick(reference) if ticket := tickets.find(scene.chat, reference):
            return scene.go(BrowsingRequests(ticket.reference))
        case Words(text) if asked and answers.no(text):
            return scene.go(AtMenu(), say("menu.nevermind"))
        case Words(text) if asked and answers.sure(text):
            return _withdraw(scene, asked)
    return scene.miss(say("err.confirm") if asked else unclear(len(ask(scene, step).choices)))


def back(scene: Scene, step: BrowsingRequests) -> Move:
    """Go back to the list of requests, then to the menu."""
    return scene.go(BrowsingRequests() if step.asking else AtMenu())


def withdrawn(scene: Scene, outcome: Withdrawn) -> Move:
    """Record that the request was taken back."""
    run = runs.run_of(scene.chat, outcome.effect)
    running = runs.without(scene.chat, outcome.effect)
    if run is None or (request := find(scene.chat, run.reference)) is None:
        return scene.hush(running=running)
    rest = replaced(scene.chat, structs.replace(request, state="withdrawn", decided=scene.at))
    told = say("req.withdrawn", request_no=request.reference)
    return _tell(scene, outcome.effect, told, requests=rest, running=running)


def withdraw_failed(scene: Scene, outcome: WithdrawFailed) -> Move:
    """Say that the request was decided before, or that the registry is away."""
    run = runs.run_of(scene.chat, outcome.effect)
    running = runs.without(scene.chat, outcome.effect)
    if run is None:
        return scene.hush(running=running)
    key = "req.withdraw.failed" if outcome.decided else "req.withdraw.down"
    return _tell(scene, outcome.effect, say(key, request_no=run.reference), running=running)


def give_up(scene: Scene, step: Withdrawing) -> Move:
    """Tell the customer at the deadline that the request still stands."""
    return scene.end(AtMenu(), say("req.withdraw.down", request_no=step.reference), choices=(HOME,))


def decided(scene: Scene, event: Decided) -> Move:
    """Record a decision once, link the policy if it was approved, and tell the customer."""
    request = find(scene.chat, event.reference)
    if request is None or request.state != "pending":
        gone = runs.gone_of(scene.chat, event.reference)
        return runs.let_go(scene, gone) if gone and event.approved else scene.hush()
    state = "approved" if event.approved else "rejected"
    settled = structs.replace(request, state=state, reason=event.reason, decided=event.decided_at or scene.at)
    chat = structs.replace(scene.chat, requests=replaced(scene.chat, settled))
    effects: tuple[Effect, ...] = ()
    if event.approved:
        linked = _link_of(settled)
        chat = links.add_link(chat, linked)
        effects = telling.of_link(scene, linked, request.method).effects
    notice = notify(chat, settled, state)
    return Move(chat=rating.later(scene, chat), ask=False, apart=(notice,), effects=effects)


def polled(scene: Scene, outcome: Polled) -> Move:
    """Change nothing: nothing was decided yet."""
    return scene.hush()


def late(scene: Scene, request: Request) -> Move:
    """Give a request past its date a new one, once."""
    moved = structs.replace(request, eta=scene.terms.expected(scene.at, scene.terms.request_days), late=True)
    chat = structs.replace(scene.chat, requests=replaced(scene.chat, moved))
    return Move(chat=chat, ask=False, apart=(notify(chat, moved, "late"),))


def notify(chat: Chat, request: Request, name: str) -> Reply:
    """Word a notice about a request, with what is sent when the chat cannot take it."""
    given: dict[str, Any] = {
        "name": spoken_name(request.holder),
        "request_no": request.reference,
        "policy_masked": mask_policy(request.policy),
    }
    if name == "rejected":
        given["reason"] = say(f"reason.{request.reason}")
    if name == "late":
        given["eta"] = Instant(request.eta, "date")
    template = Template(
        name=name,
        values=given,
        email=request.email,
        subject=f"email.{name}.subject",
        body=f"email.{name}.body",
    )
    # The chat has shown the number all along; a template or an email may be read by others.
    shown = say(f"notify.{name}", **given, policy_no=request.policy, type=POLICY_TYPES[request.type].label)
    return Reply(says=(shown,), choices=(POLICIES, HOME) if name == "approved" else (HOME,), template=template)


def find(chat: Chat, reference: str) -> Request | None:
    """Return the request with this number."""
    return next((request for request in chat.requests if request.reference == reference), None)


def open_requests(chat: Chat) -> tuple[str, ...]:
    """Return the numbers of the requests that wait for a decision."""
    return tuple(request.reference for request in chat.requests if request.state == "pending")


def replaced(chat: Chat, request: Request) -> tuple[Request, ...]:
    """Return the requests with one of them changed."""
    return tuple(request if known.reference == request.reference else known for known in chat.requests)


def _withdraw(scene: Scene, request: Request) -> Move:
    effect = Withdraw(id=scene.event.fresh("withdraw"), link_id=request.link_id, reference=request.reference)
    deadline = scene.at + scene.terms.limits.wait_deadline
    running = (*scene.chat.running, Running(effect.id, "withdraw", reference=request.reference))
    return scene.wait(Withdrawing(request.reference, effect.id, scene.at, deadline), effect, running=running)


def _tell(scene: Scene, effect: str, told: Say, **changes: Any) -> Move:
    waits = isinstance(scene.chat.step, Withdrawing) and scene.chat.step.effect == effect
    if waits:
        return scene.end(AtMenu(), told, choices=(HOME,), **changes)
    return Move(chat=structs.replace(scene.chat, **changes), ask=False, apart=(Reply(says=(told,), choices=(HOME,)),))


def _link_of(request: Request) -> LinkedPolicy:
    return LinkedPolicy(
        id=request.link_id,
        policy_ref=request.policy_ref,
        type=request.type,
        policy=request.policy,
        participant=request.participant,
        holder=request.holder,
        status=request.status,
        at=request.decided,
        email=request.email,
        contacts=request.contacts,
    )


def _line(request: Request) -> Say:
    given: dict[str, Any] = {
        "request_no": request.reference,
        "policy_no": request.policy,
        "type": POLICY_TYPES[request.type].label,
    }
    if request.state == "pending":
        made, eta = Instant(request.made, "date"), Instant(request.eta, "date")
        return say("status.pending", **given, date=made, eta=eta)
    settled = Instant(request.decided, "date")
    if request.state == "approved":
        return say("status.approved", **given, date=settled)
    return say("status.rejected", **given, date=settled, reason=say(f"reason.{request.reason}"))


def _row(request: Request) -> Choice:
    return Choice(request.reference, "req.row", {"request_no": request.reference}, "req.row.d")
