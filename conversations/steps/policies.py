"""Polis Saya: the linked policies, which one is active, and letting one go."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import structs

from conversations import answers
from conversations.chat import Chat, LinkedPolicy, Running
from conversations.effects import Unlink
from conversations.events import Unlinked, UnlinkFailed
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, PERSON, POLICIES, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import AtMenu, BrowsingPolicies, BrowsingRequests, Unlinking, ViewingPolicy
from conversations.steps import menu, runs
from conversations.turn import Choice, Lines, Reply, Say

BUTTONS = 2  # policies that WhatsApp shows as buttons, with "add" beside them; more stand in a list
DIGITS = 8  # of a policy number that fit a WhatsApp button (20 characters) beside place and type
SHORT = 48  # bytes of a link's id that fit a button's 64 bytes beside the nonce
PAGE = 7  # rows a page: with the two arrows and "add" they fill WhatsApp's list of ten

_ADD = Choice("link", "menu.row.link")
_STATUS = Choice("status", "menu.row.status")
_MORE = Choice("more", "pol.row.more")
_PREVIOUS = Choice("previous", "pol.row.prev")
_UNLINK = Choice("unlink", "pol.unlink.btn")
_SURE = Choice("sure", "pol.unlink.btn.yes", exact=True)
_KEEP = Choice("keep", "menu.btn.nevermind")
_RETRY = Choice("sure", "lookup.btn.retry", exact=True)


def ask(scene: Scene, step: BrowsingPolicies) -> Reply:
    """List the linked policies, the active one marked, open requests below; adding one comes last."""
    chat = scene.chat
    if not chat.links and not _pending(chat):
        return Reply(says=(say("pol.none"),), choices=(_ADD, HOME))
    if not chat.links:
        return Reply(says=(say("pol.none_yet", lines=Lines(_pending(chat))),), choices=(_STATUS, _ADD, HOME))
    pages = max(-(-len(chat.links) // PAGE), 1)
    page = min(step.page, pages - 1)
    shown = chat.links[page * PAGE : (page + 1) * PAGE]
    lines = (*(_line(chat, n, link) for n, link in enumerate(shown, 1)), *_pending(chat))
    count = (say("pol.page", i=page + 1, n=pages),) if pages > 1 else ()
    arrows = ((_PREVIOUS,) if page else ()) + ((_MORE,) if page + 1 < pages else ())
    label = _row if len(shown) > BUTTONS else _button
    return Reply(
        says=(say("pol.list", lines=Lines(lines)), *count),
        choices=(*(label(n, link) for n, link in enumerate(shown, 1)), *arrows, _ADD),
        list_button="pol.list_button",
        edits=True,
    )


def hear(scene: Scene, step: BrowsingPolicies, heard: Heard) -> Move:
    """Make a policy active and show it, turn the page, or add one."""
    match heard:
        case Pick("more"):
            return scene.go(BrowsingPolicies(step.page + 1), edits=True)
        case Pick("previous"):
            return scene.go(BrowsingPolicies(max(step.page - 1, 0)), edits=True)
        case Pick("link"):
            return menu.add(scene)
        case Pick("status"):
            return scene.go(BrowsingRequests())
        case Pick(id) if link := next((link for link in scene.chat.links if _short(link.id) == id), None):
            return scene.go(ViewingPolicy(link.id), active=link.id)
        case Words(text) if not scene.chat.links and answers.yes(text):
            return menu.add(scene)
        case Words(text) if not scene.chat.links and answers.no(text):
            return scene.go(AtMenu())
    return scene.miss(unclear(len(ask(scene, step).choices)))


def back(scene: Scene, step: BrowsingPolicies) -> Move:
    """Go back to the menu."""
    return scene.go(AtMenu())


def ask_viewing(scene: Scene, step: ViewingPolicy) -> Reply:
    """Show one policy with a way to let it go, or ask whether to."""
    link = _find(scene.chat, step.link)
    if link is None:
        return Reply(says=(say("menu.nevermind"),), choices=(HOME,))
    given = _given(link)
    if step.failed:
        return Reply(says=(say("pol.unlink.failed", **given),), choices=(_RETRY, PERSON, HOME))
    if step.asking:
        return Reply(says=(say("pol.unlink.ask", **given),), choices=(_SURE, _KEEP))
    key = "pol.detail.member" if link.participant else "pol.detail"
    shown = say(key, **given, participant_no=link.participant, state=say(f"state.{link.status.lower()}"))
    return Reply(says=(shown,), choices=(_UNLINK, Choice("list", "menu.row.policies"), HOME))


def hear_viewing(scene: Scene, step: ViewingPolicy, heard: Heard) -> Move:
    """Ask before letting go; then tell the registry."""
    link = _find(scene.chat, step.link)
    if link is None:
        return scene.go(BrowsingPolicies())
    match heard:
        case Pick("unlink"):
            return scene.go(ViewingPolicy(step.link, asking=True))
        case Pick("list"):
            return scene.go(BrowsingPolicies())
        case Pick("keep"):
            return scene.go(ViewingPolicy(step.link), say("menu.nevermind"))
        case Pick("sure") if step.asking or step.failed:
            return _unlink(scene, link)
        case Words(text) if step.asking and answers.no(text):
            return scene.go(ViewingPolicy(step.link), say("menu.nevermind"))
        case Words(text) if (step.asking or step.failed) and answers.sure(text):
            return _unlink(scene, link)
    return scene.miss(say("err.confirm") if step.asking else unclear(3))


def back_viewing(scene: Scene, step: ViewingPolicy) -> Move:
    """Go back to the list."""
    return scene.go(BrowsingPolicies())


def unlinked(scene: Scene, outcome: Unlinked) -> Move:
    """Forget the policy; the oldest other one becomes active."""
    run = runs.run_of(scene.chat, outcome.effect)
    if run is None or (link := _find(scene.chat, run.link)) is None:
        return scene.hush(running=runs.without(scene.chat, outcome.effect))
    rest = tuple(known for known in scene.chat.links if known.id != link.id)
    active = scene.chat.active if any(known.id == scene.chat.active for known in rest) else _oldest(rest)
    changes: dict[str, Any] = {"links": rest, "active": active, "running": runs.without(scene.chat, outcome.effect)}
    told = say("pol.unlink.done", **_given(link))
    if _waits(scene, outcome.effect):
        return scene.end(AtMenu(), told, choices=(POLICIES, HOME), **changes)
    return Move(chat=structs.replace(scene.chat, **changes), ask=False, apart=(Reply(says=(told,), choices=(HOME,)),))


def unlink_failed(scene: Scene, outcome: UnlinkFailed) -> Move:
    """Say that the policy is still linked, and offer another attempt."""
    running = runs.without(scene.chat, outcome.effect)
    run = runs.run_of(scene.chat, outcome.effect)
    if run and _waits(scene, outcome.effect):
        return scene.go(ViewingPolicy(run.link, failed=True), running=running)
    return scene.hush(running=running)


def give_up(scene: Scene, step: Unlinking) -> Move:
    """Tell the customer at the deadline that the policy is still linked."""
    return scene.go(ViewingPolicy(step.link, failed=True))


def _unlink(scene: Scene, link: LinkedPolicy) -> Move:
    effect = Unlink(id=scene.event.fresh("unlink"), link_id=link.id, policy_ref=link.policy_ref)
    deadline = scene.at + scene.terms.limits.wait_deadline
    running = (*scene.chat.running, Running(effect.id, "unlink", link=link.id))
    return scene.wait(Unlinking(link.id, effect.id, scene.at, deadline), effect, running=running)


def _waits(scene: Scene, effect: str) -> bool:
    return isinstance(scene.chat.step, Unlinking) and scene.chat.step.effect == effect


def _oldest(links: tuple[LinkedPolicy, ...]) -> str:
    return min(links, key=lambda link: link.at).id if links else ""


def _find(chat: Chat, id: str) -> LinkedPolicy | None:
    return next((link for link in chat.links if link.id == id), None)


def _given(link: LinkedPolicy) -> dict[str, Any]:
    return {"policy_no": link.policy, "type": POLICY_TYPES[link.type].label}


def _line(chat: Chat, n: int, link: LinkedPolicy) -> Say:
    return say("pol.line.active" if link.id == chat.active else "pol.line", n=n, **_given(link))


def _short(link_id: str) -> str:
    """Fit the registry's id, of whatever length, into what a button may carry."""
    return link_id if len(link_id.encode()) <= SHORT else hashlib.blake2b(link_id.encode(), digest_size=16).hexdigest()


def _pending(chat: Chat) -> tuple[Say, ...]:
    waiting = [request for request in chat.requests if request.state == "pending"][-PAGE:]
    return tuple(
        say("pol.line.pending", policy_no=request.policy, type=POLICY_TYPES[request.type].label) for request in waiting
    )


def _row(n: int, link: LinkedPolicy) -> Choice:
    """Number the row as its line is: one number may stand under several types, and no two titles may be the same."""
    describe = "pol.row.d.member" if link.participant else "pol.row.d"
    return Choice(_short(link.id), "pol.row", {"n": n, **_given(link), "participant_no": link.participant}, describe)


def _button(n: int, link: LinkedPolicy) -> Choice:
    """Name the type, which a row says in its description: a button has none."""
    short = link.policy if len(link.policy) <= DIGITS else f"…{link.policy[1 - DIGITS :]}"
    return Choice(_short(link.id), "pol.btn", {"n": n, **_given(link), "policy_short": short})
