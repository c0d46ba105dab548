"""The care team at the wheel: taking over, writing, transferring, handing back, and what happens when it falls silent."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Chat
from conversations.drivers import AgentDrives, BotDrives, NobodyDrives
from conversations.guard import asks_for_code
from conversations.limits import DAY, MINUTE
from conversations.scene import HOME, Move, Scene, say
from conversations.staff_events import (
    DriverGone,
    HandedBack,
    Labelled,
    Noted,
    StaffAction,
    StaffSaid,
    TicketAnswered,
    TookOver,
    Transferred,
)
from conversations.states import AtMenu, EnteringCode, Finished, LookingUp, Step
from conversations.steps import handover, linking, resuming, templates, tickets
from conversations.steps.anywhere import inner
from conversations.turn import Place, Reply, Say

WINDOW = DAY  # WhatsApp takes free text for so long after the customer's last message
PATIENCE = 10 * MINUTE  # how long a customer waits for a driver's word before another person is sought
SILENCE = DAY  # after which the bot has a conversation back
LONGEST = 4000  # characters: Telegram and WhatsApp carry 4,096


def refusal(chat: Chat, what: StaffAction, at: int) -> str:
    """Say why a staff action is not taken: consent, driver, stale, window, code, text, ticket; "" when it is."""
    if chat.consent is None:
        return "consent"
    driver = chat.driver
    if isinstance(what, Noted):
        return "" if what.text.strip() and len(what.text) <= LONGEST else "text"
    if isinstance(what, Labelled):
        return ""
    if isinstance(what, TicketAnswered):
        return tickets.refusal(chat, what)
    if isinstance(what, DriverGone):
        return "" if isinstance(driver, AgentDrives) and driver.id == what.by else "driver"
    if what.drive != chat.drive:
        return "driver"
    if isinstance(what, TookOver):
        return "driver" if isinstance(driver, AgentDrives) else ""
    if not isinstance(driver, AgentDrives):
        return "driver"
    return _unsayable(chat, what, driver, at) if isinstance(what, StaffSaid) else ""


def window_open(chat: Chat, at: int) -> bool:
    """Tell whether the channel still takes free text."""
    return chat.channel != "whatsapp" or at < chat.heard + WINDOW


def act(scene: Scene, what: StaffAction) -> Move | None:
    """Do what the care team did; None when it may not."""
    if refusal(scene.chat, what, scene.at):
        return None
    match what:
        case TookOver():
            return _took_over(scene, what)
        case Transferred():
            return _transferred(scene, what)
        case HandedBack():
            return _handed_back(scene)
        case StaffSaid():
            return _said(scene, what)
        case Noted(text=text):
            return structs.replace(scene.hush(), note=text)
        case TicketAnswered():
            return tickets.answer(scene, what)
        case Labelled(labels=labels):
            return scene.hush(labels=labels)
    return _requeued(scene)


# --- what the care team does ----------------------------------------


def _took_over(scene: Scene, what: TookOver) -> Move:
    before = scene.chat.driver
    waiting = before.since if isinstance(before, NobodyDrives) else 0
    driver = AgentDrives(what.by, what.name, scene.at, waiting)
    return handover.passed(scene, driver, "took_over", say("agent.start", agent_name=what.name))


def _transferred(scene: Scene, what: Transferred) -> Move:
    before = scene.chat.driver
    assert isinstance(before, AgentDrives)
    if not what.to:
        return _queue_again(scene, before, "transferred")
    driver = AgentDrives(what.to, what.name, scene.at, before.waiting)
    return handover.passed(scene, driver, "transferred", say("agent.start", agent_name=what.name))


def _handed_back(scene: Scene) -> Move:
    """Let the bot go on, naming the step that resumes and asking its question."""
    step = inner(scene.chat.step)
    back = handover.passed(scene, BotDrives(), "handed_back")
    chat = structs.replace(back.chat, moved=scene.at, reminded=False, step=step)
    back = structs.replace(back, chat=chat)
    if linking.running(step):
        told = say("agent.end.resume", step_name=resuming.step_name(step))
        return structs.replace(back, says=(told,), ask=True)
    return structs.replace(
        back, chat=structs.replace(chat, step=_rests(step)), says=(say("agent.end"),), choices=(HOME,)
    )


def _said(scene: Scene, what: StaffSaid) -> Move:
    driver = scene.chat.driver
    assert isinstance(driver, AgentDrives)
    spoke = structs.replace(driver, spoke=scene.at, waiting=0)
    if what.template:
        reply = structs.replace(templates.offered(scene.chat)[what.template], by=driver.id)
    else:
        reply = Reply(says=(say("agent.said", text=what.text),), by=driver.id)
    move = scene.hush(driver=spoke)
    return structs.replace(move, apart=(reply,))


def _rests(step: Step) -> Step:
    """Return what a conversation rests at when no linking resumes: what runs goes on, what was open is closed."""
    return step if hasattr(step, "deadline") or isinstance(step, Finished | EnteringCode) else AtMenu()


def _unsayable(chat: Chat, what: StaffSaid, driver: AgentDrives, at: int) -> str:
    if driver.id != what.by:
        return "driver"
    if not what.anyway and (what.seen != chat.messages or what.spoke not in (None, driver.spoke)):
        return "stale"
    if what.template:
        return "" if not window_open(chat, at) and what.template in templates.offered(chat) else "window"
    if not window_open(chat, at):
        return "window"
    if not what.text.strip() or len(what.text) > LONGEST:
        return "text"
    return "code" if asks_for_code(what.text) else ""


# --- silence ----------------------------------------


def deadlines(chat: Chat) -> list[int]:
    """Return when this conversation's driver, or the want of one, must be looked at."""
    match chat.driver:
        case NobodyDrives(since, _, told, reminded):
            return [since + PATIENCE] if told and not reminded else []
        case AgentDrives() as driver if driver.waiting:
            return [max(driver.waiting, driver.since, driver.spoke) + PATIENCE]
        case AgentDrives() as driver:
            return [max(chat.heard, driver.since, driver.spoke) + SILENCE]
    return []


def due(scene: Scene) -> Move | None:
    """Act on a deadline of the driver that has passed."""
    if not any(moment <= scene.at for moment in deadlines(scene.chat)):
        return None
    driver = scene.chat.driver
    if isinstance(driver, NobodyDrives):
        return _still_waiting(scene, driver)
    assert isinstance(driver, AgentDrives)
    return _requeued(scene) if driver.waiting else _fell_silent(scene)


def _still_waiting(scene: Scene, driver: NobodyDrives) -> Move:
    reminded = structs.replace(driver, reminded=True)
    if not scene.terms.staffed(scene.at):
        return scene.hush(driver=reminded)
    told = say("agent.still_waiting", position=Place(driver.since))
    return scene.end(scene.chat.step, told, driver=reminded)


def _requeued(scene: Scene) -> Move:
    driver = scene.chat.driver
    assert isinstance(driver, AgentDrives)
    return _queue_again(scene, driver, "requeued")


def _queue_again(scene: Scene, driver: AgentDrives, why: str) -> Move:
    """Put the customer back into the queue, where they stood if they were waiting."""
    waits = NobodyDrives(driver.waiting or scene.at, why, told=True, reminded=True)
    told = say("agent.requeued" if scene.terms.staffed(scene.at) else "agent.offline")
    return handover.passed(scene, waits, why, told)


def _fell_silent(scene: Scene) -> Move:
    """Give the conversation back to the bot after a day in which nobody spoke; what was entered waits."""
    kept = linking.pause(scene, linking.details_of(scene.chat.step)) or scene.chat.paused
    back = handover.passed(scene, BotDrives(), "fell_silent", paused=kept)
    return structs.replace(back, chat=structs.replace(back.chat, step=_rests(scene.chat.step)))


# --- what the bot still says while it does not drive ----------------------------------------


def hushed(scene: Scene, move: Move) -> Move:
    """Keep the bot's dialogue back while it does not drive: news is told, the code's own words stand, nothing is asked."""
    if handover.drives(move.chat) or isinstance(inner(scene.chat.step), EnteringCode):
        return move
    if isinstance(inner(move.chat.step), EnteringCode):
        return move
    says: tuple[Say, ...] = () if isinstance(scene.chat.step, LookingUp) else move.says
    return structs.replace(move, says=says, ask=False, choices=())
