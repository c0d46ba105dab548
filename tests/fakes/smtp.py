"""A real SMTP server that wants STARTTLS and a sign-in, keeps every letter, and can be told to misbehave."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.fakes import authority

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
LEAVING = "421 4.7.0 Too many messages on this connection, closing"
USER, PASSWORD = "polisbot", "p@ss/word: 9"


class MailServer:
    """Use as an asynchronous context. ``trouble`` is what it does next: refuse_from, refuse_to, refuse, silent, vanish, or "".

    ``leaving`` is a command (MAIL, RCPT, DATA, CONTENT) answered once with 421."""

    def __init__(self, folder: Path, tls: str = "starttls", sign_in: bool = True) -> None:
        self.letters: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.connections = 0
        self.senders: list[str] = []
        self.trouble = ""
        self.leaving = ""
        self._tls = tls
        self._sign_in = sign_in
        self.trusted, self._context = authority.make(folder)
        self._arrived = asyncio.Condition()
        self._open: set[asyncio.Transport] = set()
        self._here = 0
        self._empty = asyncio.Event()
        self._empty.set()

    async def __aenter__(self) -> MailServer:
        """Listen on a free port of 127.0.0.1."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._session, "127.0.0.1", 0, ssl=self._context if self._tls == "tls" else None
        )
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *error: object) -> None:
        """Hang up on everybody."""
        self._server.close()
        self.hang_up()
        await self._server.wait_closed()
        async with asyncio.timeout(5):
            await self._empty.wait()

    @property
    def url(self) -> str:
        """Return it as POLISBOT_SMTP_URL."""
        who = "polisbot:p%40ss%2Fword%3A%209@" if self._sign_in else ""
        return f"smtp://{who}127.0.0.1:{self.port}?tls={self._tls}&ca={self.trusted}"

    def hang_up(self) -> None:
        """Cut every connection."""
        for transport in set(self._open):
            transport.abort()
        self._open.clear()

    async def code(self, number: int = 1) -> str:
        """Return the code of the ``number``-th letter that bears one, once it is here."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(lambda: len(self._codes()) >= number)
        return self._codes()[number - 1]

    def _codes(self) -> list[str]:
        return [found.group() for letter in self.letters if (found := CODE.search(body(letter)))]

    def _session(self) -> SMTP:
        server = self

        class Counted(SMTP):
            def connection_made(self, transport: Any) -> None:
                if self.session is None:
                    server.connections += 1
                    server._here += 1
                    server._empty.clear()
                server._open.add(transport)
                super().connection_made(transport)

            async def smtp_DATA(self, arg: str) -> None:
                if server._leaves("DATA"):
                    await self.push(LEAVING)
                else:
                    await super().smtp_DATA(arg)

            def connection_lost(self, error: Exception | None) -> None:
                super().connection_lost(error)
                server._here -= 1
                if not server._here:
                    server._empty.set()

        return Counted(
            self,
            tls_context=self._context if self._tls == "starttls" else None,
            require_starttls=self._tls == "starttls",
            authenticator=_authenticate if self._sign_in else None,
            auth_required=self._sign_in and self._tls == "starttls",
            auth_require_tls=self._tls == "starttls",
            hostname="mail.example.com",
        )

    def _leaves(self, command: str) -> bool:
        if self.leaving != command:
            return False
        self.leaving = ""
        return True

    # --- aiosmtpd's hooks ---

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._leaves("MAIL"):
            return LEAVING
        if self.trouble == "refuse_from":
            return "553 not yours"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._leaves("RCPT"):
            return LEAVING
        if self.trouble == "refuse_to":
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._leaves("CONTENT"):
            return LEAVING
        if self.trouble == "refuse":
            return "554 not today"
        content = envelope.content
        assert isinstance(content, bytes)
        letter = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.receivers += envelope.rcpt_tos
        self.senders.append(envelope.mail_from or "")
        async with self._arrived:
            self.letters.append(letter)
            self._arrived.notify_all()
        if self.trouble == "vanish":
            self.hang_up()
        if self.trouble == "silent":
            await asyncio.Event().wait()
        return "250 OK"


def body(letter: EmailMessage, kind: str = "plain") -> str:
    """Return a letter's text, plain or html."""
    part = letter.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n").strip()


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
