"""Letters and short messages: a code by email or SMS, and notices that the chat could not take."""

from __future__ import annotations

from html import escape

from conversations.effects import SendCode, SendCopy, TellContact
from conversations.locales.catalogue import MOST
from conversations.locales.voice import Voice
from conversations.masks import mask_policy
from conversations.messages import Letter, Notice, Text
from conversations.names import spoken_name
from conversations.policy_types import POLICY_TYPES
from conversations.turn import Instant, Lines, Say, Value

MINUTE = 60_000
# GSM 03.38: the default alphabet (one septet each) and its extension (two septets each).
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_TWICE = frozenset("^{}\\[~]|€")
# A code never states a purpose that is not its own.
_LETTERS = {
    "link": ("email.otp.subject", "email.otp.body"),
    "delete": ("email.otp.delete.subject", "email.otp.delete.body"),
}
_TEXTS = {"link": "sms.otp", "delete": "sms.otp.delete"}
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "},
)


def letter(voice: Voice, send: SendCode) -> Letter:
    """Word the email that carries a code: the code large and first, never in the subject."""
    given = _given(send)
    title, body = _LETTERS[send.purpose]
    text = voice.say(body, send.language, send.channel, **given, code=send.code)
    subject = voice.say(title, send.language, send.channel)
    return Letter(to=send.contact.address, subject=subject, text=text, html=_html(text, send.code))


def text(voice: Voice, send: SendCode) -> Text:
    """Word the SMS that carries a code: GSM-7, one part; a brand that is too long for it is cut."""
    said = voice.say(_TEXTS[send.purpose], send.language, send.channel, **_given(send), code=send.code)
    return Text(to=send.contact.address, text=_one_part(said))


def _one_part(said: str) -> str:
    said = _gsm7(said)
    over = septets(said) - MOST["sms"]
    if over > 0:
        brand, colon, rest = said.partition(":")
        said = brand[: max(len(brand) - over, 1)].rstrip() + colon + rest
    return said


def copy_letter(voice: Voice, copy: SendCopy, language: str, channel: str, lines: tuple[Say, ...]) -> Letter:
    """Word the email with a copy of everything that is held."""
    given: dict[str, Value] = {"name": spoken_name(copy.holder), "datetime": Instant(copy.asked), "lines": Lines(lines)}
    body = voice.say("email.data.body", language, channel, **given)
    subject = voice.say("email.data.subject", language, channel)
    return Letter(to=copy.email, subject=subject, text=body, html=_html(body, ""))


def linked_letter(voice: Voice, tell: TellContact) -> Letter:
    """Word the email that tells of a link."""
    body = voice.say("email.linked.body", tell.language, tell.channel, **_linked(tell))
    subject = voice.say("email.linked.subject", tell.language, tell.channel)
    return Letter(to=tell.contact.address, subject=subject, text=body, html=_html(body, ""))


def linked_text(voice: Voice, tell: TellContact) -> Text:
    """Word the SMS that tells of a link, in one part."""
    return Text(
        to=tell.contact.address, text=_one_part(voice.say("sms.linked", tell.language, tell.channel, **_linked(tell)))
    )


def _linked(tell: TellContact) -> dict[str, Value]:
    return {
        "name": spoken_name(tell.holder),
        "policy_masked": mask_policy(tell.policy),
        "type": POLICY_TYPES[tell.type].label,
        "datetime": Instant(tell.at),
    }


def notice_letter(notice: Notice) -> Letter:
    """Word the email of a notice."""
    return Letter(to=notice.email or "", subject=notice.subject, text=notice.body, html=_html(notice.body, ""))


def septets(said: str) -> int:
    """Count what a text takes of an SMS: 160 septets are one part."""
    return len(said) + sum(said.count(sign) for sign in GSM7_TWICE)


def _given(send: SendCode) -> dict[str, Value]:
    return {
        "name": spoken_name(send.holder),
        "minutes": (send.expires - send.issued) // MINUTE,
        "time": Instant(send.expires, "time"),
        "policy_masked": mask_policy(send.policy),
        "type": POLICY_TYPES[send.type].label,
    }


def _gsm7(said: str) -> str:
    plain = said.translate(_PLAIN)
    for sign in set(plain).difference(GSM7, GSM7_TWICE):
        plain = plain.replace(sign, "?")
    return plain


def _html(said: str, code: str) -> str:
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in said.split("\n\n"))
    if code:
        large = f'<strong style="font-size:28px;letter-spacing:4px">{escape(code)}</strong>'
        paragraphs = paragraphs.replace(escape(code), large, 1)
    style = "font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#15202b;max-width:560px"
    return f'<!doctype html><html><body><div style="{style}">{paragraphs}</div></body></html>'
