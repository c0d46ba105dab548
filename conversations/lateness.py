"""What comes too late to be obeyed: all by the channel's own stamps, for our clock may be wrong."""

from __future__ import annotations

from conversations.limits import DAY, MINUTE
from conversations.scene import Move, Scene, Words, say
from conversations.states import Arriving
from conversations.steps import arriving, driving, linking

LATE = MINUTE  # how much older than the question (Telegram: than its linking) a text may be and still answer it
AGED = DAY  # beyond it nothing is obeyed: a word of last week is not meant for today
FORGOTTEN = 8 * DAY  # what is older is dropped: its id is not kept longer either


def late(scene: Scene) -> bool:
    """Tell whether a text is too old to answer the open question.

    WhatsApp delivers again for days and in no order; Telegram keeps the order of a chat.
    """
    chat, sent = scene.chat, scene.event.sent
    if aged(scene):
        return True
    if chat.channel == "whatsapp":
        return sent < chat.asked - LATE
    return linking.running(chat.step) and sent < chat.begun - LATE


def aged(scene: Scene) -> bool:
    """Tell whether a message is over a day old."""
    return scene.event.there - scene.event.sent > AGED


def forgotten(scene: Scene) -> bool:
    """Tell whether a message is so old that nothing of it is kept."""
    return scene.event.there - scene.event.sent > FORGOTTEN


def unheeded(scene: Scene) -> Move:
    """Keep what is over a day old, obey nothing of it, and ask again where the channel still takes an answer."""
    if not driving.window_open(scene.chat, scene.at):
        return scene.hush()
    if isinstance(scene.chat.step, Arriving):
        return arriving.greet(scene, scene.chat.step, Words(""))
    return scene.again(say("late.text"))
