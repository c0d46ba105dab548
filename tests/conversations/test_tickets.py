"""Complaints: the dates by which they are answered, what the customer hears when one passes, and the story they bear."""

from __future__ import annotations

from datetime import UTC, date, datetime

from msgspec import structs

from conversations import events, states
from conversations.chat import Chat
from conversations.drivers import BotDrives, Driver, NobodyDrives
from conversations.staff_events import TicketAnswered
from conversations.terms import Terms
from conversations.timers import next_deadline
from conversations.turn import Instant
from tests.conversations.samples import NOW, TERMS, TICKET, after, chat

FRIDAY = int(datetime(2026, 8, 7, 3, tzinfo=UTC).timestamp() * 1000)
HOLIDAY = Terms(holidays=frozenset({date(2026, 8, 17)}))


def test_a_complaint_has_ten_working_days_and_ten_more() -> None:
    """Weekends and holidays are no working days, neither of the first ten nor of the ten more."""
    first = HOLIDAY.expected(FRIDAY, HOLIDAY.complaint_days)
    assert HOLIDAY.today(first) == date(2026, 8, 24)
    assert HOLIDAY.today(HOLIDAY.expected(first, HOLIDAY.complaint_more_days)) == date(2026, 9, 7)


def test_a_late_complaint_is_told_once_with_the_regulator() -> None:
    """At its date a complaint gets the second one, and the customer is told; nothing more is due then."""
    waits = _resting(BotDrives())
    assert next_deadline(waits, TERMS) == TICKET.eta
    late = after(waits, events.TimeCame(), at=TICKET.eta)
    [reply] = late.replies
    [told] = reply.says
    second = TERMS.expected(TICKET.eta, TERMS.complaint_more_days)
    assert (told.key, told.values["eta"]) == ("ticket.late", Instant(second, "date"))
    assert reply.template, "a shut window brings the invitation"
    assert late.chat.tickets == (structs.replace(TICKET, eta=second, late=True),)
    assert next_deadline(late.chat, TERMS) is None


def test_a_story_is_kept_redacted_until_it_is_answered() -> None:
    """Codes, dates and identity numbers never stand in it; with the answer it goes."""
    begun = _resting(NobodyDrives(NOW - 1000, "complaint"))
    told = after(begun, events.Told("kartu polis 00012345 belum sampai, lahir 17-08-1990"))
    again = after(told.chat, events.Told("sudah tiga minggu"))
    assert again.chat.tickets[0].story == "kartu polis 00012345 belum sampai, lahir [tanggal lahir]\nsudah tiga minggu"
    answered = after(again.chat, TicketAnswered("rina", TICKET.reference, "Sudah dikirim."))
    assert answered.chat.tickets[0].story == ""


def test_impatience_is_no_complaint() -> None:
    """Who waits and asks why nobody answers is waiting; a sentence about a loss is a complaint, then too."""
    waiting = structs.replace(_resting(NobodyDrives(NOW - 1000, "person", told=True)), tickets=())
    assert not after(waiting, events.Told("kok gak dibalas")).chat.tickets
    assert after(waiting, events.Told("uang saya dipotong dua kali, saya kecewa")).chat.tickets


def _resting(driver: Driver) -> Chat:
    at_menu = chat(states.AtMenu(), running=False, driver=driver)
    return structs.replace(at_menu, requests=())
