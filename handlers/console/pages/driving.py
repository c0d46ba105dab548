"""Leading a conversation: taking over, writing, transferring, handing back; notes and labels beside it."""

from __future__ import annotations

from aiohttp import web
from msgspec import structs

from conversations.staff_events import (
    HandedBack,
    Labelled,
    Noted,
    StaffAction,
    StaffSaid,
    TicketAnswered,
    TookOver,
    Transferred,
)
from conversations.steps.driving import LONGEST
from handlers.console.around import label_names
from handlers.console.chat import read_seen
from handlers.console.faults import Fault, missing
from handlers.console.pages.conversations import PATH, Drafted, page
from handlers.console.rights import Right, may
from handlers.console.routes import Routes
from handlers.console.visit import Visit

routes = Routes()
STATUS = {"code": 422, "text": 422, "window": 409, "stale": 409, "driver": 409, "ticket": 409}


@routes.post("/conversations/{account}/take", may=Right.DRIVE)
async def take(visit: Visit) -> web.StreamResponse:
    """Take a conversation over from the bot or the queue."""
    drive = (await visit.form()).whole("drive")
    queue = "mine" if visit.query("queue") == "waiting" else ""  # the row goes there, and the reader with it
    return await _act(visit, "took_over", TookOver(visit.me.id, visit.me.value.name, drive), queue=queue)


@routes.post("/conversations/{account}/transfer", may=Right.DRIVE)
async def transfer(visit: Visit) -> web.StreamResponse:
    """Give a conversation to another agent, or back to the queue; a lead gives away what others drive, too."""
    form = await visit.form()
    to = form.text("to")
    if not to:
        return await _led(visit, "transferred", Transferred(visit.me.id, form.whole("drive")))
    member = await visit.desk.store.staff.get(to)
    if member is None or member.value.disabled or not may(member.value.role, Right.DRIVE):
        raise missing()
    event = Transferred(visit.me.id, form.whole("drive"), member.id, member.value.name)
    return await _led(visit, "transferred", event, to=member.value.name)


@routes.post("/conversations/{account}/back", may=Right.DRIVE)
async def back(visit: Visit) -> web.StreamResponse:
    """Let the bot go on."""
    drive = (await visit.form()).whole("drive")
    return await _led(visit, "handed_back", HandedBack(visit.me.id, drive))


@routes.post("/conversations/{account}/say", may=Right.DRIVE)
async def say(visit: Visit) -> web.StreamResponse:
    """Write to the customer, unless they have said something meanwhile that the writer has not seen."""
    form = await visit.form()
    text, seen, key = form.raw("text", 2 * LONGEST).replace("\r\n", "\n"), form.text("seen", 40), form.text("key", 32)
    known = read_seen(seen)
    if known is None:
        raise Fault(400, "faults.form")
    template = form.text("template", 32) if form.ticked("template") else ""
    if form.ticked("again"):
        text = await _said_before(visit, form.text("again", 32))
    refused = f"{visit.part('account')}\0{text.strip()}{template}"
    anyway = form.ticked("anyway") and visit.vouches("stale", refused, form.text("anyway", 64))
    event = StaffSaid(
        visit.me.id, form.whole("drive"), known.messages, text.strip(), template, known.spoke, anyway=anyway
    )
    return await _act(visit, "said", event, key, Drafted(text=text, seen=seen, anyway=visit.vouch("stale", refused)))


@routes.post("/conversations/{account}/note", may=Right.DRIVE)
async def note(visit: Visit) -> web.StreamResponse:
    """Write a note that no customer gets."""
    form = await visit.form()
    text = form.raw("note", LONGEST).replace("\r\n", "\n")
    return await _act(visit, "noted", Noted(visit.me.id, text.strip()), form.text("key", 32), Drafted(note=text))


@routes.post("/conversations/{account}/tickets/{reference}", may=Right.DRIVE)
async def answer(visit: Visit) -> web.StreamResponse:
    """Answer a complaint: the customer is told, and its ticket is closed."""
    form, reference = await visit.form(), visit.part("reference")
    text = form.raw("answer", 2 * LONGEST).replace("\r\n", "\n")
    event, key = TicketAnswered(visit.me.id, reference, text.strip()), form.text("key", 32)
    return await _act(visit, "answered", event, key, Drafted(answer=text, ticket=reference), ticket=reference)


@routes.post("/conversations/{account}/labels", may=Right.DRIVE)
async def labels(visit: Visit) -> web.StreamResponse:
    """Put labels on a conversation."""
    form = await visit.form()
    chosen = tuple(name for name in await label_names(visit.desk.store) if form.ticked(f"label {name}"))
    return await _act(visit, "labelled", Labelled(visit.me.id, chosen))


@routes.post("/conversations/{account}/here", may=Right.DRIVE, idle=True)
async def here(visit: Visit) -> web.StreamResponse:
    """Take a sign that somebody looks, types, or has gone on."""
    account, form = visit.part("account"), await visit.form()
    store, doing = visit.desk.store, form.choice("doing", ("look", "type", "leave"))
    chat = (await store.chats.load(account)).chat
    if chat is None:
        raise missing()
    if doing == "leave":
        await store.presence.leave(account, visit.me.id)
    else:
        await store.rows.saw(account, chat.messages)
        await store.presence.show(account, visit.me.id, visit.now, typing=doing == "type")
    if doing == "type":
        await visit.stay()
    await visit.desk.watch.glance(account)
    return web.Response(status=204)


async def _said_before(visit: Visit, outbox: str) -> str:
    """Return the words of an agent's message that did not arrive, to be sent once more."""
    lines = await visit.desk.store.chats.transcript(visit.part("account"))
    return next((line.text for line in lines if line.outbox == outbox and line.who == "agent"), "")


async def _led(visit: Visit, action: str, event: Transferred | HandedBack, to: str = "") -> web.StreamResponse:
    """Do what only the driver may, or a lead."""
    driven = await visit.desk.store.queues.driver(visit.part("account"))
    if driven != visit.me.id and not visit.may(Right.SECOND):
        return await page(visit, visit.part("account"), Drafted(why="driver"), 409)
    return await _act(visit, action, event, to=to)


async def _act(
    visit: Visit,
    action: str,
    event: StaffAction,
    key: str = "",
    drafted: Drafted | None = None,
    queue: str = "",
    **details: str,
) -> web.StreamResponse:
    """Record what a member is about to do, do it, and show the conversation; where it was refused, say why."""
    account = visit.part("account")
    if not await visit.desk.store.chats.exists(account):
        raise missing()
    await visit.record(f"conversation.{action}", account, **{name: said for name, said in details.items() if said})
    why = await visit.desk.turns.act(account, f"staff:{visit.me.id}:{key}" if key else "", event)
    if not why:
        return visit.to(visit.link(f"{PATH}/{account}", queue=queue or visit.query("queue") or "mine"), action)
    await visit.record(f"conversation.{action}_refused", account, why)
    if why == "consent":
        raise missing()
    before = drafted or Drafted()
    stale = why == "stale"
    shown = structs.replace(before, why=why, seen=before.seen if stale else "", anyway=before.anyway if stale else "")
    return await page(visit, account, shown, STATUS[why])
