"""Sending a code: which contacts can take one, and the challenge that grows with each send."""

from __future__ import annotations

from msgspec import structs

from conversations.details import Challenge, Contact, Details, Issued, Match
from conversations.effects import SendCode
from conversations.events import Matched
from conversations.limits import MINUTE
from conversations.masks import mask_email, mask_phone
from conversations.policy_types import PolicyType
from conversations.scene import Move, Scene, say
from conversations.states import EnteringCode, ErasingData
from conversations.steps import confirming, linking
from conversations.turn import Instant, Say

KEPT = 3  # codes of a challenge that are remembered: as many as it may issue
_REDACT = 15 * MINUTE


def match_of(outcome: Matched, kind: PolicyType) -> Match:
    """Keep what the registry said, with only the contacts that may take this type's code."""
    usable = tuple(contact for contact in outcome.contacts if contact.method in kind.methods)
    return Match(
        outcome.policy_ref,
        outcome.holder,
        outcome.status,
        outcome.instant,
        usable,
        email_of(outcome),
        outcome.contacts,
    )


def email_of(outcome: Matched) -> str | None:
    """Return the holder's registered email, where notices go that the chat cannot take."""
    return next((contact.address for contact in outcome.contacts if contact.method == "email"), None)


def send(
    scene: Scene,
    details: Details,
    match: Match,
    contact: Contact,
    *says: Say,
    challenge: Challenge | None = None,
    purpose: str = linking.LINK,
) -> Move:
    """Queue a code and begin the code step with the same commit, so that no typed code can come too early."""
    at, limits = scene.at, scene.terms.limits
    challenge = challenge or Challenge(scene.event.fresh("challenge"), contact)
    effect = _effect(scene, details, match, contact, challenge, purpose)
    issued = Issued(b"", at, effect.expires)
    grown = structs.replace(
        challenge,
        contact=contact,
        codes=(*challenge.codes, issued)[-KEPT:],
        sends=challenge.sends + 1,
        sending=effect.id,
    )
    step = EnteringCode(details, match, grown, purpose)
    move = scene.wait(step, effect, code_until=at + max(_REDACT, limits.code_lifetime))
    return structs.replace(move, says=says)


def resend(scene: Scene, step: EnteringCode, contact: Contact, *says: Say) -> Move:
    """Send another code when the cool-down and the number of sends allow it; else say when."""
    challenge, limits = step.challenge, scene.terms.limits
    if challenge.sending:
        return scene.again(say("tip.wait"))
    if challenge.sends >= limits.sends:
        again_at = challenge.codes[-1].at + 10 * MINUTE
        if scene.at >= again_at:
            if step.purpose != linking.LINK:
                return scene.go(ErasingData(scene.rest()))  # asked anew, a yes begins another challenge
            return confirming.check(scene, step.details)  # this challenge is over: a fresh look-up begins another
        return scene.again(*says, say("otp.resend_limit", datetime=Instant(again_at)))
    if (left := cool_down(scene, challenge)) > 0:
        return scene.again(*says, say("otp.resend_wait", seconds=left))
    return send(scene, step.details, step.match, contact, *says, challenge=challenge, purpose=step.purpose)


def cool_down(scene: Scene, challenge: Challenge) -> int:
    """Return the whole seconds until another code may be asked for."""
    if not challenge.sends or not challenge.codes:
        return 0
    wait = scene.terms.limits.resend_wait(challenge.sends)
    return -((scene.at - challenge.codes[-1].at - wait) // 1000)


def masked(contact: Contact) -> str:
    """Show a contact as its owner recognises it and nobody else."""
    return mask_email(contact.address) if contact.method == "email" else mask_phone(contact.address)


def _effect(
    scene: Scene, details: Details, match: Match, contact: Contact, challenge: Challenge, purpose: str
) -> SendCode:
    return SendCode(
        id=scene.event.fresh("code"),
        challenge=challenge.id,
        number=challenge.sends + 1,
        purpose=purpose,
        contact=contact,
        channel=scene.chat.channel,
        language=scene.chat.language,
        holder=match.holder,
        type=details.type,
        policy=details.policy,
        participant=details.participant,
        issued=scene.at,
        expires=scene.at + scene.terms.limits.code_lifetime,
    )
