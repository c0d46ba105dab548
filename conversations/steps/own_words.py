"""What a customer says in their own words, where the step did not understand it: answered, shown, led to, or asked back.

Nothing that matters begins here: no code is sent, no policy linked or unlinked, nothing erased, withdrawn or cancelled. What
the product does not do itself has an answer of the insurer's, and a person one tap away.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from conversations import answers, wishes
from conversations.flow import FLOW
from conversations.locales import labels
from conversations.marks import Mark, Name
from conversations.policy_types import POLICY_TYPES
from conversations.reading import asks, choice, has_digit, negates, tokens
from conversations.reading.normalising import vocabulary
from conversations.scene import HOME, PERSON, START, Move, Pick, Scene, say
from conversations.states import (
    BrowsingPolicies,
    BrowsingRequests,
    ChoosingMethod,
    ChoosingType,
    Confirming,
    Consenting,
    Declined,
    EnteringCode,
    TypingParticipant,
    TypingPolicy,
)
from conversations.steps import arriving, entering_code, linking, menu
from conversations.steps.anywhere import ANYWHERE, inner
from conversations.turn import Choice, Lines, Understood
from conversations.words import Word

_UNSURE = "?"  # begins what a chat keeps of a first message that may want one of several things
PICKED = "wish:"  # the id of a choice among what was asked back bears the wish behind it
_NONE = Choice(f"{PICKED}none", "wish.none")
_WORDS = {
    "person": Word.PERSON,
    "complaint": Word.COMPLAINT,
    "help": Word.HELP,
    "own_data": Word.DATA,
    "erase": Word.DATA,  # a guess shows the page of one's data; a button there erases
    "greeting": Word.START,
}
_SHORT = 6  # words: "ya tapi tanggalnya salah"
_WRONG = vocabulary("salah keliru wrong incorrect ubah ganti change")
_ELSEWHERE = ("own_data", "erase", "greeting", "beneficiary_or_data")
_ALWAYS = ("person", "complaint", "help")


def first(scene: Scene, move: Move, text: str) -> Move:
    """Keep the name of what the first message wants, and nothing else of it, until there is consent."""
    found = wishes.understand(text)
    if found.asked:
        unsure = structs.replace(move.chat, entry=_UNSURE + " ".join(found.asked))
        return structs.replace(move, chat=unsure, understood=found)
    if not found.wish or found.wish in ("greeting", "thanks", "help"):
        return move
    wish = named(found.wish, text)
    sure = structs.replace(move.chat, entry=wish)
    return structs.replace(move, chat=sure, understood=structs.replace(found, wish=wish))


def carried_on(scene: Scene, agreed: Move) -> Move:
    """Take up what was wanted before consent, after the thanks for it."""
    inside = Scene(structs.replace(agreed.chat, entry=""), scene.event, scene.terms)
    entry = agreed.chat.entry
    unsure = entry.removeprefix(_UNSURE).split() if entry.startswith(_UNSURE) else []
    move = _asked_back(inside, tuple(unsure)) if unsure else act(inside, entry)
    return structs.replace(move, says=(*agreed.says, *move.says))


def named(wish: str, text: str) -> str:
    """Return a wish's name as a chat keeps it: to link a type that was named is that type."""
    return wishes.kind(text) or wish if wish == "link" else wish


def take_up(scene: Scene, missed: Move, text: str) -> Move:
    """Do what a message wants that its step did not understand; ``missed`` where nobody does."""
    if isinstance(scene.chat.step, ChoosingType) and (kind := wishes.kind(text)) and not (asks(text) or negates(text)):
        named_it = Understood(kind, how="pattern", share=1.0)
        return structs.replace(FLOW[ChoosingType].hear(scene, scene.chat.step, Pick(kind)), understood=named_it)
    found = _asked_first(wishes.understand(text, _unheard(scene, text)))
    missed = structs.replace(missed, understood=Understood(share=found.share))
    if answers.yes(text) or answers.no(text) or _about_the_details(scene, text):
        return missed
    attempt = _under_way(scene) and has_digit(text)  # at the step's value: a guess would only be in its way
    if not attempt and not missed.tentative and (asked := _apt(scene, found.asked)):
        return structs.replace(_asked_back(scene, asked), understood=structs.replace(found, asked=asked))
    if not found.wish or (attempt and found.how != "pattern"):
        return missed
    wish = named(found.wish, text)
    move = act(scene, wish)
    marks = (*move.marks, Mark(Name.UNDERSTOOD, found.wish))
    return structs.replace(move, marks=marks, understood=structs.replace(found, wish=wish))


def act(scene: Scene, wish: str) -> Move:
    """Do what is wanted, as far as it is no more than an answer, a page or a question."""
    if scene.chat.consent is None:
        return _before_consent(scene, wish)
    if word := _WORDS.get(wish):
        if wish in _ALWAYS or not _under_way(scene):
            return ANYWHERE[word](scene)
        return scene.again() if wish == "greeting" else scene.again(say("wish.later"))
    if wish == "language":
        return ANYWHERE[Word.INDONESIAN if scene.chat.language == "en" else Word.ENGLISH](scene)
    if wish in _AT_STEPS and (move := _AT_STEPS[wish](scene)):
        return move
    if wish in _PAGES or wish in POLICY_TYPES:
        if _under_way(scene):
            return scene.again(say("wish.later"))
        return _PAGES[wish](scene) if wish in _PAGES else menu.add(scene, wish)
    return answer(scene, f"answer.{wish}") if wish in wishes.ANSWERED else scene.again()


def answer(scene: Scene, key: str) -> Move:
    """Say an answer; then the question of the step, or where none is open a way on."""
    step = scene.chat.step
    if isinstance(step, EnteringCode):
        return scene.end(step, say(key), choices=entering_code.ask(scene, step).choices)
    if _under_way(scene):
        return scene.again(say(key))
    return scene.end(step, say(key), choices=(PERSON, HOME))


# --- asking back ----------------------------------------


def choices(asked_back: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return what may be chosen of the wishes that are asked about."""
    return (*(Choice(f"{PICKED}{wish}", f"wish.{wish}") for wish in asked_back), _NONE)


def chosen(asked_back: tuple[str, ...], text: str) -> str:
    """Return the choice that a typed answer to what was asked back makes; "" where it makes none."""
    offered = choices(asked_back)
    place = choice(text, [labels(one) for one in offered])
    return "" if place is None else offered[place].id


def picked(scene: Scene, id: str) -> Move:
    """Act on what was asked back and chosen, or take that it was none of it."""
    wish = id.removeprefix(PICKED)
    if wish in wishes.NAMES:
        return act(scene, wish)
    if scene.chat.consent is None:
        return arriving.remind(scene)
    return answer(scene, "wish.not_understood")


def _asked_back(scene: Scene, asked: tuple[str, ...]) -> Move:
    offered = choices(asked)
    lines = tuple(say("menu.line", n=n, label=say(one.key)) for n, one in enumerate(offered, 1))
    move = scene.end(scene.chat.step, say("wish.ask", lines=Lines(lines)), choices=offered, asked_back=asked)
    return structs.replace(move, list_button="wish.list_button")


# --- by step ----------------------------------------


def _before_consent(scene: Scene, wish: str) -> Move:
    if wish in ("person", "complaint"):
        return ANYWHERE[_WORDS[wish]](scene)
    key = "help.consent" if wish == "help" else f"answer.{wish}" if wish in wishes.ANSWERED else ""
    says = (say(key),) if key else ()
    entry = "" if key or wish in ("greeting", "thanks") else wish
    if isinstance(scene.chat.step, Declined):
        return scene.end(Declined(), *(says or (say("consent.declined"),)), choices=(START,))
    move = arriving.remind(scene, *says) if isinstance(scene.chat.step, Consenting) else ANYWHERE[Word.START](scene)
    return structs.replace(move, chat=structs.replace(move.chat, entry=entry or move.chat.entry))


def _under_way(scene: Scene) -> bool:
    """Tell whether the step asks something that goes on afterwards."""
    return linking.running(inner(scene.chat.step)) or isinstance(scene.chat.step, ChoosingType)


def _unheard(scene: Scene, text: str) -> frozenset[str]:
    """Return what cannot be wanted at this step."""
    if isinstance(scene.chat.step, Confirming):
        return frozenset({"yes"}) if asks(text) else frozenset()
    return wishes.OF_STEPS - {"back", "cancel"} if _under_way(scene) else wishes.OF_STEPS


def _asked_first(found: Understood) -> Understood:
    """Ask back what would stop a linking or send its details: a guess does neither."""
    return (
        structs.replace(found, wish="", asked=(found.wish,), how="asked") if found.wish in ("cancel", "yes") else found
    )


def _step_back(scene: Scene) -> Move | None:
    back = FLOW[type(scene.chat.step)].back
    return back(scene, scene.chat.step) if back else None


def _right(scene: Scene) -> Move | None:
    step = scene.chat.step
    return FLOW[Confirming].hear(scene, step, Pick("link")) if isinstance(step, Confirming) else None


def _mended(scene: Scene) -> Move | None:
    step = scene.chat.step
    return FLOW[Confirming].hear(scene, step, Pick("edit")) if isinstance(step, Confirming) else None


def _about_the_details(scene: Scene, text: str) -> bool:
    """Tell whether something is called wrong in the middle of a linking: what was just typed, not the service."""
    said = tokens(text)
    return len(said) <= _SHORT and not _WRONG.isdisjoint(said) and linking.running(inner(scene.chat.step))


def _apt(scene: Scene, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is worth asking about: in the middle of a linking no other page, and nothing where that is likeliest."""
    if not _under_way(scene):
        return asked
    apt = tuple(wish for wish in asked if wish not in _PAGES and wish not in _ELSEWHERE)
    return apt if apt[:1] == asked[:1] else ()


def _number_help(scene: Scene) -> Move | None:
    step = inner(scene.chat.step)
    return ANYWHERE[Word.HELP](scene) if isinstance(step, TypingPolicy | TypingParticipant) else None


def _not_received(scene: Scene) -> Move | None:
    step = scene.chat.step
    return entering_code.tips(scene, step) if isinstance(step, EnteringCode) else None


def _other_contact(scene: Scene) -> Move | None:
    step = scene.chat.step
    if isinstance(step, EnteringCode):
        return entering_code.other_way(scene, step)
    return scene.again() if isinstance(step, ChoosingMethod) else answer(scene, "answer.resend")


def _thanked(scene: Scene) -> Move:
    return scene.again() if _under_way(scene) else scene.end(scene.chat.step, say("menu.thanks"), choices=(HOME,))


_AT_STEPS: dict[str, Callable[[Scene], Move | None]] = {
    "forgot_number": _number_help,
    "resend": _not_received,
    "other_contact": _other_contact,
    "thanks": _thanked,
    "back": _step_back,
    "cancel": ANYWHERE[Word.CANCEL],
    "yes": _right,
    "no": _mended,
}
_PAGES: dict[str, Callable[[Scene], Move]] = {
    "link": menu.add,
    "list": lambda scene: scene.go(BrowsingPolicies()),
    "unlink": lambda scene: scene.go(BrowsingPolicies(), say("wish.unlink_here")),
    "status": lambda scene: scene.go(BrowsingRequests()),
}
