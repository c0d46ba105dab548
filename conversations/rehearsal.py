"""A rehearsal: one message to a made-up chat at a step, and what the conversation made of it. Nothing is kept or sent."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, structs

from conversations import answers, reading, words
from conversations.advance import advance, expected_code
from conversations.chat import Chat, Consent, LinkedPolicy
from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.drivers import NobodyDrives
from conversations.events import Told
from conversations.limits import MINUTE
from conversations.policy_types import POLICY_TYPES
from conversations.states import (
    Arriving,
    AtMenu,
    BrowsingPolicies,
    BrowsingRequests,
    Cancelling,
    ChoosingMethod,
    ChoosingType,
    Confirming,
    Consenting,
    Declined,
    EnteringCode,
    ErasingData,
    Finished,
    LookingUp,
    Mending,
    Resuming,
    Step,
    TypingBirth,
    TypingParticipant,
    TypingPolicy,
    ViewingData,
    WithdrawingConsent,
)
from conversations.steps.anywhere import inner
from conversations.terms import Terms
from conversations.turn import Event, Turn
from conversations.words import Word

AT = 1_790_000_000_000  # a moment for the made-up chat: 21 September 2026
_EMAIL, _SMS = Contact("email", "nama@example.com"), Contact("sms", "+628400000001")
_TYPED = Details("dplk", "00011122", "55566677", date(1970, 1, 2))
_MATCH = Match("reference", "NAMA", "ACTIVE", True, (_EMAIL, _SMS), _EMAIL.address)
_CHALLENGE = Challenge("challenge", _EMAIL, (Issued(b"", AT - MINUTE, AT + 4 * MINUTE),), sends=1)
_STEPS: dict[str, Step] = {
    "menu": AtMenu(),
    "first": Arriving(),
    "consent": Consenting(),
    "type": ChoosingType(),
    "policy_number": TypingPolicy(Details("dplk")),
    "participant_number": TypingParticipant(Details("dplk", "00011122")),
    "birth_date": TypingBirth(Details("dplk", "00011122", "55566677")),
    "confirm": Confirming(_TYPED),
    "method": ChoosingMethod(_TYPED, _MATCH),
    "code": EnteringCode(_TYPED, _MATCH, _CHALLENGE),
    "after_done": Finished(),
    "waiting_for_person": AtMenu(),
}
STEPS = tuple(_STEPS)
_NAMES = {
    Word.CANCEL: "cancel",
    Word.BACK: "back",
    Word.HELP: "help",
    Word.PERSON: "person",
    Word.COMPLAINT: "complaint",
    Word.MENU: "help",
    Word.START: "greeting",
    Word.RESEND: "resend",
    Word.EMAIL: "other_contact",
    Word.SMS: "other_contact",
    Word.SWITCH: "other_contact",
    Word.POLICIES: "list",
    Word.REQUESTS: "status",
    Word.DATA: "own_data",
    Word.ERASE: "erase",
    Word.WITHDRAW: "erase",
    Word.ENGLISH: "language",
    Word.INDONESIAN: "language",
}
_PAGES: dict[type, str] = {
    BrowsingPolicies: "list",
    BrowsingRequests: "status",
    ViewingData: "own_data",
    ErasingData: "erase",
    WithdrawingConsent: "erase",
    Cancelling: "cancel",
    LookingUp: "yes",
    Mending: "no",
    Declined: "no",
}


class Heard(Struct, frozen=True):
    """What was made of a message: ``wish`` is acted on (a wish or the step's own), ``asked`` are offered.

    ``how``: exact, spelling, pattern, guess, asked or none; ``share``: the table's, 1 for what is exact.
    """

    wish: str = ""
    asked: tuple[str, ...] = ()
    how: str = "none"
    share: float = 0.0


def rehearse(text: str, step: str, language: str = "id") -> Heard:
    """Return what the conversation makes of a message at a step (one of ``STEPS``)."""
    before, event, terms = _chat(step, language), Event(what=Told(text), at=AT, sent=AT, seed=bytes(16)), Terms()
    if code := expected_code(before, event, terms):
        return Heard(f"code:{code[1]}", how="exact", share=1.0)
    turn = advance(before, event, terms)
    if turn is None:
        return Heard()
    found = turn.understood
    if found and (found.wish or found.asked):
        wish = f"link:{found.wish}" if found.wish in POLICY_TYPES else found.wish
        return Heard(wish, found.asked, found.how, found.share)
    wish = _exact(before, turn, text)
    return Heard(wish, how="exact", share=1.0) if wish else Heard(share=found.share if found else 0.0)


def _chat(step: str, language: str) -> Chat:
    consent = None if step in ("first", "consent") else Consent("1", "", language, AT - 5 * MINUTE)
    link = LinkedPolicy("l1", "r1", "individu", "00099988", "", "NAMA", "ACTIVE", AT - 9 * MINUTE)
    chat = Chat(
        channel="telegram",
        account="rehearsal",
        address="1",
        language=language,
        consent=consent,
        step=_STEPS[step],
        nonce="nonce",
        asked=AT - MINUTE,
        began=AT - 3 * MINUTE,
        moved=AT - MINUTE,
        links=(link,) if consent else (),
        active="l1" if consent else "",
    )
    waits = NobodyDrives(AT - MINUTE, "person", told=True)
    return structs.replace(chat, driver=waits) if step == "waiting_for_person" else chat


def _exact(before: Chat, turn: Turn, text: str) -> str:
    """Name what followed from an exact word, a choice or the step's own value."""
    after = turn.chat
    if len(after.tickets) > len(before.tickets):
        return "complaint"
    if type(after.driver) is not type(before.driver):
        return "person" if isinstance(after.driver, NobodyDrives) else "help"
    if after.language != before.language:
        return "language"
    if word := words.anywhere(reading.clean(text)):
        return _said(before.step, turn, word)
    return _value(before.step, inner(after.step)) or _moved(before, after) or _courtesy(turn, text)


def _said(step: Step, turn: Turn, word: Word) -> str:
    if isinstance(step, ChoosingMethod) and isinstance(turn.chat.step, EnteringCode):
        return f"method:{turn.chat.step.challenge.contact.method}"
    return _NAMES[word]


def _value(before: Step, after: Step) -> str:
    """Name the value that a step took."""
    match before, after:
        case ChoosingType(), TypingPolicy(details):
            return f"type:{details.type}"
        case TypingPolicy(), (TypingParticipant(details) | TypingBirth(details) | Confirming(details)):
            return f"number:{details.policy}"
        case TypingParticipant(), (TypingBirth(details) | Confirming(details)):
            return f"number:{details.participant}"
        case TypingBirth(), Confirming(details):
            return f"date:{details.born:%Y-%m-%d}"
        case ChoosingMethod(), EnteringCode(challenge=challenge):
            return f"method:{challenge.contact.method}"
        case Confirming(), (TypingPolicy() | TypingParticipant() | TypingBirth() | ChoosingType()):
            return "no"
        case ((AtMenu() | Finished()), TypingPolicy(details)):
            return f"link:{details.type}"
    return ""


def _moved(before: Chat, after: Chat) -> str:
    if before.consent is None and after.consent is not None:
        return "yes"
    if type(after.step) is type(before.step):
        return ""
    if isinstance(after.step, Resuming):
        return "list"
    if isinstance(after.step, ChoosingType):
        return "link"
    return _PAGES.get(type(after.step), "")


def _courtesy(turn: Turn, text: str) -> str:
    said = {say.key for reply in turn.replies for say in reply.says}
    if answers.polite(text) or "menu.thanks" in said:
        return "thanks"
    if answers.no(text):
        return "no"
    if said & {"help.participant", *(kind.help_policy for kind in POLICY_TYPES.values())}:
        return "forgot_number" if answers.lost(text) else "repeat"
    if "answer.contact_changed" in said:
        return "contact_changed"
    if "otp.not_received" in said:
        return "resend"
    if {"otp.only_method", "otp.group_email_only", "wish.switch_here"} & said:
        return "other_contact"
    return "repeat" if any(key.startswith("help.") or key == "type.unknown" for key in said) else ""
