"""Tickets: a complaint is taken down once, followed by its number, and answered by the care team in words of its own."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Chat, Ticket
from conversations.drivers import AgentDrives, BotDrives
from conversations.guard import asks_for_code
from conversations.references import issue
from conversations.scene import HOME, PERSON, Move, Scene, say
from conversations.staff_events import TicketAnswered
from conversations.steps.invitation import invitation
from conversations.turn import Choice, Instant, Reply, Say

SHOWN = 2  # the newest tickets that stand in the list of requests
LONGEST = 800  # characters of an answer: with its number and a way on it fits WhatsApp's message with buttons


def take(scene: Scene) -> tuple[Say, tuple[Ticket, ...]]:
    """Take a complaint down, or name the one that is open: word of it, and the tickets as they are then."""
    known = open_one(scene.chat)
    if known:
        return _line(known), scene.chat.tickets
    number = issue(scene.chat.account, scene.event.fresh("ticket"), "TK")
    ticket = Ticket(number, scene.at, scene.terms.expected(scene.at))
    told = say("ticket.done", ticket_no=number, eta=Instant(ticket.eta, "date"))
    return told, (*scene.chat.tickets, ticket)


def open_one(chat: Chat) -> Ticket | None:
    """Return the ticket that waits for an answer."""
    return next((ticket for ticket in chat.tickets if ticket.state == "open"), None)


def open_tickets(chat: Chat) -> tuple[str, ...]:
    """Return the numbers of the tickets that wait for an answer."""
    return tuple(ticket.reference for ticket in chat.tickets if ticket.state == "open")


def find(chat: Chat, reference: str) -> Ticket | None:
    """Return the ticket with this number."""
    return next((ticket for ticket in chat.tickets if ticket.reference == reference), None)


# --- the customer asks ----------------------------------------


def listed(chat: Chat) -> tuple[tuple[Say, ...], tuple[Choice, ...]]:
    """Return a line of each of the newest tickets, and what can be chosen of them: to read an answer."""
    newest = chat.tickets[::-1][:SHOWN]
    rows = tuple(
        Choice(ticket.reference, "ticket.row", {"ticket_no": ticket.reference}, "ticket.row.d")
        for ticket in newest
        if ticket.state == "answered"
    )
    return tuple(map(_line, newest)), rows


def read(ticket: Ticket) -> Reply:
    """Say an answer again, with a way to a person for whom it is not enough."""
    told = say("ticket.answer", ticket_no=ticket.reference, date=Instant(ticket.answered, "date"), text=ticket.answer)
    return Reply(says=(told, say("ticket.more")), choices=(PERSON, HOME))


def _line(ticket: Ticket) -> Say:
    if ticket.state == "open":
        made, eta = Instant(ticket.made, "date"), Instant(ticket.eta, "date")
        return say("ticket.open", ticket_no=ticket.reference, date=made, eta=eta)
    return say("ticket.closed", ticket_no=ticket.reference, date=Instant(ticket.answered, "date"))


# --- the care team answers ----------------------------------------


def refusal(chat: Chat, what: TicketAnswered) -> str:
    """Say why an answer is not taken: ticket (none that is open), driver (another one leads), text, code; "" when it is."""
    ticket, driver = find(chat, what.reference), chat.driver
    if ticket is None or ticket.state != "open":
        return "ticket"
    if isinstance(driver, AgentDrives) and driver.id != what.by:
        return "driver"
    if not what.text.strip() or len(what.text) > LONGEST:
        return "text"
    return "code" if asks_for_code(what.text) else ""


def answer(scene: Scene, what: TicketAnswered) -> Move:
    """Tell the customer and close the ticket; a shut window brings the invitation to come back, and the answer waits."""
    tickets = tuple(
        structs.replace(known, state="answered", answered=scene.at, answer=what.text.strip())
        if known.reference == what.reference
        else known
        for known in scene.chat.tickets
    )
    told = say("ticket.answered", ticket_no=what.reference, text=what.text.strip())
    bot = isinstance(scene.chat.driver, BotDrives)
    says, choices = ((told, say("ticket.more")), (PERSON, HOME)) if bot else ((told,), ())
    reply = Reply(says=says, choices=choices, by=what.by, template=invitation(scene.chat).template)
    driver = scene.chat.driver
    spoke = structs.replace(driver, spoke=scene.at, waiting=0) if isinstance(driver, AgentDrives) else driver
    move = scene.hush(tickets=tickets, driver=spoke)
    return structs.replace(move, apart=(reply,), care="answered")
