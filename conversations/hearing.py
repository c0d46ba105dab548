"""Hearing a customer: a button of the step, then the words that work anywhere, then what the step expects."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from conversations import answers, lateness, reading, words
from conversations.chat import Remark
from conversations.drivers import AgentDrives, NobodyDrives
from conversations.events import Chosen, CodeTyped, Reworded, Shown, Told
from conversations.flow import FLOW, Page
from conversations.lateness import late
from conversations.limits import SECOND
from conversations.locales import labels
from conversations.redaction import redact
from conversations.scene import HOME, POLICIES, START, Move, Pick, Scene, Words, say
from conversations.states import (
    Arriving,
    AtMenu,
    BrowsingPolicies,
    BrowsingRequests,
    ChoosingMethod,
    Consenting,
    Declined,
    EnteringCode,
    ErasingData,
    Exporting,
    Finished,
    Linking,
    LookingUp,
    Step,
    TypingParticipant,
    TypingPolicy,
    Unlinking,
    ViewingData,
    ViewingPolicy,
    Withdrawing,
    WithdrawingConsent,
)
from conversations.steps import arriving, entering_code, handover, linking, own_words, rating
from conversations.steps.anywhere import ANYWHERE, PICKED, enter, inner, policies
from conversations.turn import Say, Understood
from conversations.words import Word

JUST_NOW = 10 * SECOND  # how long a remark is not said again: an album is many messages, and a thumb taps twice
WAITING = (LookingUp, Linking, Unlinking, Withdrawing, Exporting)
# What an old consent still allows: a customer's rights, ways out, and the end of what is in the middle.
_ALWAYS = (Word.DATA, Word.ERASE, Word.WITHDRAW, Word.HELP, Word.PERSON, Word.COMPLAINT, Word.INDONESIAN, Word.ENGLISH)
_UNASKED = (*WAITING, Consenting, EnteringCode, ErasingData, ViewingData, WithdrawingConsent)
_RESTING = (AtMenu, Finished, BrowsingPolicies, BrowsingRequests, ViewingPolicy, ViewingData)
_METHOD_WORDS = (Word.RESEND, Word.EMAIL, Word.SMS, Word.SWITCH)
_CODE_BUTTONS = ("resend", "switch")  # what stays the bot's in the code step, whoever drives


def decide(scene: Scene) -> Move:
    """Find who decides about this message, and let them; with the consent what was wanted before it is taken up."""
    move = _decided(scene)
    agreed = move.chat.entry and move.chat.consent is not None and scene.chat.consent is None
    return own_words.carried_on(scene, move) if agreed else move


def _decided(scene: Scene) -> Move:
    if lateness.forgotten(scene):
        return scene.hush(kept=False)
    asked_back = scene.chat.asked_back
    if asked_back:  # it is asked about once
        scene = structs.replace(scene, chat=structs.replace(scene.chat, asked_back=()))
    if not handover.drives(scene.chat):
        return _for_care_team(scene)
    if lateness.aged(scene):
        return lateness.unheeded(scene)
    if rated := rating.answer(scene):
        return rated
    match scene.what:
        case CodeTyped() as typed:
            return _code(scene, typed)
        case Chosen() as chosen:
            return _chosen(scene, chosen)
        case Told() as told:
            return _told(scene, told, asked_back)
        case Shown(kind):
            return _shown(scene, kind)
    return _beside(scene, say("edit.ignored"))


def _shown(scene: Scene, kind: str) -> Move:
    """Say that only text is read; before consent the question of consent comes with it."""
    told, step = say("media.voice" if kind in ("voice", "audio") else "media.unsupported"), scene.chat.step
    if isinstance(step, Arriving):
        return _once(scene, told, scene.go(Consenting(), told, say("greet.new")))
    return _beside(scene, told)


def _beside(scene: Scene, told: Say) -> Move:
    """Say something where the customer is; before consent with the way on."""
    step = scene.chat.step
    if isinstance(step, Consenting):
        return _once(scene, told, arriving.remind(scene, told))
    return _once(scene, told, scene.end(step, told, choices=(START,) if isinstance(step, Declined) else ()))


def _once(scene: Scene, told: Say, move: Move) -> Move:
    """Make a remark, unless the same one was the last thing said and is seconds old."""
    last = scene.chat.remark
    if last and last.key == told.key and last.at == scene.chat.asked and scene.event.there - last.at < JUST_NOW:
        return scene.hush()
    return structs.replace(move, chat=structs.replace(move.chat, remark=Remark(told.key, scene.event.there)))


def _for_care_team(scene: Scene) -> Move:
    """Keep what stays the bot's while it does not drive; everything else is the care team's."""
    match scene.what:
        case CodeTyped() as typed:
            return _code(scene, typed)
        case Chosen() as chosen:
            return _kept_tap(scene, chosen)
        case Told(text):
            # The care team reads what comes late, but a word of a moment ago is not obeyed now.
            return handover.overheard(scene) if late(scene) else _kept_word(scene, text) or handover.told(scene, text)
        case Shown(caption=text):
            return _unseen(scene, handover.told(scene, text))
    return scene.hush()


def _unseen(scene: Scene, move: Move) -> Move:
    """Tell a customer whom an agent serves that what is no text is not seen; of an album once."""
    told, last = say("agent.media"), scene.chat.remark
    if not isinstance(move.chat.driver, AgentDrives) or move.says:
        return move
    if last and last.key == told.key and scene.at - last.at < JUST_NOW:
        return move
    return structs.replace(move, says=(told,), chat=structs.replace(move.chat, remark=Remark(told.key, scene.at)))


def _kept_tap(scene: Scene, chosen: Chosen) -> Move:
    step = scene.chat.step
    if PICKED.get(chosen.id) is Word.MENU:
        return _leave(scene)
    if isinstance(step, EnteringCode) and chosen.nonce == scene.chat.nonce and chosen.id in _CODE_BUTTONS:
        return entering_code.hear(scene, step, Pick(chosen.id))
    return handover.tapped(scene)


def _kept_word(scene: Scene, text: str) -> Move | None:
    step, word = scene.chat.step, words.anywhere(reading.clean(text))
    queued = isinstance(scene.chat.driver, NobodyDrives)
    if word is Word.MENU or (word is Word.CANCEL and queued):
        return _leave(scene)
    if word is Word.ERASE and word in ANYWHERE:
        return handover.leave(scene, ANYWHERE[word](scene))
    if word in _METHOD_WORDS and isinstance(step, EnteringCode):
        return entering_code.method(scene, step, word)
    if word in (Word.ENGLISH, Word.INDONESIAN) and queued:
        return scene.end(step, say("lang.changed"), language="en" if word is Word.ENGLISH else "id")
    return None


def _leave(scene: Scene) -> Move:
    return handover.leave(scene, ANYWHERE[Word.MENU](scene), say("agent.left"))


def code_in(scene: Scene, told: Told) -> tuple[EnteringCode, str] | None:
    """Return the code step and the typed code, when this text is an answer to it and nothing else."""
    step = code_step(scene.chat.step)
    if step is None or not step.challenge.codes or late(scene):
        return None
    text = reading.clean(told.text)
    if reading.too_long(told.text) or words.anywhere(text):
        return None
    code = reading.code(text, scene.terms.phone)
    return (step, code) if code else None


def holds_code(scene: Scene) -> bool:
    """Tell whether the customer's message must be deleted because it held a code."""
    if not _code_expected(scene):
        return False
    match scene.what:
        case Told(text) | CodeTyped(text=text) | Reworded(text) | Shown(caption=text):
            return reading.code(reading.clean(text), scene.terms.phone) is not None
    return False


def record(scene: Scene) -> str:
    """Return the customer's line as the transcript may keep it."""
    what, code = scene.what, _code_expected(scene) or _code_for_care_team(scene)
    match what:
        case Chosen(label=label, id=id):
            return label or id
        case Shown(kind, caption):
            return f"[{kind}] {redact(caption, code=code, birth=True)}".strip()
        case Told(text) | CodeTyped(text=text):
            birth, numbers = _birth_expected(scene, text), not handover.drives(scene.chat)
            return redact(text[: reading.TOO_LONG], code=code, birth=birth, numbers=numbers)
        case Reworded(text):
            return redact(text[: reading.TOO_LONG], code=code, birth=True)
    return ""


def _code_expected(scene: Scene) -> bool:
    return code_step(scene.chat.step) is not None or scene.at < scene.chat.code_until


def code_step(step: Step) -> EnteringCode | None:
    """Return the code step that is asked about or gone back from: its code is still right."""
    step = inner(step)
    if type(step) is EnteringCode:  # a turn asks seven times, and a struct's class answers isinstance slowly
        return step
    if type(step) is ChoosingMethod and step.challenge:
        return EnteringCode(step.details, step.match, step.challenge)
    return None


def _code_for_care_team(scene: Scene) -> bool:
    what = scene.what
    text = what.caption if isinstance(what, Shown) else getattr(what, "text", "")
    return not handover.drives(scene.chat) and handover.code_in(text)


def _birth_expected(scene: Scene, text: str) -> bool:
    step = inner(scene.chat.step)
    if not isinstance(step, TypingPolicy | TypingParticipant):
        return True
    said, today = reading.clean(text), scene.terms.today(scene.at)
    if reading.fields(said, linking.lacking(step.details), today).born:
        return True
    return isinstance(reading.birth(said, today), date) and not isinstance(reading.number(said), reading.Number)


def _code(scene: Scene, typed: CodeTyped) -> Move:
    step = code_step(scene.chat.step)
    if step is None:
        return scene.hush()
    return entering_code.typed(Scene(structs.replace(scene.chat, step=step), scene.event, scene.terms), step, typed)


def _chosen(scene: Scene, chosen: Chosen) -> Move:
    step = scene.chat.step
    page = FLOW[type(step)]
    word = PICKED.get(chosen.id)
    if _outdated(scene) and word not in _ALWAYS:
        return arriving.renew(scene)
    if word is Word.MENU or (word and chosen.nonce == scene.chat.nonce):
        return ANYWHERE[word](scene)
    if chosen.id == POLICIES.id:
        return policies(scene)  # A notice offers it, which may be older than the question that is open.
    if isinstance(step, WAITING):
        return page.hear(scene, step, Pick(chosen.id))
    if chosen.nonce != scene.chat.nonce:
        return _stale(scene, page)
    return _picked(scene, page, chosen.id)


def _picked(scene: Scene, page: Page[object], id: str) -> Move:
    if word := PICKED.get(id):
        return ANYWHERE[word](scene)
    if id.startswith(own_words.PICKED):
        return own_words.picked(scene, id)
    if id == "back":
        return _back(scene, page)
    if id == "language" and isinstance(scene.chat.step, AtMenu):
        return ANYWHERE[Word.INDONESIAN if scene.chat.language == "en" else Word.ENGLISH](scene)
    return page.hear(scene, scene.chat.step, Pick(id))


def _stale(scene: Scene, page: Page[object]) -> Move:
    if isinstance(scene.chat.step, Arriving):
        return page.hear(scene, scene.chat.step, Words(""))
    if page.ask(scene, scene.chat.step).says:
        told = say("err.stale_button")
        return _once(scene, told, scene.again(told))
    return _beside(scene, say("tip.stale"))


def _told(scene: Scene, told: Told, asked_back: tuple[str, ...]) -> Move:
    step = scene.chat.step
    page = FLOW[type(step)]
    if late(scene):
        return scene.again(say("late.text"))
    if reading.too_long(told.text):
        first = isinstance(step, Arriving)
        return page.hear(scene, step, Words("")) if first else scene.again(say("err.too_long"))
    text = reading.clean(told.text)
    kind = reading.entry(text)
    if _outdated(scene) and words.anywhere(text) not in _ALWAYS:
        return arriving.renew(scene, kind or "")
    if kind:
        return enter(_addressed(scene, text), kind)
    if asked_back and (chosen := own_words.chosen(asked_back, text)):
        return own_words.picked(scene, chosen)
    if move := _word(scene, page, words.anywhere(text)):
        return move
    place = _choice(scene, page, text)
    move = _picked(scene, page, place) if place else page.hear(scene, step, Words(text))
    if not (move.missed or move.tentative or isinstance(step, Arriving | Declined)):
        return move
    if respelt := _word(scene, page, words.misspelt(text)):
        return structs.replace(respelt, understood=Understood(words.misspelt(text) or "", how="spelling", share=1.0))
    if isinstance(step, Arriving):
        return own_words.first(scene, move, text)
    answered = _unanswered(scene, text) if move.missed and scene.chat.consent else None
    return answered or own_words.take_up(scene, move, text)


def _addressed(scene: Scene, text: str) -> Scene:
    """Speak English to who comes by an English link and was not spoken to before."""
    if not (isinstance(scene.chat.step, Arriving) and reading.in_english(text)):
        return scene
    return structs.replace(scene, chat=structs.replace(scene.chat, language="en"))


def _unanswered(scene: Scene, text: str) -> Move | None:
    """Answer what is no answer: where no linking runs a code gets a warning; thanks get a kind word, or the question again."""
    step = scene.chat.step
    if answers.polite(text):
        asked = FLOW[type(step)].ask(scene, step)
        rests = _rests(step) or not asked.says
        choices = (HOME,) if asked.says else asked.choices
        return scene.end(step, say("menu.thanks"), choices=choices) if rests else scene.again()
    if reading.code(text, scene.terms.phone) and not linking.running(step):
        return scene.end(step, say("otp.none_active"), choices=(HOME,))
    return None


def _rests(step: Step) -> bool:
    """Tell whether nothing is asked here that has to be answered."""
    return isinstance(step, _RESTING) and not getattr(step, "asking", "") and not getattr(step, "failed", False)


def _word(scene: Scene, page: Page[object], word: Word | None) -> Move | None:
    if word is None:
        return None
    if word is Word.BACK:
        return _back(scene, page)
    if word is Word.CANCEL and any(choice.id == "keep" for choice in page.ask(scene, scene.chat.step).choices):
        return page.hear(scene, scene.chat.step, Pick("keep"))
    if word in _METHOD_WORDS:
        return page.method(scene, scene.chat.step, word) if page.method else None
    return ANYWHERE[word](scene) if word in ANYWHERE else None


def _choice(scene: Scene, page: Page[object], text: str) -> str:
    choices = page.ask(scene, scene.chat.step).choices
    if not choices or (not page.numbered and any(letter in "0123456789" for letter in text)):
        return ""
    exact = [place for place, choice in enumerate(choices) if choice.exact]
    place = reading.choice(text, [labels(choice) for choice in choices], counted=page.numbered, exact=exact)
    return "" if place is None else choices[place].id


def _back(scene: Scene, page: Page[object]) -> Move:
    step = scene.chat.step
    if isinstance(step, EnteringCode) and step.challenge.sending:
        return scene.end(step, say("tip.wait"))
    if page.back:
        return page.back(scene, step)
    if isinstance(step, Arriving | Declined):
        return page.hear(scene, step, Words(""))
    if isinstance(step, Consenting):
        return scene.again(say("back.first"))
    if isinstance(step, WAITING):
        return scene.end(step, say("tip.wait"))
    return scene.go(AtMenu())


def _outdated(scene: Scene) -> bool:
    """Tell whether the words of consent have changed since the customer agreed: nothing new begins before they are asked."""
    consent = scene.chat.consent
    if consent is None or isinstance(inner(scene.chat.step), _UNASKED) or isinstance(scene.chat.step, _UNASKED):
        return False
    return not scene.terms.covers(consent, scene.chat.channel)
