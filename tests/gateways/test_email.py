"""Letters against a real SMTP server with STARTTLS and a sign-in."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.gateways.email import SmtpMailer, parse_smtp
from bot.gateways.sender import read_sender
from conversations.messages import Letter
from handlers.ports import NotSent, SendUnsure
from tests.fakes.smtp import MailServer, body

LETTER = Letter(
    to="jane@example.com", subject="Kode OTP Gen iClick", text="Kode: 004217\n\nBerlaku – 5 menit", html="<p>004217</p>"
)
SENDER = read_sender("Gen iClick – Generali <otp@example.com>")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[MailServer]:
    """Run a mail server as providers have it."""
    async with MailServer(tmp_path) as server:
        yield server


@pytest.fixture
async def mailer(server: MailServer) -> AsyncIterator[SmtpMailer]:
    """Send to it."""
    mailer = SmtpMailer(parse_smtp(server.url), SENDER)
    yield mailer
    await mailer.close()


async def test_a_letter_arrives_whole(server: MailServer, mailer: SmtpMailer) -> None:
    """Text and HTML, sender, receiver and subject arrive as they were meant, marked as sent by a machine."""
    await mailer.mail(LETTER)
    [letter] = server.letters
    assert server.receivers == ["jane@example.com"]
    assert str(letter["From"]) == str(SENDER)
    assert str(letter["Subject"]) == LETTER.subject
    assert letter["Auto-Submitted"] == "auto-generated"
    assert str(letter["Message-ID"]).endswith("@example.com>")
    assert body(letter) == LETTER.text
    assert body(letter, "html") == LETTER.html


async def test_the_connection_is_kept(server: MailServer, mailer: SmtpMailer) -> None:
    """Letters one after the other share a connection."""
    for _ in range(3):
        await mailer.mail(LETTER)
    assert (len(server.letters), server.connections) == (3, 1)


async def test_letters_at_once_do_not_wait_for_each_other(server: MailServer, mailer: SmtpMailer) -> None:
    """Ten letters at once all arrive."""
    await asyncio.gather(*(mailer.mail(LETTER) for _ in range(10)))
    assert len(server.letters) == 10


async def test_a_connection_that_was_cut_is_replaced(server: MailServer, mailer: SmtpMailer) -> None:
    """A server that hung up between two letters costs nothing."""
    await mailer.mail(LETTER)
    server.hang_up()
    await mailer.mail(LETTER)
    assert len(server.letters) == 2


@pytest.mark.parametrize("trouble", ["refuse", "refuse_to"])
async def test_a_no_is_a_no(server: MailServer, mailer: SmtpMailer, trouble: str) -> None:
    """A receiver or letter that the server refuses was not sent; the next letter goes."""
    server.trouble = trouble
    with pytest.raises(NotSent, match=r"the server says 55\d"):
        await mailer.mail(LETTER)
    server.trouble = ""
    await mailer.mail(LETTER)
    assert len(server.letters) == 1


async def test_a_lost_answer_is_unsure(server: MailServer, mailer: SmtpMailer) -> None:
    """A server that takes the letter and hangs up may have sent it."""
    server.trouble = "vanish"
    with pytest.raises(SendUnsure):
        await mailer.mail(LETTER)


async def test_silence_after_the_letter_is_unsure(server: MailServer) -> None:
    """A server that takes the letter and says nothing for as long as an attempt may last may have sent it."""
    mailer = SmtpMailer(parse_smtp(server.url), SENDER, seconds=1.0)
    server.trouble = "silent"
    with pytest.raises(SendUnsure):
        await mailer.mail(LETTER)
    server.hang_up()


async def test_nobody_there_is_not_sent() -> None:
    """A refused connection hands nothing over."""
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    mailer = SmtpMailer(parse_smtp(f"smtp://127.0.0.1:{port}?tls=none"), SENDER)
    with pytest.raises(NotSent, match="no connection"):
        await mailer.mail(LETTER)


async def test_a_stranger_is_not_trusted(server: MailServer) -> None:
    """Without its authority (POLISBOT_CA_FILE does as well) the certificate is refused, and no password is told."""
    stranger = server.url.partition("&ca=")[0]
    with pytest.raises(NotSent):
        await SmtpMailer(parse_smtp(stranger), SENDER).mail(LETTER)
    assert server.letters == []
    trusting = SmtpMailer(parse_smtp(stranger), SENDER, authorities=server.trusted)
    await trusting.mail(LETTER)
    assert len(server.letters) == 1
    await trusting.close()


async def test_a_wrong_password_is_told(server: MailServer) -> None:
    """The server's refusal of a sign-in is a clear no, for a letter and for a check."""
    wrong = SmtpMailer(parse_smtp(server.url.replace("p%40ss", "pass")), SENDER)
    with pytest.raises(NotSent, match="535"):
        await wrong.mail(LETTER)
    with pytest.raises(NotSent, match="535"):
        await wrong.check()


async def test_a_check_sends_nothing(server: MailServer, mailer: SmtpMailer) -> None:
    """A check signs in and leaves."""
    assert await mailer.check() == "127.0.0.1 answers (starttls)"
    assert server.letters == []


async def test_a_check_names_the_sender_that_is_refused(server: MailServer, mailer: SmtpMailer) -> None:
    """A server that lets nobody of ours send as POLISBOT_MAIL_FROM is found before the first code."""
    server.trouble = "refuse_from"
    with pytest.raises(NotSent, match=r"refuses the sender otp@example.com \(553\)"):
        await mailer.check()


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "CONTENT"])
async def test_a_kept_connection_that_ends_is_replaced_at_once(
    server: MailServer, mailer: SmtpMailer, command: str
) -> None:
    """421 to any command on a kept connection is no refusal: a fresh connection takes the letter, once."""
    await mailer.mail(LETTER)
    server.leaving = command
    await mailer.mail(LETTER)
    assert (len(server.letters), server.connections) == (2, 2)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "CONTENT"])
async def test_a_fresh_connection_that_ends_is_not_tried_for_ever(
    server: MailServer, mailer: SmtpMailer, command: str
) -> None:
    """421 on a fresh connection is the server's no; the connection is not kept."""
    server.leaving = command
    with pytest.raises(NotSent, match="421"):
        await mailer.mail(LETTER)
    await mailer.mail(LETTER)
    assert (len(server.letters), server.connections) == (1, 2)


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ("PT Asuransi Contoh, Tbk <otp@example.com>", '"PT Asuransi Contoh, Tbk" <otp@example.com>'),
        ('"PT Asuransi Contoh, Tbk" <otp@example.com>', '"PT Asuransi Contoh, Tbk" <otp@example.com>'),
        ("PT Asuransi – Contoh, Tbk. (Persero) <otp@example.com>", None),
        ("Polis: A; B @ C <otp@example.com>", '"Polis: A; B @ C" <otp@example.com>'),
        ("otp@example.com", "otp@example.com"),
    ],
)
async def test_every_sender_of_the_settings_is_one_address(server: MailServer, given: str, header: str | None) -> None:
    """Header, envelope and Message-ID name the one address, whatever the name in front of it has."""
    sender = read_sender(given)
    mailer = SmtpMailer(parse_smtp(server.url), sender)
    await mailer.mail(LETTER)
    await mailer.close()
    [letter] = server.letters
    assert letter["From"].addresses == (sender,)
    assert str(letter["From"]) == (header or str(sender))
    assert server.senders == ["otp@example.com"]
    assert str(letter["Message-ID"]).endswith("@example.com>")


@pytest.mark.parametrize(
    "given",
    [
        "a@b.c, d@e.f",
        "A <a@b.c>, B <d@e.f>",
        "PT X, Tbk",
        "a@",
        "X <a@b.c",
        "X <a@b@c>",
        "é@b.co",
        "a@é.co",
        "É" * 90 + " <a@b.c>",
    ],
)
def test_what_is_not_one_sender_is_refused(given: str) -> None:
    """What the header's parser reads as none, as several, or otherwise than it was written is no sender."""
    with pytest.raises(ValueError):
        read_sender(given)


@pytest.mark.parametrize("tls", ["tls", "none"])
async def test_the_other_ways(tmp_path: Path, tls: str) -> None:
    """TLS from the first byte, and none at all where the operator says so."""
    async with MailServer(tmp_path, tls) as server:
        mailer = SmtpMailer(parse_smtp(server.url), SENDER)
        await mailer.mail(LETTER)
        await mailer.close()
        assert len(server.letters) == 1


async def test_a_server_without_starttls_gets_no_letter(tmp_path: Path) -> None:
    """STARTTLS that is asked for is needed: a server that does not offer it sees neither password nor code."""
    async with MailServer(tmp_path, "none", sign_in=False) as server:
        mailer = SmtpMailer(parse_smtp(server.url.replace("tls=none", "tls=starttls")), SENDER)
        with pytest.raises(NotSent):
            await mailer.mail(LETTER)
        assert server.letters == []


@pytest.mark.parametrize(
    "address", ["", "jane", "a@b", "a@b.c\r\nRCPT TO:<x@y.z>", "a@b.c\nBcc: x@y.z", "a@b.c,d@e.f", "<a@b.c>", "é@b.com"]
)
async def test_what_is_no_address_is_refused_here(server: MailServer, mailer: SmtpMailer, address: str) -> None:
    """Nothing that could break out of a header or a command is ever sent."""
    with pytest.raises(NotSent, match="no email address"):
        await mailer.mail(Letter(to=address, subject="x", text="x", html="x"))
    assert server.connections == 0


def test_the_defaults_of_an_address() -> None:
    """STARTTLS at port 587 unless said otherwise; the password is decoded, and never shown."""
    server = parse_smtp("smtp://u%40x:p%2Fw@mail.example.com")
    assert (server.host, server.port, server.user, server.password, server.tls) == (
        "mail.example.com", 587, "u@x", "p/w", "starttls",
    )  # fmt: skip
    assert parse_smtp("smtp://mail.example.com?tls=tls").port == 465
    assert "p/w" not in repr(server)
