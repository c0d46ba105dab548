"""Percakapan: the queues at the left, one conversation beside them, and what is known of it at the right."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from aiohttp import web
from msgspec import Struct, structs

from conversations.locales.voice import CHANNELS
from conversations.masks import mask_name, mask_policy
from conversations.steps import templates, tickets
from handlers.console import reveal
from handlers.console.around import Around, around_of, names_of
from handlers.console.chat import TURNS, Conversation, find_conversation, known_policies, read_seen, why_failed
from handlers.console.faults import missing
from handlers.console.listing import Listing, read_listing
from handlers.console.masked import masked_story
from handlers.console.rights import Right, may
from handlers.console.routes import Routes
from handlers.console.traits import initials
from handlers.console.visit import Visit
from storage.rows import Counts, Place

routes = Routes()
PATH = "/care/conversations"
QUEUES = ("waiting", "mine", "bot", "all")
FIELDS = ("policy", "holder", "contact")


class Drafted(Struct, frozen=True, kw_only=True):
    """What was written and not sent (a reply, a note, a ticket's answer), why not (a key of words), and what its writer
    had seen. ``anyway``: what lets the same text go when it is sent again.
    """

    text: str = ""
    why: str = ""
    seen: str = ""
    anyway: str = ""
    note: str = ""
    answer: str = ""
    ticket: str = ""


@routes.get("/conversations", may=Right.WATCH)
async def queue(visit: Visit) -> web.StreamResponse:
    """Show a queue."""
    return await page(visit)


@routes.get("/conversations/rows", may=Right.WATCH, idle=True)
async def rows(visit: Visit) -> web.StreamResponse:
    """Return the queue alone, for a page that is open; who sees the very same gets the very same."""
    values, chosen = await _queue(visit), visit.query("chosen")
    listed = values["listing"]
    # All that the fragment says of its reader: language, rights, own number; it bears no token.
    mine = (visit.language, *values["queues"], *values["counts"].values())
    said = (values["queue"], values["after"], bool(chosen), listed.marked(chosen), *mine)
    text = listed.once(said, lambda: visit.render("chats_list.html", **values, chosen=chosen))
    return web.Response(text=text, content_type="text/html")


@routes.get("/conversations/{account}", may=Right.WATCH)
async def one(visit: Visit) -> web.StreamResponse:
    """Show one conversation; who looked is recorded."""
    return await page(visit, visit.part("account"), record=True)


@routes.get("/conversations/{account}/parts", may=Right.WATCH, idle=True)
async def parts(visit: Visit) -> web.StreamResponse:
    """Return an open conversation's parts as they are now, for a page that is open.

    ``seen``: what the writer of a reply had seen; what came since bears its mark until they act.
    """
    found, around = await asyncio.gather(
        _found(visit, visit.part("account"), visit.query("seen")), around_of(visit.desk.store)
    )
    return visit.page("chat.html", **_chat(visit, found, around, Drafted()))


@routes.post("/conversations/{account}/reveal", may=Right.REVEAL)
async def show(visit: Visit) -> web.StreamResponse:
    """Show one field for a minute."""
    account = visit.part("account")
    await _found(visit, account)
    return await reveal.grant(visit, account, FIELDS, f"{PATH}/{account}")


async def page(
    visit: Visit, account: str = "", drafted: Drafted | None = None, status: int = 200, *, record: bool = False
) -> web.Response:
    """Answer with the whole page; ``drafted`` is what could not be sent. ``record``: that it was looked at."""
    drafted = drafted or Drafted()
    if not account:
        return visit.page("conversations.html", status, **await _queue(visit), talk=None, chosen="")
    values, found, around, _ = await asyncio.gather(
        _queue(visit),
        _found(visit, account, drafted.seen),
        around_of(visit.desk.store),
        _seen(visit, account if record else ""),
    )
    await _look(visit, found)
    shown = _chat(visit, found, around, drafted)
    return visit.page("conversations.html", status, **{**values, **shown, "chosen": account})


# --- the queue ----------------------------------------


def queue_of(visit: Visit) -> str:
    """Return the queue that the address names; the first one where it names none."""
    name = visit.query("queue")
    return name if name in QUEUES and (name != "mine" or visit.may(Right.DRIVE)) else QUEUES[0]


async def _queue(visit: Visit) -> dict[str, Any]:
    name = queue_of(visit)
    after = _place(visit.query("after"))
    counts, listed = await asyncio.gather(_counts(visit), _listing(visit, name, after))
    return {
        "queue": name,
        "queues": [queue for queue in QUEUES if queue != "mine" or visit.may(Right.DRIVE)],
        "listing": listed,
        "after": visit.query("after"),
        "counts": _counted(counts, counts.of(visit.me.id)),
    }


async def _listing(visit: Visit, name: str, after: Place | None) -> Listing:
    store, agent = visit.desk.store, visit.me.id if name == "mine" else ""
    return await visit.desk.listings.ask((name, agent, after), lambda: read_listing(store, name, agent, after))


async def _counts(visit: Visit) -> Counts:
    return visit.counts or await visit.desk.watch.counts(fresh=True)


def _counted(counts: Counts, mine: int) -> dict[str, int]:
    bots = max(counts.all - counts.waiting - counts.driven, 0)
    return {"waiting": counts.waiting, "mine": mine, "bot": bots, "all": counts.all}


def _place(text: str) -> Place | None:
    at, dot, account = text.partition(".")
    return Place(int(at), account) if dot and at.isdecimal() and len(at) < 16 else None


# --- one conversation ----------------------------------------


async def _found(visit: Visit, account: str, seen: str = "") -> Conversation:
    until = _whole(visit.query("until")) or 0
    first = _whole(visit.query("first"))
    found = await find_conversation(
        visit.desk, account, visit.now, -TURNS if first is None else first, until, read_seen(seen)
    )
    if found is None:
        raise missing()
    return found


async def _seen(visit: Visit, account: str) -> None:
    """Record that somebody looks at a conversation, if there is such a one; nothing is shown before that is recorded."""
    if account and await visit.desk.store.chats.exists(account):
        await visit.record("conversation.seen", account)


def _whole(text: str) -> int | None:
    """Read a place or a number of messages in an address; None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


async def _look(visit: Visit, found: Conversation) -> None:
    """Note who looks; a member who may drive has then seen the customer's messages."""
    if not visit.may(Right.DRIVE):
        return
    store = visit.desk.store
    await asyncio.gather(
        store.presence.show(found.account, visit.me.id, visit.now, typing=False),
        store.rows.saw(found.account, found.chat.messages),
    )


def _chat(visit: Visit, found: Conversation, around: Around, drafted: Drafted) -> dict[str, Any]:
    chat, clear, members = found.chat, reveal.shown(visit, found.account), around.members
    ready = sorted(around.ready, key=lambda kept: kept.value.title.casefold())
    wanted = next((kept.value for kept in ready if kept.id == visit.query("canned")), None)
    mine = found.driver == visit.me.id
    return {
        "talk": found,
        "queue": queue_of(visit),
        "initials": initials,
        "why_failed": why_failed,
        "channels": CHANNELS,
        "left": lambda until: _left(until - visit.now),
        "templates": _templates(visit, found),
        "chat": chat,
        "mine": mine,
        "names": names_of(members),
        "others": [one for one in found.present if one.staff != visit.me.id],
        "team": [
            m for m in members if m.id != found.driver and not m.value.disabled and may(m.value.role, Right.DRIVE)
        ],
        "drafted": drafted,
        "text": drafted.text or (wanted.texts.get(chat.language, "") if wanted else ""),
        "ready": ready,
        "labels": around.labels,
        "policies": known_policies(chat),
        "fields": _fields(found),
        "clear": clear,
        "clear_left": reveal.left(visit, clear),
        "reasons": reveal.REASONS,
        "fresh": secrets.token_hex(8),
        "ticket_longest": tickets.LONGEST,
        "story": masked_story,
        "leads": visit.may(Right.SECOND),
    }


def _templates(visit: Visit, found: Conversation) -> dict[str, str]:
    """Return the templates that may be sent with what the customer would read, the name masked as everywhere."""
    if found.writable:
        return {}
    requests = tuple(structs.replace(one, holder=mask_name(one.holder)) for one in found.chat.requests)
    chat, voice = structs.replace(found.chat, requests=requests), visit.desk.voice
    return {
        name: "\n".join(voice.say(part.key, chat.language, chat.channel, **part.values) for part in reply.says)
        for name, reply in templates.offered(chat).items()
    }


def _fields(found: Conversation) -> dict[str, tuple[str, str]]:
    """Return what can be revealed: each field's mask and its whole."""
    chat = found.chat
    link = next((link for link in chat.links if link.id == chat.active), None)
    known = link or next(iter(chat.requests[::-1]), None)
    shown = {"contact": (f"…{found.account[-4:]}", chat.address)}
    if known:
        shown["holder"] = (mask_name(known.holder), known.holder)
        shown["policy"] = (mask_policy(known.policy), known.policy)
    return shown


def _left(milliseconds: int) -> str:
    seconds = max(milliseconds // 1000, 0)
    return f"{seconds // 60}:{seconds % 60:02d}"
