"""Metode Verifikasi: choosing where the code goes sends it."""

from __future__ import annotations

from conversations import answers, words
from conversations.details import Contact
from conversations.scene import CANCEL, Heard, Move, Pick, Scene, Words, say, unclear
from conversations.states import ChoosingMethod, Confirming, EnteringCode
from conversations.steps import anywhere, linking, sending
from conversations.turn import Choice, Reply

_BUTTONS = {"email": "otp.btn.email", "sms": "otp.btn.sms"}


def ask(scene: Scene, step: ChoosingMethod) -> Reply:
    """Show both contacts, masked."""
    shown = {contact.method: sending.masked(contact) for contact in step.match.contacts}
    progress = linking.progress(step.details, "method", step.match.contacts)
    question = say("otp.method", progress=progress, email_masked=shown["email"], phone_masked=shown["sms"])
    choices = tuple(Choice(contact.method, _BUTTONS[contact.method], exact=True) for contact in step.match.contacts)
    return Reply(says=(question,), choices=(*choices, CANCEL))


def hear(scene: Scene, step: ChoosingMethod, heard: Heard) -> Move:
    """Send the code to the chosen contact."""
    match heard:
        case Pick(method) if contact := _contact(step, method):
            return choose(scene, step, contact)
        case Words(text) if answers.contact_changed(text):
            return anywhere.help(scene)
    return scene.miss(unclear(2))


def method(scene: Scene, step: ChoosingMethod, word: words.Word) -> Move:
    """Take "lewat sms" or "via email" as the button; "kirim ulang" and "ganti metode" name none, and are asked which."""
    contact = _contact(step, {words.Word.SMS: "sms", words.Word.EMAIL: "email"}.get(word, ""))
    return choose(scene, step, contact) if contact else scene.again()


def back(scene: Scene, step: ChoosingMethod) -> Move:
    """Go back to the summary."""
    return scene.go(Confirming(step.details))


def choose(scene: Scene, step: ChoosingMethod, contact: Contact) -> Move:
    """Send the first code, or the next one of a challenge that is under way."""
    if step.challenge is None:
        return sending.send(scene, step.details, step.match, contact)
    return sending.resend(scene, EnteringCode(step.details, step.match, step.challenge), contact)


def _contact(step: ChoosingMethod, method: str) -> Contact | None:
    return next((contact for contact in step.match.contacts if contact.method == method), None)
