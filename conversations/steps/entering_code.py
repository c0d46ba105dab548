"""The code: typing it is the verification; resend, the other contact and the lock stand beside it."""

from __future__ import annotations

from msgspec import structs

from conversations import answers, reading
from conversations.chat import Running
from conversations.details import Challenge, Contact
from conversations.effects import Link
from conversations.events import CodeNotSent, CodePaused, CodeRefused, CodeSent, CodeTyped, CodeUnsure, Verdict
from conversations.policy_types import POLICY_TYPES
from conversations.references import issue
from conversations.scene import CANCEL, HOME, PERSON, Heard, Move, Pick, Scene, Words, say
from conversations.states import ChoosingMethod, Confirming, EnteringCode, ErasingData, Linking
from conversations.steps import anywhere, erasing, linking, sending
from conversations.turn import Choice, Instant, Reply, Say
from conversations.words import Word

DIGITS = 6
_RESEND = Choice("resend", "otp.btn.resend", exact=True)
_SWITCH = Choice("switch", "otp.btn.switch", exact=True)
_EMAIL = Choice("switch", "otp.btn.email", exact=True)
_TRACE = {"telegram": "otp.trace.tg", "whatsapp": "otp.trace.wa"}


def ask(scene: Scene, step: EnteringCode) -> Reply:
    """Say where the newest code went and until when it is right."""
    challenge = step.challenge
    choices = (_RESEND, *((_SWITCH,) if other(step) else ()), CANCEL)
    if challenge.sending:
        return Reply(says=(say("tip.wait"),), choices=choices)
    if not challenge.codes:
        failed = say("otp.send_failed", contact_masked=sending.masked(challenge.contact))
        return Reply(says=(failed,), choices=choices)
    if challenge.codes[-1].expires <= scene.at:
        return Reply(says=(_expired(scene),), choices=choices)
    return Reply(says=(sent(scene, challenge, "otp.waiting"),), choices=choices)


def sent(scene: Scene, challenge: Challenge, key: str) -> Say:
    """Say that the newest code went out."""
    contact, code = challenge.contact, challenge.codes[-1]
    shown = sending.masked(contact)
    first = key.startswith("otp.sent.")
    name = {"email": "email_masked", "sms": "phone_masked"}[contact.method] if first else "contact_masked"
    minutes = scene.terms.limits.code_lifetime // 60_000
    return say(key, **{name: shown}, digits=DIGITS, minutes=minutes, time=Instant(code.expires, "time"))


def hear(scene: Scene, step: EnteringCode, heard: Heard) -> Move:
    """Resend, switch, or say that what was typed is no code (which costs no attempt)."""
    match heard:
        case Pick("resend"):
            return _speak(sending.resend(scene, step, step.challenge.contact), step)
        case Pick("switch") if contact := other(step):
            return _speak(sending.resend(scene, step, contact), step)
        case Pick("switch"):
            return only_method(scene, step)
        case Words(text) if answers.polite(text):
            return scene.again()
        case Words(text) if answers.no_code(text):
            return method(scene, step, Word.RESEND)
        case Words(text) if answers.contact_changed(text):
            return anywhere.help(scene)
        case Words(text) if not reading.has_digit(text):
            return structs.replace(_speak(scene.again(_tips(step)), step), tentative=True)
    return _speak(scene.miss(say("otp.format", digits=DIGITS)), step)


def method(scene: Scene, step: EnteringCode, word: Word) -> Move:
    """Take "kirim ulang", "lewat sms", "ganti metode" as people say them."""
    challenge = step.challenge
    if word is Word.RESEND:
        arrived = (_tips(step),) if challenge.sends else ()  # What was refused is in no Spam folder.
        return _speak(sending.resend(scene, step, challenge.contact, *arrived), step)
    wanted = {Word.SMS: "sms", Word.EMAIL: "email"}.get(word, "")
    if wanted == challenge.contact.method:
        return _speak(sending.resend(scene, step, challenge.contact), step)
    if (contact := other(step)) is None:
        return only_method(scene, step)
    return _speak(sending.resend(scene, step, contact), step)


def _tips(step: EnteringCode) -> Say:
    return say("otp.not_received", contact_masked=sending.masked(step.challenge.contact))


def tips(scene: Scene, step: EnteringCode) -> Move:
    """Say where a code may hide; a button sends another one."""
    return _speak(scene.again(_tips(step)), step)


def other_way(scene: Scene, step: EnteringCode) -> Move:
    """Say which button sends the code to the other contact, or why there is none."""
    return _speak(scene.again(say("wish.switch_here")), step) if other(step) else only_method(scene, step)


def only_method(scene: Scene, step: EnteringCode) -> Move:
    """Say why there is no other method."""
    shown = sending.masked(step.challenge.contact)
    kind = POLICY_TYPES[step.details.type]
    if kind.methods == ("email",):
        return _speak(scene.again(say("otp.group_email_only", type=kind.label, email_masked=shown)), step)
    return _speak(scene.again(say("otp.only_method", contact_masked=shown)), step)


def other(step: EnteringCode) -> Contact | None:
    """Return the contact that the newest code did not go to."""
    return next((contact for contact in step.match.contacts if contact != step.challenge.contact), None)


def back(scene: Scene, step: EnteringCode) -> Move:
    """Go back to the choice of method, or to the summary where there is no choice."""
    if step.purpose == erasing.DELETE:
        return scene.go(ErasingData(scene.rest()))
    if other(step):
        return scene.go(ChoosingMethod(step.details, step.match, step.challenge))
    return scene.go(Confirming(step.details))


# --- what became of the sending ----------------------------------------


def code_sent(scene: Scene, step: EnteringCode, outcome: CodeSent) -> Move:
    """Tell the customer where to look."""
    challenge = structs.replace(step.challenge, sending="")
    first = challenge.sends == 1
    key = "otp.sent." + challenge.contact.method if first else "otp.resent"
    advice = (say("otp.safety"), say(_TRACE[scene.chat.channel])) if first else ()
    links = first and step.purpose == linking.LINK
    progress = (linking.progress(step.details, "code", step.match.contacts),) if links else ()
    return _stay(scene, step, challenge, *progress, sent(scene, challenge, key), *advice)


def code_unsure(scene: Scene, step: EnteringCode, outcome: CodeUnsure) -> Move:
    """Tell the customer that the code may be late; nothing is repeated by itself."""
    challenge = structs.replace(step.challenge, sending="")
    seconds = max(sending.cool_down(scene, challenge), 1)
    told = say("otp.send_unsure", contact_masked=sending.masked(challenge.contact), seconds=seconds)
    return _stay(scene, step, challenge, told)


def code_not_sent(scene: Scene, step: EnteringCode, outcome: CodeNotSent) -> Move:
    """Tell the customer that the code did not go out; it counts as no send, and the code before it is right again."""
    challenge = unsent(step.challenge)
    told = say("otp.send_failed", contact_masked=sending.masked(step.challenge.contact))
    return _stay(scene, step, challenge, told)


def code_refused(scene: Scene, step: EnteringCode, outcome: CodeRefused) -> Move:
    """Tell the customer until when no code can be sent; an earlier code stays right."""
    challenge = unsent(step.challenge)
    if not outcome.until:
        return _stay(
            scene, step, challenge, say("otp.send_failed", contact_masked=sending.masked(step.challenge.contact))
        )
    if challenge.sends:
        return _stay(scene, step, challenge, say("otp.resend_limit", datetime=Instant(outcome.until)))
    return _leave(scene, step, say("otp.send_limit", datetime=Instant(outcome.until)), barred=outcome.until)


def code_paused(scene: Scene, step: EnteringCode, outcome: CodePaused) -> Move:
    """Tell the customer to use email instead, or a person where there is none; an earlier code stays right."""
    if (contact := other(step)) is None or contact.method == "sms":
        return _leave(scene, step, say("otp.sms_paused_only"))
    now = structs.replace(step, challenge=unsent(step.challenge))
    return scene.end(now, say("otp.sms_paused"), choices=(_EMAIL, CANCEL))


def unsent(challenge: Challenge) -> Challenge:
    """Take back the newest code: it never went out."""
    return structs.replace(challenge, codes=challenge.codes[:-1], sends=challenge.sends - 1, sending="")


# --- a code was typed ----------------------------------------


def typed(scene: Scene, step: EnteringCode, event: CodeTyped) -> Move:
    """Act on what the comparison showed."""
    match event.verdict:
        case Verdict.RIGHT:
            return erasing.erase(scene) if step.purpose == erasing.DELETE else _right(scene, step)
        case Verdict.WRONG:
            return _wrong(scene, step, event.attempts)
        case Verdict.OLD:
            newest = step.challenge.codes[-1]
            return _stay(scene, step, step.challenge, say("otp.old", time=Instant(newest.at, "time")))
        case Verdict.EXPIRED:
            return _stay(scene, step, step.challenge, _expired(scene))
        case Verdict.LOCKED:
            return _burn(scene, step, event.until)
    return _stay(scene, step, step.challenge, say("sys.error", ref=scene.event.fresh("error", 6).upper()))


def _right(scene: Scene, step: EnteringCode) -> Move:
    chat, event = scene.chat, scene.event
    consent = chat.consent
    assert consent is not None
    reference = issue(chat.account, event.fresh("reference"))
    effect = Link(
        id=event.fresh("link"),
        challenge=step.challenge.id,
        policy_ref=step.match.policy_ref,
        reference=reference,
        method=step.challenge.contact.method,
        verified_at=scene.at,
        consent_version=consent.version,
        consent_at=consent.at,
    )
    run = Running(
        effect.id,
        "link",
        reference=reference,
        details=step.details,
        match=step.match,
        method=step.challenge.contact.method,
        began=chat.began,
    )
    deadline = scene.at + scene.terms.limits.wait_deadline
    return scene.wait(Linking(effect.id, scene.at, deadline), effect, running=(*chat.running, run))


def _wrong(scene: Scene, step: EnteringCode, attempts: int) -> Move:
    limits = scene.terms.limits
    challenge = structs.replace(step.challenge, wrong=step.challenge.wrong + 1)
    left = min(attempts or limits.wrong_codes, limits.wrong_codes) - challenge.wrong
    if left <= 0:
        return _burn(scene, step, scene.at + limits.chat_lock)
    return _stay(scene, step, challenge, say("otp.wrong", left=left))


def _burn(scene: Scene, step: EnteringCode, until: int) -> Move:
    until = max(until, scene.at + scene.terms.limits.chat_lock)
    return _leave(scene, step, say("otp.locked", datetime=Instant(until)), locked=until)


def _leave(scene: Scene, step: EnteringCode, told: Say, barred: int = 0, **changes: int) -> Move:
    """Give the code step up; the details of a linking wait."""
    kept = linking.pause(scene, linking.details_of(step), barred) or scene.chat.paused
    return scene.end(scene.rest(), told, choices=(PERSON, HOME), paused=kept, **changes)


def _expired(scene: Scene) -> Say:
    return say("otp.expired", minutes=scene.terms.limits.code_lifetime // 60_000)


def _stay(scene: Scene, step: EnteringCode, challenge: Challenge, *says: Say) -> Move:
    now = structs.replace(step, challenge=challenge)
    return scene.end(now, *says, choices=ask(scene, now).choices)


def _speak(move: Move, step: EnteringCode) -> Move:
    """Offer the step's buttons with what is said, without repeating where the code went."""
    if not move.says or isinstance(move.chat.step, Linking):
        return move
    choices = (_RESEND, *((_SWITCH,) if other(step) else ()), CANCEL)
    return structs.replace(move, ask=False, choices=choices)
