"""Percakapan: the queues at the left, one conversation beside them, and what is known of it at the right."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from aiohttp import web
from msgspec import Struct

from conversations.locales.voice import CHANNELS
from conversations.masks import mask_name, mask_policy
from handlers.console import reveal
from handlers.console.chat import (
    TURNS,
    Conversation,
    find_conversation,
    initials,
    kind_of,
    known_policies,
    leader_of,
    step_of,
)
from handlers.console.faults import missing
from handlers.console.rights import Right, may
from handlers.console.routes import Routes
from handlers.console.visit import Visit
from storage.rows import Counts, Page, Place

routes = Routes()
PATH = "/care/conversations"
QUEUES = ("waiting", "mine", "bot", "all")
MOST_TURNS = 2_000
FIELDS = ("policy", "holder", "contact")
LOOKS = {"initials": initials, "kind_of": kind_of, "step_of": step_of, "leader_of": leader_of}


class Drafted(Struct, frozen=True, kw_only=True):
    """What was written and not sent, why not (a key of words), and how many messages its writer had seen."""

    text: str = ""
    why: str = ""
    seen: int = -1
    note: str = ""


@routes.get("/conversations", may=Right.WATCH)
async def queue(visit: Visit) -> web.StreamResponse:
    """Show a queue."""
    return await page(visit)


@routes.get("/conversations/rows", may=Right.WATCH, idle=True)
async def rows(visit: Visit) -> web.StreamResponse:
    """Return the queue alone, for a page that is open."""
    return visit.page("chats_list.html", **await _queue(visit), chosen=visit.query("chosen"))


@routes.get("/conversations/{account}", may=Right.WATCH)
async def one(visit: Visit) -> web.StreamResponse:
    """Show one conversation; who looked is recorded."""
    account = visit.part("account")
    if await visit.desk.store.chats.exists(account):
        await visit.record("conversation.seen", account)
    return await page(visit, account)


@routes.get("/conversations/{account}/parts", may=Right.WATCH, idle=True)
async def parts(visit: Visit) -> web.StreamResponse:
    """Return an open conversation's parts as they are now, for a page that is open."""
    found = await _found(visit, visit.part("account"))
    return visit.page("chat.html", **await _chat(visit, found, Drafted()))


@routes.post("/conversations/{account}/reveal", may=Right.REVEAL)
async def show(visit: Visit) -> web.StreamResponse:
    """Show one field for a minute."""
    account = visit.part("account")
    await _found(visit, account)
    return await reveal.grant(visit, account, FIELDS, f"{PATH}/{account}")


async def page(visit: Visit, account: str = "", drafted: Drafted | None = None, status: int = 200) -> web.Response:
    """Answer with the whole page; ``drafted`` is what could not be sent."""
    drafted = drafted or Drafted()
    values = await _queue(visit)
    if not account:
        return visit.page("conversations.html", status, **values, talk=None, chosen="")
    found = await _found(visit, account, drafted.seen)
    await _look(visit, found)
    shown = await _chat(visit, found, drafted)
    answer = visit.page("conversations.html", status, **{**values, **shown, "chosen": account})
    return reveal.until_masked(visit, answer, str(shown["clear"]), f"{PATH}/{account}")


# --- the queue ----------------------------------------


def queue_of(visit: Visit) -> str:
    """Return the queue that the address names; the first one where it names none."""
    name = visit.query("queue")
    return name if name in QUEUES and (name != "mine" or visit.may(Right.DRIVE)) else QUEUES[0]


async def _queue(visit: Visit) -> dict[str, Any]:
    name = queue_of(visit)
    after = _place(visit.query("after"))
    listed, counts, mine = await asyncio.gather(
        _listed(visit, name, after), visit.desk.store.rows.counts(), _mine(visit)
    )
    return {
        "queue": name,
        "queues": [queue for queue in QUEUES if queue != "mine" or visit.may(Right.DRIVE)],
        "rows": listed.rows,
        "next": f"{listed.next.at}.{listed.next.account}" if listed.next else "",
        "after": visit.query("after"),
        "counts": _counted(counts, mine),
        "names": await _names(visit),
        **LOOKS,
    }


async def _listed(visit: Visit, name: str, after: Place | None) -> Page:
    rows = visit.desk.store.rows
    match name:
        case "mine":
            return await rows.driven(visit.me.id, after)
        case "bot":
            return await rows.bots(after)
        case "all":
            return await rows.all(after)
    return await rows.waiting(after)


async def _mine(visit: Visit) -> int:
    driven = await visit.desk.store.queues.driven()
    return sum(agent == visit.me.id for agent in driven.values())


def _counted(counts: Counts, mine: int) -> dict[str, int]:
    bots = max(counts.all - counts.waiting - counts.driven, 0)
    return {"waiting": counts.waiting, "mine": mine, "bot": bots, "all": counts.all}


def _place(text: str) -> Place | None:
    at, dot, account = text.partition(".")
    return Place(int(at), account) if dot and at.isdecimal() and len(at) < 16 else None


# --- one conversation ----------------------------------------


async def _found(visit: Visit, account: str, seen: int = -1) -> Conversation:
    wanted = visit.query("turns")
    turns = min(int(wanted), MOST_TURNS) if wanted.isdecimal() and len(wanted) < 6 else TURNS
    found = await find_conversation(visit.desk, account, visit.now, max(turns, 1), seen)
    if found is None:
        raise missing()
    return found


async def _look(visit: Visit, found: Conversation) -> None:
    """Note who looks; a member who may drive has then seen the customer's messages."""
    if not visit.may(Right.DRIVE):
        return
    store = visit.desk.store
    await store.presence.show(found.account, visit.me.id, visit.now, typing=False)
    await store.rows.saw(found.account, found.chat.messages)


async def _chat(visit: Visit, found: Conversation, drafted: Drafted) -> dict[str, Any]:
    store, chat, clear = visit.desk.store, found.chat, reveal.shown(visit, found.account)
    members = await store.staff.all()
    ready = sorted(await store.canned.all(), key=lambda kept: kept.value.title.casefold())
    wanted = next((kept.value for kept in ready if kept.id == visit.query("canned")), None)
    mine = found.driver == visit.me.id
    return {
        "talk": found,
        "queue": queue_of(visit),
        **LOOKS,
        "channels": CHANNELS,
        "left": lambda until: _left(until - visit.now),
        "invitation": visit.desk.voice.say("notify.agent_reply", chat.language, chat.channel),
        "chat": chat,
        "mine": mine,
        "names": {member.id: member.value.name for member in members},
        "others": [one for one in found.present if one.staff != visit.me.id],
        "team": [
            m for m in members if m.id != found.driver and not m.value.disabled and may(m.value.role, Right.DRIVE)
        ],
        "drafted": drafted,
        "text": drafted.text or (wanted.texts.get(chat.language, "") if wanted else ""),
        "ready": ready,
        "labels": await label_names(visit),
        "policies": known_policies(chat),
        "fields": _fields(found),
        "clear": clear,
        "reasons": reveal.REASONS,
        "fresh": secrets.token_hex(8),
        "turns": TURNS,
        "leads": visit.may(Right.SECOND),
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


async def label_names(visit: Visit) -> tuple[str, ...]:
    """Return the labels that a conversation may bear."""
    return tuple(sorted((kept.value.name for kept in await visit.desk.store.labels.all()), key=str.casefold))


def _left(milliseconds: int) -> str:
    seconds = max(milliseconds // 1000, 0)
    return f"{seconds // 60}:{seconds % 60:02d}"


async def _names(visit: Visit) -> dict[str, str]:
    """Return the team's names by id."""
    return {member.id: member.value.name for member in await visit.desk.store.staff.all()}
