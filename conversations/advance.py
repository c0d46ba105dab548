"""The turn: one event of one chat becomes a chat, replies and effects."""

from __future__ import annotations

from msgspec import structs

from conversations import flood, hearing, timers
from conversations.chat import Chat
from conversations.counting import counted
from conversations.events import (
    AccountChanged,
    Blocked,
    Chosen,
    CodeTyped,
    Happening,
    LookedUp,
    Reworded,
    Shown,
    TimeCame,
    Told,
)
from conversations.flow import CODE_LEFT, FACTS, FLOW, LOOKED_UP
from conversations.hearing import code_in, record
from conversations.marks import Mark, Name
from conversations.scene import PERSON, Move, Scene, say
from conversations.staff_events import StaffAction
from conversations.states import EnteringCode, LookingUp, Step
from conversations.steps import account, driving, handover, looking_up
from conversations.steps.anywhere import inner
from conversations.terms import Terms
from conversations.turn import Choice, Event, Reply, Say, Turn

MISSES = 3  # answers in a row that were not understood before a person is offered
_SAID = (Told, Chosen, Shown, Reworded, CodeTyped)  # what a customer does
_BUTTONS = 3  # WhatsApp's most; beyond it a list is needed
_ROWS = 10  # WhatsApp's most in a list


def advance(chat: Chat, event: Event, terms: Terms, silences: bool = True) -> Turn | None:
    """Decide what ``event`` causes in ``chat``; None when it causes nothing at all and need not be committed.

    ``silences``: whether reminders and ends for silence may act yet (see ``timers.came``).
    """
    if isinstance(event.what, _SAID):
        return _message(chat, event, terms)
    scene = Scene(chat, event, terms)
    if isinstance(event.what, StaffAction):
        acted = driving.act(scene, event.what)
        return _turn(scene, acted) if acted else None
    move = timers.came(scene, silences) if isinstance(event.what, TimeCame) else _outside(scene, event.what)
    return _turn(scene, driving.hushed(scene, move)) if move else None


def expected_code(chat: Chat, event: Event, terms: Terms) -> tuple[EnteringCode, str] | None:
    """Return the code step and the six digits that this event wants compared; None when nothing is to be compared.

    The handler compares them and advances with ``CodeTyped`` in the event's place.
    """
    if not isinstance(event.what, Told) or (chat.ended is None and hearing.code_step(chat.step) is None):
        return None
    chat = timers.take_up(chat, event.soonest, event.at)
    if flood.note(chat.flood, event.at, terms.limits)[1] is not flood.Pace.FINE:
        return None
    return code_in(Scene(chat, event, terms), event.what)


def _message(chat: Chat, event: Event, terms: Terms) -> Turn:
    chat = timers.take_up(chat, event.soonest, event.at)
    counted, pace = flood.note(chat.flood, event.at, terms.limits)
    heard = max(chat.heard, event.said)
    if pace is not flood.Pace.FINE:
        return _too_fast(structs.replace(chat, flood=counted, heard=heard, blocked=False), pace, terms)
    chat = structs.replace(chat, flood=counted, heard=heard, blocked=False, moved=event.at, reminded=False)
    scene = Scene(chat, event, terms)
    move = hearing.decide(scene)
    if move.chat.rating:  # The question for a rating is open until the customer says anything at all.
        move = structs.replace(move, chat=structs.replace(move.chat, rating=False))
    return _turn(scene, move, record=record(scene) if move.kept else None)


def _too_fast(chat: Chat, pace: flood.Pace, terms: Terms) -> Turn:
    if pace is flood.Pace.SILENT:
        return Turn(chat=chat, kept=False, marks=(Mark(Name.SILENCED),))
    seconds = terms.limits.inbound_silence // 1000
    return Turn(chat=chat, replies=(Reply(says=(say("err.too_fast", seconds=seconds),)),), kept=False)


def _outside(scene: Scene, what: Happening) -> Move | None:
    if fact := FACTS.get(type(what)):
        return fact(scene, what)
    if type(what) in CODE_LEFT:
        return _code_left(scene, what)
    step = scene.chat.step
    learn = FLOW[type(step)].learn.get(type(what))
    if learn and getattr(step, "effect", "") == getattr(what, "effect", None):
        return learn(scene, step, what)
    if isinstance(what, LookedUp):
        return _answered(scene, what)
    if isinstance(what, Blocked):
        return scene.hush(blocked=what.now)
    if isinstance(what, AccountChanged):
        return account.changed(scene)
    return None


def _code_left(scene: Scene, what: Happening) -> Move | None:
    step = inner(scene.chat.step)
    if not isinstance(step, EnteringCode) or step.challenge.sending != getattr(what, "effect", ""):
        return None
    inside = Scene(structs.replace(scene.chat, step=step), scene.event, scene.terms)
    move: Move = CODE_LEFT[type(what)](inside, step, what)
    if step is scene.chat.step or not isinstance(move.chat.step, EnteringCode):
        return move
    wrapped = _wrap(scene.chat.step, move.chat.step)
    return structs.replace(move, chat=structs.replace(move.chat, step=wrapped), choices=())


def _answered(scene: Scene, what: LookedUp) -> Move | None:
    """Keep the answer to a look-up that a question stands upon; it is acted on when the customer goes on (``_gone_on``).

    Not before: a match sends a code, for which a customer who stops has no use.
    """
    step = inner(scene.chat.step)
    if not isinstance(step, LookingUp) or step.effect != what.effect or step.answer is not None:
        return None
    return scene.hush(step=_wrap(scene.chat.step, structs.replace(step, answer=what)))


def _gone_on(scene: Scene, move: Move) -> Move:
    """Let a look-up speak that a question stood upon until now: the answer that waits there, else the look-up itself."""
    step = move.chat.step
    if not isinstance(step, LookingUp) or isinstance(scene.chat.step, LookingUp) or not move.ask:
        return move
    here, answer = Scene(move.chat, scene.event, scene.terms), step.answer
    then = LOOKED_UP[type(answer)](here, step, answer) if answer else looking_up.go_on(here, step)
    return structs.replace(
        move,
        chat=then.chat,
        says=(*move.says, *then.says),
        ask=then.ask,
        choices=then.choices,
        effects=(*move.effects, *then.effects),
        not_before=then.not_before,
    )


def _wrap(outer: Step, under: Step) -> Step:
    below = getattr(outer, "under", None)
    return structs.replace(outer, under=_wrap(below, under)) if below is not None else under


def _turn(scene: Scene, move: Move, record: str | None = None) -> Turn:
    move = _gone_on(scene, move)
    chat = move.chat
    if _question(chat.step) != _question(scene.chat.step) or not chat.nonce:
        chat = structs.replace(chat, nonce=scene.event.fresh("nonce", 8))
    if chat.misses and not move.missed:
        chat = structs.replace(chat, misses=0)
    reply = _reply(Scene(chat, scene.event, scene.terms), move)
    if reply is not None and _yields(scene, chat):
        reply = structs.replace(reply, yields=True)
    reached, marks = counted(scene, move, chat)
    consented = (chat.consent is not None or scene.chat.consent is not None) and not move.forgets
    chat = structs.replace(
        chat,
        asked=chat.asked if reply is None else scene.event.there,
        begun=_begun(scene, chat),
        reached=reached,
        messages=chat.messages + (record is not None and consented),
    )
    return Turn(
        chat=chat,
        replies=(*move.apart, *((reply,) if reply else ())),
        effects=tuple(structs.replace(effect, era=chat.era) for effect in move.effects),
        erase=hearing.holds_code(scene),
        record=record if consented else None,
        kept=consented,
        marks=marks,
        forgets=move.forgets,
        care=move.care,
        note=move.note,
        understood=move.understood,
    )


def _begun(scene: Scene, chat: Chat) -> int:
    if chat.began == scene.chat.began:
        return chat.begun
    return scene.event.there if chat.began else 0


def _question(step: Step) -> tuple[object, ...]:
    """Tell questions apart: the same step about another policy or request is another one, with buttons of its own."""
    return type(step), getattr(step, "asking", None), getattr(step, "link", None)


def _yields(scene: Scene, chat: Chat) -> bool:
    """Tell whether what the bot says is its dialogue: a take-over silences that, but neither news nor the code's words."""
    if not handover.drives(chat) or type(scene.what) in FACTS:
        return False
    return not isinstance(inner(scene.chat.step), EnteringCode) and not isinstance(inner(chat.step), EnteringCode)


def _reply(scene: Scene, move: Move) -> Reply | None:
    asked = FLOW[type(scene.chat.step)].ask(scene, scene.chat.step) if move.ask else Reply(says=())
    says: tuple[Say, ...] = (*move.says, *asked.says)
    if not says:
        return None
    choices = asked.choices or move.choices
    if move.missed and scene.chat.misses >= MISSES:
        choices = _with_person(choices, asked.list_button)
        person = next(choice for choice in choices if choice.id == PERSON.id)  # the menu calls it otherwise
        says = (*move.says, say("err.three_times", person=say(person.key)), *asked.says)
    return structs.replace(
        asked,
        says=says,
        choices=choices,
        list_button=asked.list_button or move.list_button,
        not_before=move.not_before,
        edits=(move.edits or asked.edits) and isinstance(scene.what, Chosen),
    )


def _with_person(choices: tuple[Choice, ...], list_button: str | None) -> tuple[Choice, ...]:
    if any(choice.id == PERSON.id for choice in choices):
        return choices
    full = len(choices) == (_ROWS if list_button else _BUTTONS)
    return (*choices[:-1], PERSON) if full else (*choices, PERSON)
