"""The words that work anywhere: menu, help, a person, cancel, back, language, and the customer's own data."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from conversations.marks import Mark, Name
from conversations.policy_types import POLICY_TYPES
from conversations.scene import HOME, START, Move, Scene, say
from conversations.states import (
    Arriving,
    AtMenu,
    BrowsingPolicies,
    BrowsingRequests,
    Cancelling,
    ChoosingMethod,
    Confirming,
    Consenting,
    Declined,
    EnteringCode,
    ErasingData,
    Finished,
    Linking,
    Resuming,
    Step,
    TypingBirth,
    TypingParticipant,
    TypingPolicy,
    Unlinking,
    ViewingData,
    Withdrawing,
    WithdrawingConsent,
)
from conversations.steps import arriving, cancelling, handover, linking, menu, own_data, resuming
from conversations.turn import Say
from conversations.words import Word

_HELP: dict[type, str] = {
    TypingParticipant: "help.participant",
    TypingBirth: "help.dob",
    Confirming: "help.confirm",
    ChoosingMethod: "answer.contact_changed",
    EnteringCode: "answer.contact_changed",
}


def start(scene: Scene) -> Move:
    """Greet; never reset a linking that is under way, but offer to go on with it."""
    chat, step = scene.chat, scene.chat.step
    if chat.consent is None:
        return scene.go(Consenting(), say("greet.new"))
    under = inner(step)
    if linking.running(under) and not _waits(step):
        return scene.go(Resuming(under))
    if linking.offered(scene):
        return scene.go(Resuming(), menu.greeting(chat))
    return scene.go(AtMenu(), menu.greeting(chat))


def home(scene: Scene) -> Move:
    """Go to the menu; from the middle of a linking, ask first what becomes of it."""
    step = scene.chat.step
    if scene.chat.consent is None:
        return start(scene)
    if isinstance(step, Resuming):
        return resuming.leave(scene, step.under)
    if _waits(step):
        return resuming.leave(scene, step)
    if linking.running(inner(step)):
        return scene.go(Resuming(inner(step)))
    return scene.go(AtMenu(), menu.greeting(scene.chat))


def policies(scene: Scene) -> Move:
    """Show the linked policies."""
    return _page(scene, BrowsingPolicies())


def requests(scene: Scene) -> Move:
    """Show how the requests stand."""
    return _page(scene, BrowsingRequests())


def _page(scene: Scene, page: Step) -> Move:
    """Open a page of the menu; what the menu would ask first is asked here too."""
    move = home(scene)
    return scene.go(page, paused=move.chat.paused) if isinstance(move.chat.step, AtMenu) else move


def help(scene: Scene) -> Move:
    """Answer about this step, then repeat its question."""
    return structs.replace(_answered(scene), marks=(Mark(Name.HELP),))


def _answered(scene: Scene) -> Move:
    step = inner(scene.chat.step)
    if isinstance(step, TypingPolicy):
        return scene.again(say(POLICY_TYPES[step.details.type].help_policy))
    if isinstance(step, Consenting):
        return arriving.remind(scene, say("help.consent"))
    key = _HELP.get(type(step))
    if key:
        return scene.again(say(key))
    if isinstance(step, Arriving | Declined) or _waits(step) or isinstance(step, AtMenu):
        return scene.end(step, say("help.body"), choices=(HOME,))
    return scene.again(say("help.body"))


def cancel(scene: Scene) -> Move:
    """Stop: asked once when there is something to lose, refused while a link is being made."""
    step = scene.chat.step
    if isinstance(step, Linking | Unlinking | Withdrawing):
        return scene.end(step, say("cancel.too_late"))
    if isinstance(step, Cancelling):
        return cancelling.stop(scene)
    under = inner(step)
    details = linking.details_of(under)
    if details and (details.policy or details.participant or details.born):
        return scene.go(Cancelling(under))
    if scene.chat.consent is None:
        return arriving.declined(scene, entry="")
    if linking.running(under):
        return cancelling.stop(scene)
    if isinstance(under, AtMenu | Finished):
        return scene.end(AtMenu(), say("cancel.nothing"), choices=(HOME,))
    return scene.go(AtMenu(), say("menu.nevermind"))


def withdraw(scene: Scene) -> Move:
    """Ask whether consent is really withdrawn."""
    if scene.chat.consent is None:
        return arriving.declined(scene, entry="")
    return scene.go(WithdrawingConsent(_under(scene)))


def language(scene: Scene, code: str) -> Move:
    """Switch the language and repeat the question."""
    said: tuple[Say, ...] = (say("lang.changed"),)
    step = scene.chat.step
    if isinstance(step, Arriving):
        return scene.go(Consenting(), *said, say("greet.new"), language=code)
    if _waits(step):
        return scene.end(step, *said, language=code)
    return scene.again(*said, language=code)


def erase(scene: Scene) -> Move:
    """Ask whether everything is really to be erased; where nothing is held, say so."""
    if not own_data.holds(scene.chat):
        return scene.end(scene.rest(), say("priv.none"), choices=(START,))
    return scene.go(ErasingData(_under(scene)))


def data(scene: Scene) -> Move:
    """Show what is held, and what the customer can do about it."""
    if not own_data.holds(scene.chat):
        return scene.end(scene.rest(), say("priv.none"), choices=(START,))
    return scene.go(ViewingData(_under(scene)))


def indonesian(scene: Scene) -> Move:
    """Switch to Indonesian."""
    return language(scene, "id")


def english(scene: Scene) -> Move:
    """Switch to English."""
    return language(scene, "en")


def enter(scene: Scene, kind: str) -> Move:
    """Open the flow that a deep link or a prefilled text names."""
    chat = scene.chat
    if chat.consent is None:
        move = start(scene)
        return structs.replace(move, chat=structs.replace(move.chat, entry=kind))
    under = inner(chat.step)
    if linking.running(under) and not _waits(chat.step):
        return scene.go(Resuming(under))
    return linking.begin(scene, kind)


def inner(step: Step) -> Step:
    """Return the step that a question about it stands upon (stop? go on? withdraw? erase?), or the step itself."""
    while (under := getattr(step, "under", None)) is not None:
        step = under
    return step


def _under(scene: Scene) -> Step:
    """Return what a question about the customer's data stands upon: what is waited for goes on without it."""
    step = scene.chat.step
    return scene.rest() if _waits(step) else inner(step)


def _waits(step: Step) -> bool:
    return hasattr(step, "deadline")


ANYWHERE: dict[Word, Callable[[Scene], Move]] = {
    Word.MENU: home,
    Word.START: start,
    Word.HELP: help,
    Word.PERSON: handover.person,
    Word.COMPLAINT: handover.complaint,
    Word.CANCEL: cancel,
    Word.POLICIES: policies,
    Word.REQUESTS: requests,
    Word.WITHDRAW: withdraw,
    Word.DATA: data,
    Word.ERASE: erase,
    Word.INDONESIAN: indonesian,
    Word.ENGLISH: english,
}

# Buttons that carry the same meanings, in whichever step they stand.
PICKED: dict[str, Word] = {
    "home": Word.MENU,
    "start": Word.START,
    "person": Word.PERSON,
    "help": Word.HELP,
    "cancel": Word.CANCEL,
    "privacy": Word.DATA,
}
