"""A request as the console handles it: how it stands, who has it, and what each decision would say to the customer."""

from __future__ import annotations

from msgspec import Struct, structs

from conversations.advance import advance
from conversations.chat import Chat, Request
from conversations.events import Decided
from conversations.masks import mask_email, mask_name, mask_policy
from conversations.messages import Button
from conversations.steps.requests import replaced
from conversations.turn import Event
from handlers.console.desk import Desk
from handlers.decisions import Found, find_request
from storage.care import Claim
from storage.tables import Kept

APPROVE = "approve"
REASONS = ("data", "status", "owner", "docs", "other")
CHOICES = (APPROVE, *REASONS)  # a decision: approve, or reject for a reason
NOBODY = Claim(staff="", name="", at=0)


class Case(Struct, frozen=True, kw_only=True):
    """A request and who has it. ``version`` is raised by everything that somebody else may do to it meanwhile."""

    found: Found
    claim: Kept[Claim]

    @property
    def request(self) -> Request:
        """Return the request."""
        return self.found.request

    @property
    def version(self) -> str:
        """Return what a form about it bears."""
        return f"{self.claim.version}.{self.request.state}"

    @property
    def open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.request.state == "pending"


class Preview(Struct, frozen=True):
    """What the customer would get: the texts of the chat, their buttons, and to which address a letter goes instead."""

    choice: str
    texts: tuple[str, ...]
    buttons: tuple[Button, ...]
    email: str


async def find_case(desk: Desk, reference: str) -> Case | None:
    """Return the request of this number."""
    found = await find_request(desk.store.chats, reference)
    if found is None:
        return None
    return Case(found=found, claim=await desk.store.claims.get(reference) or Kept(reference, 0, NOBODY))


def previews(desk: Desk, case: Case, now: int) -> tuple[Preview, ...]:
    """Return what the customer would get from each decision, name and number masked as everywhere."""
    asked = case.request
    request = structs.replace(asked, holder=mask_name(asked.holder), policy=mask_policy(asked.policy))
    chat = structs.replace(case.found.chat, requests=replaced(case.found.chat, request))
    return tuple(_preview(desk, chat, request.reference, choice, now) for choice in CHOICES)


def decision(reference: str, choice: str, now: int) -> Decided:
    """Return a choice as the event that the chat hears of."""
    return Decided(reference, choice == APPROVE, "other" if choice == APPROVE else choice, now)


def outcome(choice: str) -> str:
    """Return the state that a choice leads to."""
    return "approved" if choice == APPROVE else "rejected"


def _preview(desk: Desk, chat: Chat, reference: str, choice: str, now: int) -> Preview:
    """Let the chat itself decide what it would say: nothing is committed, and the words are the very ones."""
    event = Event(what=decision(reference, choice, now), at=now, sent=now, seed=bytes(16))
    turn = advance(chat, event, desk.terms)
    spoken = [
        said.message
        for place, reply in enumerate(turn.replies if turn else ())
        for said in desk.voice.messages(
            reply, language=chat.language, channel=chat.channel, id=event.fresh(str(place)), nonce=chat.nonce
        )
    ]
    letter = next((message.notice.email for message in spoken if message.notice and message.notice.email), "")
    return Preview(
        choice,
        tuple(message.text for message in spoken),
        tuple(button for message in spoken for button in message.buttons),
        mask_email(letter) if letter else "",
    )
