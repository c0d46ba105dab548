"""What of a turn belongs in the security log: consent, codes, links, requests, erasures, a changed account. Nobody's data.

Told from the chat before and after, and from what happened: a step that is added later cannot forget to tell it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from conversations.chat import Chat, LinkedPolicy, Request
from conversations.details import Details
from conversations.events import (
    AccountChanged,
    CodeNotSent,
    CodePaused,
    CodeRefused,
    CodeSent,
    CodeTyped,
    CodeUnsure,
    Happening,
)
from conversations.hearing import code_step

_SENDINGS = {
    CodeSent: "code.sent",
    CodeUnsure: "code.unsure",
    CodeNotSent: "code.not_sent",
    CodeRefused: "code.refused",
    CodePaused: "code.paused",
}
_DECISIONS = {"approved": "request.approved", "rejected": "request.rejected", "withdrawn": "request.withdrawn"}


class Noticed(Struct, frozen=True):
    """One security event. ``detail`` is a word or number of ours; ``policy`` is kept as its blind index alone."""

    action: str
    detail: str = ""
    policy: Details | None = None


def noticed(before: Chat, what: Happening, after: Chat) -> tuple[Noticed, ...]:
    """Return the security events of a turn, in the order in which they happened."""
    return (
        *_account(what),
        *_consent(before, after),
        *_codes(before, what, after),
        *_links(before, after),
        *_requests(before, after),
        *_erasures(before, after),
    )


def _account(what: Happening) -> Iterator[Noticed]:
    if isinstance(what, AccountChanged):
        yield Noticed("account.changed")


def _consent(before: Chat, after: Chat) -> Iterator[Noticed]:
    if after.consent == before.consent:
        return
    if after.consent is None:
        yield Noticed("consent.withdrawn")
    else:
        yield Noticed("consent.given", f"{after.consent.version} {after.consent.language} {after.consent.words}")


def _codes(before: Chat, what: Happening, after: Chat) -> Iterator[Noticed]:
    step = code_step(before.step)
    if step is None:
        return
    if isinstance(what, CodeTyped):
        yield Noticed(f"code.{what.verdict}", policy=step.details)
    elif (action := _SENDINGS.get(type(what))) and getattr(what, "effect", "") == step.challenge.sending:
        yield Noticed(action, step.challenge.contact.method, step.details)
    if after.locked > before.locked:
        yield Noticed("code.burned", policy=step.details)


def _links(before: Chat, after: Chat) -> Iterator[Noticed]:
    if after.links is before.links:
        return
    old, new = {link.id for link in before.links}, {link.id for link in after.links}
    for link in before.links:
        if link.id not in new:
            yield Noticed("policy.unlinked", policy=_policy(link))
    for link in after.links:
        if link.id not in old:
            yield Noticed("policy.linked", policy=_policy(link))


def _requests(before: Chat, after: Chat) -> Iterator[Noticed]:
    if after.requests is before.requests:
        return
    states = {request.reference: request.state for request in before.requests}
    for request in after.requests:
        known = states.get(request.reference)
        if known is None:
            yield Noticed("request.made", request.reference, _policy(request))
        if request.state not in (known, "pending"):
            yield Noticed(_DECISIONS[request.state], request.reference, _policy(request))

    ended = {request.reference for request in after.requests}
    for request in before.requests:
        if request.state == "pending" and request.reference not in ended:
            yield Noticed("request.withdrawn", request.reference, _policy(request))


def _erasures(before: Chat, after: Chat) -> Iterator[Noticed]:
    """Tell of holds, and of erasures by the number of their receipt."""
    if bool(before.held) != bool(after.held):
        yield Noticed("hold.placed" if after.held else "hold.lifted")
    if after.receipts is before.receipts:
        return
    known = {receipt.number: receipt.done for receipt in before.receipts}
    for receipt in after.receipts:
        if receipt.done and not known.get(receipt.number):
            yield Noticed("data.erased", receipt.number)
        elif receipt.number not in known:
            yield Noticed("data.erasure_held", receipt.number)


def _policy(held: LinkedPolicy | Request) -> Details:
    return Details(held.type, held.policy, held.participant)
