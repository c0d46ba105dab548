"""How satisfied a customer is: asked once in a while, a moment after a link or a decision, when nothing else is going on."""

from __future__ import annotations

import re

from msgspec import structs

from conversations import reading
from conversations.chat import Chat
from conversations.events import Chosen, Told
from conversations.limits import DAY, MINUTE
from conversations.marks import Mark, Name
from conversations.scene import HOME, Move, Scene, say
from conversations.states import AtMenu, Finished
from conversations.steps import handover
from conversations.turn import Choice, Reply

PAUSE = 3 * MINUTE  # after what is rated, and after the customer's last message
SELDOM = 30 * DAY  # between two questions to one customer
WINDOW = DAY  # after the customer's last message: WhatsApp takes no question later
LOW = 2
_ROWS = tuple(Choice(f"rate{number}", f"csat.row.{number}") for number in (5, 4, 3, 2, 1))


def later(scene: Scene, chat: Chat) -> Chat:
    """Let the question come in a while, unless it came lately."""
    lately = chat.rate_asked and scene.at - chat.rate_asked < SELDOM
    return chat if lately else structs.replace(chat, rate_at=scene.at + PAUSE)


def deadlines(chat: Chat) -> list[int]:
    """Return when the question is due: never while a person leads or something is going on."""
    idle = isinstance(chat.step, AtMenu | Finished) and handover.drives(chat) and chat.consent is not None
    return [max(chat.rate_at, chat.moved + PAUSE)] if chat.rate_at and idle else []


def due(scene: Scene) -> Move | None:
    """Ask."""
    if not any(moment <= scene.at for moment in deadlines(scene.chat)):
        return None
    asked = scene.hush(rate_at=0, rate_asked=scene.at, rating=True)
    if scene.at >= scene.chat.heard + WINDOW or scene.chat.blocked:
        return scene.hush(rate_at=0)
    question = Reply(says=(say("csat.ask"),), choices=_ROWS, list_button="csat.list_button")
    return structs.replace(asked, apart=(question,))


def answer(scene: Scene) -> Move | None:
    """Take a number from 1 to 5, or a tap on one of the rows, as the answer; None for everything else."""
    match scene.what:
        case Chosen(id=id) if found := re.fullmatch("rate([1-5])", id):
            return _rated(scene, int(found[1])) if scene.chat.rating else scene.end(scene.chat.step, say("tip.stale"))
        case Told(text) if scene.chat.rating and re.fullmatch("[1-5]", reading.clean(text).strip(" .!")):
            return _rated(scene, int(reading.clean(text).strip(" .!")))
    return None


def _rated(scene: Scene, score: int) -> Move:
    thanks = say("csat.thanks_low" if score <= LOW else "csat.thanks")
    move = scene.end(scene.chat.step, thanks, choices=(HOME,), score=score, rating=False)
    return structs.replace(move, marks=(Mark(Name.RATED, str(score)),))
