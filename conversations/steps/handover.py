"""The customer and the care team: asking for a person, waiting for one, talking to one, leaving again.

While the bot does not drive, a customer's message is the care team's, save what stays the bot's: MENU and HAPUS DATA
anywhere, and in the code step the code, resend and method.
"""

from __future__ import annotations

from typing import Any

from msgspec import structs

from conversations import reading, wishes, words
from conversations.chat import Chat
from conversations.drivers import AgentDrives, BotDrives, Driver, NobodyDrives
from conversations.events import Chosen, Told
from conversations.limits import MINUTE
from conversations.scene import HOME, Move, Scene, say
from conversations.states import Arriving, AtMenu, Consenting, Declined
from conversations.steps import arriving, tickets
from conversations.turn import Instant, Place, Say
from conversations.words import Word

_IMPATIENT = 5  # words: "kok gak dibalas" is none of a complaint's stories
AGAIN = 2 * MINUTE  # how long who waits and writes on hears nothing: then what they wait for is said once more


def drives(chat: Chat) -> bool:
    """Tell whether the bot leads this conversation."""
    return type(chat.driver) is BotDrives


def passed(scene: Scene, driver: Driver, care: str, *says: Say, **changes: Any) -> Move:
    """Give the wheel to ``driver``; ``care`` names the change in the transcript."""
    move = scene.end(scene.chat.step, *says, driver=driver, drive=scene.chat.drive + 1, **changes)
    return structs.replace(move, care=care)


# --- asking for a person ----------------------------------------


def person(scene: Scene) -> Move:
    """Ask what the care team should know; before consent say how a person is reached."""
    if scene.chat.consent is None:
        return _before_consent(scene)
    if isinstance(scene.chat.driver, NobodyDrives):
        return scene.end(scene.chat.step, _waiting(scene, scene.chat.driver), choices=(HOME,))
    return passed(scene, NobodyDrives(scene.at, "person"), "asked", say("agent.ask"), choices=(HOME,))


def complaint(scene: Scene) -> Move:
    """Take a complaint down as a ticket with a number and a date, or name the open one, and ask for its story."""
    if scene.chat.consent is None:
        return _before_consent(scene)
    told, taken = tickets.take(scene)
    driver, known = scene.chat.driver, taken == scene.chat.tickets
    if words_of := _own_words(scene):
        taken = tickets.with_story(structs.replace(scene.chat, tickets=taken), words_of)
    if known and isinstance(driver, NobodyDrives):
        return scene.end(scene.chat.step, told, _waiting(scene, driver), choices=(HOME,), tickets=taken)
    reason, care = ("person", "asked") if known else ("complaint", "complained")
    waits = NobodyDrives(_since(scene), reason)
    return passed(scene, waits, care, told, say("ticket.story"), choices=(HOME,), tickets=taken)


def minor(scene: Scene) -> Move:
    """Lead a policyholder under 18 to a person; keep nothing of what was typed."""
    waits = NobodyDrives(scene.at, "minor", told=True)
    move = passed(scene, waits, "minor", say("lookup.minor"), _waiting(scene, waits), choices=(HOME,), paused=None)
    return structs.replace(move, chat=structs.replace(move.chat, step=AtMenu()))


def _before_consent(scene: Scene) -> Move:
    told = say("agent.before_consent")
    if isinstance(scene.chat.step, Arriving | Declined):
        return scene.end(scene.chat.step, told, choices=(HOME,))
    return arriving.remind(scene, told) if isinstance(scene.chat.step, Consenting) else scene.end(scene.chat.step, told)


def _own_words(scene: Scene) -> str:
    """Return what a complaint says beyond the word itself: the beginning of its story."""
    what = scene.what
    return "" if not isinstance(what, Told) or words.anywhere(reading.clean(what.text)) else what.text


def _since(scene: Scene) -> int:
    driver = scene.chat.driver
    return driver.since if isinstance(driver, NobodyDrives) else scene.at


def _waiting(scene: Scene, driver: NobodyDrives) -> Say:
    if not driver.told:
        return say("ticket.story" if driver.reason == "complaint" else "agent.ask")
    if not scene.terms.staffed(scene.at):
        return say("agent.offline")
    return say("agent.queued", position=Place(driver.since))


# --- while the bot does not drive ----------------------------------------


def told(scene: Scene, text: str) -> Move:
    """Let the care team have a message; what looks like a code never reaches it."""
    if code_in(text):
        return scene.end(scene.chat.step, say("agent.otp_block"))
    driver = scene.chat.driver
    if isinstance(driver, NobodyDrives):
        return _queued(scene, driver, text)
    return overheard(scene)


def overheard(scene: Scene) -> Move:
    """Keep a message for the care team and answer nothing; an agent has a customer waiting from then on."""
    driver = scene.chat.driver
    if isinstance(driver, AgentDrives):
        return scene.hush(driver=structs.replace(driver, waiting=driver.waiting or scene.at))
    return scene.hush()


def tapped(scene: Scene) -> Move:
    """Answer a tap on one of the bot's buttons: they rest until the bot drives again."""
    driver, what = scene.chat.driver, scene.what
    if not isinstance(driver, NobodyDrives):
        return scene.end(scene.chat.step, say("tip.agent"))
    if isinstance(what, Chosen) and what.id == "status":
        return _stands(scene, driver)
    return scene.end(scene.chat.step, _waiting(scene, driver), choices=(HOME,))


def leave(scene: Scene, move: Move, *says: Say) -> Move:
    """Let the customer go back to the bot, which then does ``move``; a question that nobody answers now is named."""
    driver = scene.chat.driver
    if says and isinstance(driver, NobodyDrives) and driver.told and not tickets.open_one(scene.chat):
        says = (*says, say("agent.question_left"))
    chat = structs.replace(move.chat, driver=BotDrives(), drive=scene.chat.drive + 1)
    return structs.replace(move, chat=chat, says=(*says, *move.says), care="left")


def code_in(text: str) -> bool:
    """Tell whether a message to the care team bears what looks like a code; amounts of money do not."""
    return reading.any_code(reading.without_amounts(text))


def _queued(scene: Scene, driver: NobodyDrives, text: str) -> Move:
    word = words.anywhere(reading.clean(text))
    if word is Word.PERSON:
        return person(scene)
    if word is Word.REQUESTS:
        return _stands(scene, driver)
    known = tickets.open_one(scene.chat)
    if word is Word.COMPLAINT or (known is None and _complains(driver, text)):
        return complaint(scene)
    told_more = tickets.with_story(scene.chat, text)
    if driver.told and scene.at - scene.chat.asked < AGAIN:
        return scene.hush(tickets=told_more)
    waits = structs.replace(driver, told=True)
    added = (say("ticket.added", ticket_no=known.reference),) if known else ()
    says = (*added, _waiting(scene, waits))
    return scene.end(scene.chat.step, *says, choices=(HOME,), driver=waits, tickets=told_more)


def _complains(driver: NobodyDrives, text: str) -> bool:
    """Tell whether what is written to the care team is a complaint; a few words of who waits are about the waiting."""
    hurried = driver.told and len(reading.tokens(text)) < _IMPATIENT
    return not hurried and wishes.understand(text).wish == "complaint"


def _stands(scene: Scene, driver: NobodyDrives) -> Move:
    """Say how the question stands that waits for a person, and each complaint."""
    question = (say("status.question", datetime=Instant(driver.since)),) if driver.told else ()
    lines, _ = tickets.listed(scene)
    return scene.end(scene.chat.step, *question, *lines, _waiting(scene, driver), choices=(HOME,))
