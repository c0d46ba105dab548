"""The sandbox's inbox as a gateway: what it keeps, what it tells, and how it fails when told so."""

from __future__ import annotations

import asyncio

import pytest

from conversations.messages import Letter, Text
from handlers.ports import Mailer, NotSent, SendUnsure, Texter
from handlers.sandbox.inbox import KEPT, Inbox
from tests.sandbox.fakes import Time

LETTER = Letter(to="jane.railey@example.com", subject="Kode OTP", text="Kode OTP Anda: 000123", html="<p>000123</p>")
SMS = Text(to="+628400000001", text="Gen iClick: 000123 kode OTP. Bukan Anda? Hubungi 15000-37")


async def test_an_email_and_an_sms_arrive_as_they_were_sent() -> None:
    """Who, subject, words, time and code can be read; the code keeps its leading zeros."""
    inbox = Inbox(Time(5))
    mailer: Mailer = inbox
    texter: Texter = inbox
    await mailer.mail(LETTER)
    await texter.text(SMS)
    email, sms = inbox.received
    assert (email.kind, email.to, email.subject, email.text) == ("email", LETTER.to, LETTER.subject, LETTER.text)
    assert (sms.kind, sms.to, sms.text) == ("sms", SMS.to, SMS.text)
    assert (email.at, email.code, sms.code) == (5, "000123", "000123")


async def test_a_message_without_six_digits_bears_no_code() -> None:
    """Longer and shorter numbers are not taken for a code."""
    inbox = Inbox(Time())
    await inbox.text(Text(to=SMS.to, text="Polis 00012345 terhubung. Hubungi 15000-37"))
    assert inbox.received[0].code == ""


async def test_only_the_last_fifty_are_kept() -> None:
    """The inbox does not grow without end, and ids stay distinct."""
    inbox = Inbox(Time())
    for number in range(KEPT + 7):
        await inbox.text(Text(to=SMS.to, text=f"{number:06}"))
    assert len(inbox.received) == KEPT
    assert inbox.received[0].code == "000007"
    assert len({one.id for one in inbox.received}) == KEPT


async def test_a_watcher_is_told_of_what_arrives() -> None:
    """Waiting for a change ends when a message arrives, and names the new version."""
    inbox = Inbox(Time())
    waiting = asyncio.ensure_future(inbox.changed(inbox.version))
    await inbox.text(SMS)
    assert await waiting == inbox.version


async def test_a_refusal_keeps_the_message_out_once() -> None:
    """Told to refuse one, the inbox refuses one and takes the next."""
    inbox = Inbox(Time())
    inbox.trouble.refuse = 1
    with pytest.raises(NotSent):
        await inbox.mail(LETTER)
    assert inbox.received == ()
    await inbox.mail(LETTER)
    assert len(inbox.received) == 1


async def test_a_lost_answer_leaves_the_message_there() -> None:
    """Told to be unsure, the inbox takes the message but its sender is not told so."""
    inbox = Inbox(Time())
    inbox.trouble.unsure = 1
    with pytest.raises(SendUnsure):
        await inbox.text(SMS)
    assert [one.code for one in inbox.received] == ["000123"]
    await inbox.text(SMS)
    assert len(inbox.received) == 2


async def test_a_slow_inbox_takes_its_time() -> None:
    """With a delay the message is not there until the delay is over."""
    inbox = Inbox(Time())
    inbox.trouble.delay = 0.01
    sending = asyncio.ensure_future(inbox.text(SMS))
    assert inbox.received == ()
    await sending
    assert len(inbox.received) == 1


async def test_clearing_empties_it() -> None:
    """Nothing of an earlier customer stays."""
    inbox = Inbox(Time())
    await inbox.mail(LETTER)
    await inbox.clear()
    assert inbox.received == ()
