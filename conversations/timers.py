"""Time: which deadline of a chat comes next, and what happens when it has passed."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Chat, Ended, Request
from conversations.effects import Poll
from conversations.events import CodeUnsure
from conversations.limits import MINUTE
from conversations.scene import HOME, Move, Scene, say
from conversations.states import AtMenu, EnteringCode, Exporting, Linking, LookingUp, Unlinking, Waiting, Withdrawing
from conversations.steps import (
    driving,
    entering_code,
    handover,
    link,
    linking,
    looking_up,
    own_data,
    policies,
    rating,
    requests,
    tickets,
    waiting,
)
from conversations.terms import Terms
from conversations.turn import Instant

POLL = 15 * MINUTE
TAKE_UP = 10 * MINUTE  # how long a message sent before a silence's end may still take the step up again


def next_deadline(chat: Chat, terms: Terms) -> int | None:
    """Return the moment (milliseconds) at which this chat wants to be looked at again, None for never."""
    moments = [*_waiting(chat, terms), *_sending(chat, terms), *_silence(chat, terms), *_requests(chat, terms)]
    moments += [*driving.deadlines(chat), *rating.deadlines(chat), *tickets.deadlines(chat)]
    if chat.ended:
        moments.append(chat.ended.deadline + TAKE_UP)
    if chat.paused:
        moments.append(chat.paused.until)
    return min(moments, default=None)


def came(scene: Scene, silences: bool) -> Move | None:
    """Act on the first deadline that has passed; None when none has (a timer that is late, or not ours any more).

    ``silences`` is false for the first seconds of a process: messages that were redelivered come first.
    """
    chat = scene.chat
    return (
        _waited(scene)
        or _send_unsettled(scene)
        or (_silent(scene) if silences else None)
        or driving.due(scene)
        or rating.due(scene)
        or _request_due(scene)
        or tickets.due(scene)
        or _forgotten(scene, chat)
    )


def take_up(chat: Chat, sent: int, at: int) -> Chat:
    """Take up the step that a silence ended, for a message that was sent before its deadline."""
    ended = chat.ended
    if ended is None or sent >= ended.deadline or at > ended.deadline + TAKE_UP or not isinstance(chat.step, AtMenu):
        return chat
    return structs.replace(
        chat, step=ended.step, nonce=ended.nonce, asked=ended.asked, ended=None, paused=None, moved=at
    )


def silent_only(chat: Chat, terms: Terms, at: int) -> bool:
    """Tell whether a silence is all that is due."""
    others = [*_waiting(chat, terms), *_sending(chat, terms), *_requests(chat, terms)]
    others += [*driving.deadlines(chat), *rating.deadlines(chat), *tickets.deadlines(chat)]
    return all(moment > at for moment in others)


def _waiting(chat: Chat, terms: Terms) -> list[int]:
    step = chat.step
    if not isinstance(step, Waiting):
        return []
    return [step.deadline] if step.told else [step.asked + terms.limits.wait_notice, step.deadline]


def _waited(scene: Scene) -> Move | None:
    step = scene.chat.step
    if not isinstance(step, Waiting):
        return None
    if step.deadline <= scene.at:
        return _gave_up(scene, step)
    if not step.told and step.asked + scene.terms.limits.wait_notice <= scene.at:
        return waiting.remind(scene, step)
    return None


def _gave_up(scene: Scene, step: Waiting) -> Move:
    match step:
        case LookingUp():
            return looking_up.give_up(scene, step)
        case Linking():
            return link.give_up(scene, step)
        case Unlinking():
            return policies.give_up(scene, step)
        case Withdrawing():
            return requests.give_up(scene, step)
        case Exporting():
            return own_data.give_up(scene, step)


def _sending(chat: Chat, terms: Terms) -> list[int]:
    step = chat.step
    if isinstance(step, EnteringCode) and step.challenge.sending:
        return [step.challenge.codes[-1].at + terms.limits.wait_deadline]
    return []


def _send_unsettled(scene: Scene) -> Move | None:
    step = scene.chat.step
    if not isinstance(step, EnteringCode) or not any(at <= scene.at for at in _sending(scene.chat, scene.terms)):
        return None
    return entering_code.code_unsure(scene, step, CodeUnsure(step.challenge.sending))


def _silence(chat: Chat, terms: Terms) -> list[int]:
    if not handover.drives(chat):
        return []
    if _verifies(chat):
        return [chat.moved + terms.limits.idle]
    if not linking.running(chat.step) or isinstance(chat.step, LookingUp):
        return []
    return [chat.moved + (terms.limits.idle if chat.reminded else terms.limits.reminder)]


def _silent(scene: Scene) -> Move | None:
    chat, limits = scene.chat, scene.terms.limits
    if not _silence(chat, scene.terms):
        return None
    if chat.moved + limits.idle <= scene.at:
        return scene.end(scene.rest(), say("menu.nevermind"), choices=(HOME,)) if _verifies(chat) else _end(scene)
    if not chat.reminded and linking.running(chat.step) and chat.moved + limits.reminder <= scene.at:
        told = say("timeout.remind", time=Instant(chat.moved + limits.idle, "time"))
        return scene.end(chat.step, told, reminded=True)
    return None


def _verifies(chat: Chat) -> bool:
    """Tell whether a code is awaited that links nothing: no details wait for it, and no reminder is due."""
    return isinstance(chat.step, EnteringCode) and chat.step.purpose != linking.LINK


def _end(scene: Scene) -> Move:
    chat, limits = scene.chat, scene.terms.limits
    deadline = chat.moved + limits.idle
    kept = linking.pause(scene, linking.details_of(chat.step))
    ended = Ended(chat.step, chat.nonce, chat.asked, deadline)
    if kept is None:
        return scene.end(AtMenu(), say("cancel.done"), choices=(HOME,), ended=ended)
    told = say("timeout.ended", minutes=limits.idle // MINUTE, datetime=Instant(kept.until))
    return scene.end(AtMenu(), told, choices=(HOME,), paused=kept, ended=ended)


def _requests(chat: Chat, terms: Terms) -> list[int]:
    if not chat.requests:
        return []
    waiting = [request for request in chat.requests if request.state == "pending"]
    dates = [request.eta for request in waiting if not request.late]
    polls = [request.polled + POLL for request in waiting] if terms.polls else []
    return dates + polls


def _request_due(scene: Scene) -> Move | None:
    for request in scene.chat.requests:
        if request.state != "pending":
            continue
        if not request.late and request.eta <= scene.at:
            return requests.late(scene, request)
        if scene.terms.polls and request.polled + POLL <= scene.at:
            return _poll(scene, request)
    return None


def _poll(scene: Scene, request: Request) -> Move:
    effect = Poll(id=scene.event.fresh("poll"), link_id=request.link_id, reference=request.reference)
    asked = structs.replace(request, polled=scene.at)
    chat = structs.replace(scene.chat, requests=requests.replaced(scene.chat, asked))
    return Move(chat=chat, ask=False, effects=(effect,))


def _forgotten(scene: Scene, chat: Chat) -> Move | None:
    if chat.ended and chat.ended.deadline + TAKE_UP <= scene.at:
        return scene.hush(ended=None)
    if chat.paused and chat.paused.until <= scene.at:
        return scene.hush(paused=None)
    return None
