"""Tickets: a complaint is taken down once, with its story, followed by its number, and answered by the care team.

It is answered within ``complaint_days`` working days; that date moves once, by ``complaint_more_days``, and the customer is
told why not yet and where the regulator is (POJK 22/2023).
"""

from __future__ import annotations

from msgspec import structs

from conversations import reading
from conversations.chat import Chat, Ticket
from conversations.drivers import AgentDrives, BotDrives
from conversations.guard import asks_for_code
from conversations.redaction import redact
from conversations.references import issue
from conversations.scene import HOME, PERSON, Move, Scene, say
from conversations.staff_events import TicketAnswered
from conversations.steps.invitation import invitation
from conversations.turn import Choice, Instant, Reply, Say

SHOWN = 2  # the newest tickets that stand in the list of requests
LONGEST = 800  # characters of an answer: with its number and a way on it fits WhatsApp's message with buttons
STORY = 4000  # characters of a story that a ticket keeps; the transcript has the rest


def take(scene: Scene) -> tuple[Say, tuple[Ticket, ...]]:
    """Take a complaint down, or name the one that is open: word of it, and the tickets as they are then."""
    known = open_one(scene.chat)
    if known:
        return _line(scene, known), scene.chat.tickets
    number, terms = issue(scene.chat.account, scene.event.fresh("ticket"), "TK"), scene.terms
    ticket = Ticket(number, scene.at, terms.expected(scene.at, terms.complaint_days))
    eta = Instant(ticket.eta, "date")
    told = say("ticket.done", ticket_no=number, eta=eta, days=terms.complaint_more_days)
    return told, (*scene.chat.tickets, ticket)


def with_story(chat: Chat, text: str) -> tuple[Ticket, ...]:
    """Return the tickets, the open one with these words of the customer's added to its story."""
    known = open_one(chat)
    if known is None:
        return chat.tickets
    code = reading.any_code(reading.without_amounts(text))
    said = redact(text, code=code, birth=True, numbers=True)
    return _replaced(chat, structs.replace(known, story=f"{known.story}\n{said}".strip()[:STORY]))


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


def listed(scene: Scene) -> tuple[tuple[Say, ...], tuple[Choice, ...]]:
    """Return a line of each of the newest tickets, and what can be chosen of them: to read an answer."""
    newest = scene.chat.tickets[::-1][:SHOWN]
    rows = tuple(
        Choice(ticket.reference, "ticket.row", {"ticket_no": ticket.reference}, "ticket.row.d")
        for ticket in newest
        if ticket.state == "answered"
    )
    return tuple(_line(scene, ticket) for ticket in newest), rows


def read(ticket: Ticket) -> Reply:
    """Say an answer again, with a way to a person for whom it is not enough."""
    told = say("ticket.answer", ticket_no=ticket.reference, date=Instant(ticket.answered, "date"), text=ticket.answer)
    return Reply(says=(told, say("ticket.more")), choices=(PERSON, HOME))


def _line(scene: Scene, ticket: Ticket) -> Say:
    number, made, eta = ticket.reference, Instant(ticket.made, "date"), Instant(ticket.eta, "date")
    if ticket.state != "open":
        return say("ticket.closed", ticket_no=number, date=Instant(ticket.answered, "date"))
    if ticket.eta <= scene.at:
        return say("ticket.overdue", ticket_no=number, date=made)
    return say("ticket.open.late" if ticket.late else "ticket.open", ticket_no=number, date=made, eta=eta)


# --- its date passes ----------------------------------------


def deadlines(chat: Chat) -> list[int]:
    """Return when a complaint that waits is late."""
    return [ticket.eta for ticket in chat.tickets if ticket.state == "open" and not ticket.late]


def due(scene: Scene) -> Move | None:
    """Give a complaint past its date a second one, once, and tell the customer."""
    known = open_one(scene.chat)
    if known is None or known.late or known.eta > scene.at:
        return None
    moved = structs.replace(known, eta=scene.terms.expected(known.eta, scene.terms.complaint_more_days), late=True)
    told = say("ticket.late", ticket_no=moved.reference, eta=Instant(moved.eta, "date"))
    bot = isinstance(scene.chat.driver, BotDrives)
    reply = Reply(says=(told,), choices=(HOME,) if bot else (), template=invitation(scene.chat).template)
    return structs.replace(scene.hush(tickets=_replaced(scene.chat, moved)), apart=(reply,))


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
    known = find(scene.chat, what.reference)
    assert known is not None
    closed = structs.replace(known, state="answered", answered=scene.at, answer=what.text.strip(), story="")
    tickets = _replaced(scene.chat, closed)
    told = say("ticket.answered", ticket_no=what.reference, text=what.text.strip())
    bot = isinstance(scene.chat.driver, BotDrives)
    says, choices = ((told, say("ticket.more")), (PERSON, HOME)) if bot else ((told,), ())
    reply = Reply(says=says, choices=choices, by=what.by, template=invitation(scene.chat).template)
    driver = scene.chat.driver
    spoke = structs.replace(driver, spoke=scene.at, waiting=0) if isinstance(driver, AgentDrives) else driver
    move = scene.hush(tickets=tickets, driver=spoke)
    return structs.replace(move, apart=(reply,), care="answered")


def _replaced(chat: Chat, ticket: Ticket) -> tuple[Ticket, ...]:
    return tuple(ticket if known.reference == ticket.reference else known for known in chat.tickets)
