"""One conversation as a page shows it: masked, with who leads, how far the bot is, and what became of each message."""

from __future__ import annotations

import asyncio

from msgspec import Struct

from conversations import states
from conversations.chat import Chat
from conversations.drivers import AgentDrives
from conversations.masking import mask_text
from conversations.masks import mask_email, mask_phone, mask_policy
from conversations.steps.anywhere import inner
from conversations.steps.driving import window_open
from conversations.turn import Understood
from handlers.console.desk import Desk
from handlers.console.masked import masked_line, masked_wanted
from handlers.console.traits import leader_of, step_of
from storage.chats import Line
from storage.outbox import Delivery
from storage.presence import Present

TURNS = 60  # of the transcript that a page shows at first


class Shown(Struct, frozen=True, kw_only=True):
    """One line: its words masked, the choice that was taken, and what became of it.

    ``new``: the reader had not seen it. ``late``: the bot's, and it left after an agent took over. ``understood``: what the
    bot took the customer's own words to want.
    """

    who: str
    text: str
    at: int
    by: str = ""
    choices: tuple[str, ...] = ()
    chosen: str = ""
    delivery: Delivery | None = None
    new: bool = False
    late: bool = False
    outbox: str = ""
    understood: Understood | None = None


class Seen(Struct, frozen=True):
    """What the writer of a reply had seen: how many of the customer's messages, and the driver's last word."""

    messages: int
    spoke: int | None


class Code(Struct, frozen=True):
    """A one-time code under way: when it was sent, until when it is right, and the attempts so far and in all."""

    sent: int
    expires: int
    attempt: int
    attempts: int


class Conversation(Struct, frozen=True, kw_only=True):
    """A conversation and everything beside it. ``leader`` is bot, queue or agent; ``driver`` an agent's id.

    ``lines`` are of the turns from place ``first`` to before ``until`` of ``total``; ``more``: there are older ones.
    """

    account: str
    chat: Chat
    lines: tuple[Shown, ...]
    first: int
    until: int
    total: int
    more: bool
    leader: str
    driver: str
    since: int
    step: str
    code: Code | None
    writable: bool
    wanted: str
    present: tuple[Present, ...]

    @property
    def seen(self) -> str:
        """Return what a reader has seen now, as a form bears it (see ``read_seen``)."""
        driver = self.chat.driver
        return f"{self.chat.messages}.{driver.spoke if isinstance(driver, AgentDrives) else 0}"


def read_seen(text: str) -> Seen | None:
    """Read what a form or an address says was seen; None where it says nothing of the kind."""
    messages, _, spoke = text.partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 16 for part in (messages, spoke or "0")):
        return None
    return Seen(int(messages), int(spoke) if spoke else None)


async def find_conversation(
    desk: Desk, account: str, now: int, first: int = -TURNS, until: int = 0, seen: Seen | None = None
) -> Conversation | None:
    """Read a conversation with the turns from place ``first`` (of the last so many, where negative) to before ``until``.

    ``until`` is 0 for the end. ``seen`` is what the reader knew: what came since is new. None where there is none.
    """
    store = desk.store
    (loaded, part), present = await asyncio.gather(
        store.chats.part(account, first, until), store.presence.at(account, now)
    )
    chat = loaded.chat
    if chat is None:
        return None
    lines = tuple(line for line in part.lines if line.at >= chat.since)
    newest = part.until == part.total
    sent = await store.outbox.deliveries(account, [line.outbox for line in lines if line.outbox])
    driver = chat.driver
    return Conversation(
        account=account,
        chat=chat,
        lines=_shown(desk, chat, lines, sent, seen if newest else None),
        first=part.first,
        until=0 if newest else part.until,
        total=part.total,
        more=part.first > 0 and len(lines) == len(part.lines),
        leader=leader_of(chat),
        driver=driver.id if isinstance(driver, AgentDrives) else "",
        since=getattr(driver, "since", 0),
        step=step_of(chat),
        code=_code(desk, chat),
        writable=window_open(chat, now),
        wanted=masked_wanted(chat),
        present=present,
    )


def why_failed(error: str) -> str:
    """Return the word for why a message did not arrive: a code of ours, or one of WhatsApp's; "code" for any other.

    Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
    """
    known = _WHATSAPP.get(error, error)
    return known if known in _REASONS else "code" if error else "unknown"


_REASONS = frozenset({"window", "unreachable", "refused", "template", "away"})
_WHATSAPP = {
    "131047": "window",
    "131026": "unreachable",
    "131050": "unreachable",
    "130403": "unreachable",
    "132001": "template",
    "132015": "template",
    "132016": "template",
}


def masked(desk: Desk, chat: Chat, line: Line) -> str:
    """Return the words of a line as the care team reads them."""
    return masked_line(desk.house, desk.zone, chat, line)


def contact(method: str, address: str) -> str:
    """Return a contact as its owner would know it again."""
    return mask_email(address) if method == "email" else mask_phone(address)


def _shown(
    desk: Desk, chat: Chat, lines: tuple[Line, ...], sent: dict[str, Delivery], seen: Seen | None
) -> tuple[Shown, ...]:
    fresh = _fresh(chat, lines, seen) if seen else frozenset()
    return tuple(
        Shown(
            who=line.who,
            text=line.text if line.who == "system" else masked(desk, chat, line),
            at=line.at,
            by=line.by,
            choices=tuple(mask_text(choice, line.names) for choice in line.choices),
            chosen=_chosen(lines, place),
            delivery=sent.get(line.outbox),
            new=place in fresh,
            late=_late(chat, line, sent.get(line.outbox)),
            outbox=line.outbox,
            understood=line.understood,
        )
        for place, line in enumerate(lines)
    )


def _fresh(chat: Chat, lines: tuple[Line, ...], seen: Seen) -> frozenset[int]:
    """Return the places of what came since: the customer's last messages, and the care team's later words."""
    told = [place for place, line in enumerate(lines) if line.who == "customer"]
    heard = told[len(told) - max(chat.messages - seen.messages, 0) :]
    said = [
        place for place, line in enumerate(lines)
        if line.who == "agent" and seen.spoke is not None and line.at > seen.spoke
    ]  # fmt: skip
    return frozenset(heard + said)


def _late(chat: Chat, line: Line, delivery: Delivery | None) -> bool:
    taken = chat.driver.since if isinstance(chat.driver, AgentDrives) else 0
    return line.who == "bot" and delivery is not None and delivery.state == "sent" and line.at < taken <= delivery.at


def _chosen(lines: tuple[Line, ...], place: int) -> str:
    """Return which of a message's buttons the customer took: the next line of theirs says so."""
    if not lines[place].choices:
        return ""
    answer = next((line.text for line in lines[place + 1 :] if line.who == "customer"), "")
    return next((choice for choice in lines[place].choices if choice.casefold() == answer.strip().casefold()), "")


def _code(desk: Desk, chat: Chat) -> Code | None:
    step = inner(chat.step)
    if not isinstance(step, states.EnteringCode) or not step.challenge.codes:
        return None
    newest, limits = step.challenge.codes[-1], desk.terms.limits
    return Code(newest.at, newest.expires, min(step.challenge.wrong + 1, limits.wrong_codes), limits.wrong_codes)


def known_policies(chat: Chat) -> list[tuple[str, str, str]]:
    """Return what is known of policies: type, masked number, and how it stands (linked, a request's state, entered)."""
    found = [(link.type, mask_policy(link.policy), "linked") for link in chat.links]
    found += [(request.type, mask_policy(request.policy), request.state) for request in chat.requests]
    details = getattr(inner(chat.step), "details", None)
    if details is not None and details.policy:
        found.append((details.type, mask_policy(details.policy), "entered"))
    return found
