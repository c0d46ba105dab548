"""The link: what the registry made of it, whether the customer still waits for it or not. Facts are always recorded."""

from __future__ import annotations

from msgspec import structs

from conversations import answers
from conversations.chat import Chat, LinkedPolicy, Request, Running
from conversations.events import LinkFailed, LinkFull, LinkMade, LinkStale
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, PERSON, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import AtMenu, Confirming, EnteringCode, Finished, Linking, LinkingFailed
from conversations.steps import confirming, linking, rating, runs, telling
from conversations.steps.anywhere import inner
from conversations.steps.runs import run_of, without
from conversations.turn import Choice, Instant, Reply, Say, Value

ADD = Choice("link", "done.btn.add")
_ACTIVATE = Choice("activate", "done.btn.active", exact=True)
_RETRY = Choice("retry", "lookup.btn.retry", exact=True)


def made(scene: Scene, outcome: LinkMade) -> Move:
    """Record the link or the request; finish the linking if the customer still waits, else send it as a notice.

    One that lands after the customer was told that it failed is undone.
    """
    if runs.is_past(scene):
        return runs.undo(scene, outcome)
    run = run_of(scene.chat, outcome.effect)
    if run is None:
        return scene.hush() if _stays(scene.chat, outcome) else runs.undo(scene, outcome)
    chat = _recorded(scene, run, outcome)
    chat = chat if outcome.pending else rating.later(scene, chat)
    told = done(chat, run, outcome)
    waits = isinstance(scene.chat.step, Linking) and scene.chat.step.effect == outcome.effect
    others = _others(scene, chat, run, outcome)
    says = (told, *others.says)
    if not waits:
        return Move(chat=chat, ask=False, apart=(Reply(says=says, choices=(HOME,)),), effects=others.effects)
    further = not outcome.pending and len(chat.links) > 1
    chat = structs.replace(chat, step=Finished(outcome.link_id if further else ""), paused=None)
    return Move(chat=chat, says=says, effects=others.effects)


def stale(scene: Scene, outcome: LinkStale) -> Move:
    """Ask to have the details looked up again."""
    return _failed(scene, outcome.effect, say("link.recheck"))


def failed(scene: Scene, outcome: LinkFailed) -> Move:
    """Say that the link was not made, and offer another attempt; one that is there and cannot be named takes a person."""
    if outcome.already:
        return _beyond(scene, outcome.effect, say("link.already"))
    return _failed(scene, outcome.effect, say("link.failed"))


def full(scene: Scene, outcome: LinkFull) -> Move:
    """Say that the policy is linked to as many accounts as it may be."""
    return _beyond(scene, outcome.effect, say("link.accounts_full"))


def give_up(scene: Scene, step: Linking) -> Move:
    """Tell the customer at the deadline that the link goes on without them."""
    return scene.end(AtMenu(), say("link.delayed"), choices=(HOME,))


def ask_finished(scene: Scene, step: Finished) -> Reply:
    """Offer to make a further policy the active one, to add another, or the menu."""
    link = next((link for link in scene.chat.links if link.id == step.link), None)
    if link is None or link.id == scene.chat.active:
        return Reply(says=(), choices=(ADD, HOME))
    question = say("done.make_active", policy_no=link.policy, type=POLICY_TYPES[link.type].label)
    return Reply(says=(question,), choices=(_ACTIVATE, ADD, HOME))


def hear_finished(scene: Scene, step: Finished, heard: Heard) -> Move:
    """Make it active, add another, or leave it as it is."""
    match heard:
        case Pick("link"):
            return linking.begin(scene, "")
        case Pick("activate"):
            return _activate(scene, step)
        case Words(text) if step.link and answers.yes(text):
            return _activate(scene, step)
        case Words(text) if step.link and answers.no(text):
            return scene.end(AtMenu(), say("menu.nevermind"), choices=(ADD, HOME))
        case _ if step.link:
            return scene.miss(unclear(3))
    return scene.miss(unclear(2))


def ask_failed(scene: Scene, step: LinkingFailed) -> Reply:
    """Offer another attempt."""
    return Reply(says=(), choices=(_RETRY, PERSON, HOME))


def hear_failed(scene: Scene, step: LinkingFailed, heard: Heard) -> Move:
    """Look the details up again: the code was spent, so a fresh one will be sent."""
    match heard:
        case Pick("retry"):
            return confirming.check(scene, step.details)
        case Words(text) if answers.yes(text):
            return confirming.check(scene, step.details)
    return scene.miss(unclear(3))


def back_failed(scene: Scene, step: LinkingFailed) -> Move:
    """Go back to the summary."""
    return scene.go(Confirming(step.details))


def done(chat: Chat, run: Running, outcome: LinkMade) -> Say:
    """Congratulate in the words of the policy type."""
    assert run.details is not None
    kind = POLICY_TYPES[run.details.type]
    given: dict[str, Value] = {
        "policy_no": run.details.policy,
        "type": kind.label,
        "participant_no": run.details.participant,
    }
    if not outcome.pending:
        return say(kind.linked, **given)
    request = next(request for request in chat.requests if request.reference == run.reference)
    return say(kind.pending, **given, request_no=run.reference, eta=Instant(request.eta, "date"))


def add_link(chat: Chat, link: LinkedPolicy) -> Chat:
    """Add a link once; the first one is active at once."""
    if any(known.id == link.id for known in chat.links):
        return chat
    return structs.replace(chat, links=(*chat.links, link), active=chat.active or link.id)


def _recorded(scene: Scene, run: Running, outcome: LinkMade) -> Chat:
    chat = structs.replace(scene.chat, running=without(scene.chat, outcome.effect))
    details, match = run.details, run.match
    assert details is not None
    assert match is not None
    if outcome.pending:
        request = Request(
            reference=run.reference,
            link_id=outcome.link_id,
            policy_ref=match.policy_ref,
            type=details.type,
            policy=details.policy,
            participant=details.participant,
            holder=match.holder,
            status=match.status,
            email=match.email,
            made=scene.at,
            began=run.began,
            eta=outcome.eta or scene.terms.expected(scene.at, scene.terms.request_days),
            polled=scene.at,
            contacts=match.registered,
            method=run.method,
        )
        return structs.replace(chat, requests=(*chat.requests, request))
    link = LinkedPolicy(
        id=outcome.link_id,
        policy_ref=match.policy_ref,
        type=details.type,
        policy=details.policy,
        participant=details.participant,
        holder=match.holder,
        status=match.status,
        at=scene.at,
        email=match.email,
        contacts=match.registered,
    )
    return add_link(chat, link)


def _stays(chat: Chat, made: LinkMade) -> bool:
    """Tell whether a link that nobody waits for is known, or will be asked for again.

    Where a failover lost the turn that asked for it, its code is still awaited, and the same challenge gets the same link.
    """
    ids = [link.id for link in chat.links] + [request.link_id for request in chat.requests]
    if made.link_id in ids or any(gone.link == made.link_id for gone in chat.gone):
        return True
    step = inner(chat.step)
    return isinstance(step, EnteringCode) and step.challenge.id == made.challenge


def _others(scene: Scene, chat: Chat, run: Running, outcome: LinkMade) -> telling.Told:
    """Return who else hears of it, once: a request is no link yet, and a link that was there already is no news."""
    new = {link.id for link in chat.links} - {link.id for link in scene.chat.links}
    if outcome.pending or outcome.link_id not in new:
        return telling.Told((), ())
    return telling.of_link(scene, chat.links[-1], run.method)


def _activate(scene: Scene, step: Finished) -> Move:
    link = next((link for link in scene.chat.links if link.id == step.link), None)
    if link is None:
        return scene.again(say("err.stale_button"))
    told = say("pol.switched", policy_no=link.policy, type=POLICY_TYPES[link.type].label)
    return scene.end(AtMenu(), told, choices=(ADD, HOME), active=link.id)


def _beyond(scene: Scene, effect: str, told: Say) -> Move:
    """Say what another attempt would not change, and who can."""
    run = run_of(scene.chat, effect)
    running = without(scene.chat, effect)
    if run is None or runs.is_past(scene):
        return scene.hush(running=running)
    if _waits(scene, effect):
        return scene.end(AtMenu(), told, choices=(PERSON, HOME), running=running)
    return _notice(scene, running, told)


def _failed(scene: Scene, effect: str, told: Say) -> Move:
    run = run_of(scene.chat, effect)
    running = without(scene.chat, effect)
    if run is None or runs.is_past(scene):
        return scene.hush(running=running)
    if not _waits(scene, effect) or run.details is None:
        return _notice(scene, running, told)
    return scene.go(LinkingFailed(run.details), told, running=running)


def _notice(scene: Scene, running: tuple[Running, ...], told: Say) -> Move:
    chat = structs.replace(scene.chat, running=running)
    return Move(chat=chat, ask=False, apart=(Reply(says=(told,), choices=(HOME,)),))


def _waits(scene: Scene, effect: str) -> bool:
    return isinstance(scene.chat.step, Linking) and scene.chat.step.effect == effect
