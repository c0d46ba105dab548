"""Email by SMTP: STARTTLS or TLS, sign-in, connections that are kept, and a clear word on what became of a letter."""

from __future__ import annotations

import asyncio
import ssl
import time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, localtime, make_msgid
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException
from msgspec import Struct

from bot.gateways.contacts import is_email
from bot.http_session import trusting
from conversations.messages import Letter
from handlers.http_client import ATTEMPT
from handlers.ports import Fault, NotSent, SendUnsure

KEPT = 4  # connections that wait for the next letter
IDLE = 30.0  # seconds after which a waiting connection is not trusted any more
CLOSING = 421  # the answer to any command by which a server ends the connection (RFC 5321, 3.8)
AT_ONCE = 16  # connections at the same time
PERMANENT = 500  # RFC 5321: a reply that begins with 5
PORTS = {"tls": 465, "starttls": 587, "none": 25}  # RFC 8314, RFC 6409, RFC 5321


class Server(Struct, frozen=True, kw_only=True):
    """A mail server. ``tls``: starttls, tls or none; ``authority``: a file of further trusted authorities, or ""."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    authority: str

    def __repr__(self) -> str:
        """Name the server without its password."""
        return f"<Server {self.host}:{self.port}>"


class _Kept(Struct):
    client: aiosmtplib.SMTP
    since: float


class SmtpMailer:
    """Sends letters, each within ``seconds``. A server's no is NotSent; silence after the letter was begun is SendUnsure."""

    def __init__(
        self, server: Server, sender: Address, seconds: float = ATTEMPT, authorities: Path | None = None
    ) -> None:
        self._seconds = seconds
        self._server = server
        self._sender = sender
        self._tls = _context(server, authorities)
        self._waiting: list[_Kept] = []
        self._open = asyncio.Semaphore(AT_ONCE)

    async def mail(self, letter: Letter) -> None:
        """Send one letter within 8 s."""
        if not is_email(letter.to):
            raise NotSent("no email address that a letter may go to")
        content = self._message(letter).as_bytes(policy=WIRE)
        begun = False
        try:
            async with asyncio.timeout(self._seconds), self._open:
                while True:
                    client, kept = await self._ready(letter.to)
                    begun = True
                    try:
                        return await self._hand_over(client, content)
                    except SMTPResponseException as no:
                        if not kept or no.code != CLOSING:
                            raise
                        begun = False  # the server ends this connection and did not take the letter
        except SMTPResponseException as no:
            raise _refused(no) from None
        except (SMTPException, TimeoutError, OSError) as error:
            if begun:
                raise SendUnsure(f"no answer ({type(error).__name__})") from None
            no_connection = f"no connection ({type(error).__name__})"
            raise NotSent(no_connection, Fault(no_connection)) from None

    async def check(self) -> str:
        """Connect, sign in, name the sender, and say so without a letter; raises NotSent."""
        try:
            async with asyncio.timeout(self._seconds):
                client = await self._connect()
                try:
                    await client.mail(self._sender.addr_spec)
                    await client.quit()
                finally:
                    client.close()
        except aiosmtplib.SMTPSenderRefused as no:
            raise NotSent(f"the server refuses the sender {self._sender.addr_spec} ({no.code})") from None
        except SMTPResponseException as no:
            raise NotSent(f"the server says {no.code}") from None
        except (SMTPException, TimeoutError, OSError) as error:
            raise NotSent(f"no connection ({type(error).__name__})") from None
        return f"{self._server.host} answers ({self._server.tls})"

    async def close(self) -> None:
        """Take leave of the server."""
        while self._waiting:
            await _leave(self._waiting.pop().client)

    async def _ready(self, to: str) -> tuple[aiosmtplib.SMTP, bool]:
        """Return a connection on which the letter's sender and receiver were accepted, and whether it had been kept."""
        while self._waiting:
            kept = self._waiting.pop()
            if time.monotonic() - kept.since < IDLE and kept.client.is_connected:
                try:
                    return await self._envelope(kept.client, to), True
                except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPSenderRefused, OSError):
                    pass  # it was closed meanwhile, or its server wants no more letters on it: a fresh one tells
                except aiosmtplib.SMTPRecipientRefused as no:
                    if no.code != CLOSING:
                        raise
            kept.client.close()
        return await self._envelope(await self._connect(), to), False

    async def _envelope(self, client: aiosmtplib.SMTP, to: str) -> aiosmtplib.SMTP:
        try:
            await client.mail(self._sender.addr_spec)
            await client.rcpt(to)
        except aiosmtplib.SMTPRecipientRefused as no:
            if no.code == CLOSING:
                client.close()
            else:
                await self._keep_after(client)
            raise
        except BaseException:
            client.close()
            raise
        return client

    async def _hand_over(self, client: aiosmtplib.SMTP, content: bytes) -> None:
        try:
            await client.data(content)
        except BaseException:
            client.close()
            raise
        self._keep(client)

    async def _keep_after(self, client: aiosmtplib.SMTP) -> None:
        """Keep a connection whose letter was refused."""
        try:
            await client.rset()
        except (SMTPException, OSError):
            client.close()
            return
        self._keep(client)

    def _keep(self, client: aiosmtplib.SMTP) -> None:
        if len(self._waiting) < KEPT and client.is_connected:
            self._waiting.append(_Kept(client, time.monotonic()))
        else:
            client.close()

    async def _connect(self) -> aiosmtplib.SMTP:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls == "tls",
            start_tls=server.tls == "starttls",
            tls_context=self._tls,
            timeout=self._seconds,
        )
        try:
            await client.connect()
        except BaseException:
            client.close()
            raise
        return client

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=WIRE)
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = make_msgid(domain=self._sender.domain)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices in return
        message.set_content(letter.text, cte="quoted-printable")
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
        return message


def parse_smtp(url: str) -> Server:
    """Read ``smtp://user:password@host:587?tls=starttls&ca=FILE``, checked by the settings before."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = query.get("tls", "starttls")
    return Server(
        host=parts.hostname or "",
        port=parts.port or PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        authority=query.get("ca", ""),
    )


def _context(server: Server, authorities: Path | None) -> ssl.SSLContext | None:
    if server.tls == "none":
        return None
    context = trusting(authorities)
    if server.authority:
        context.load_verify_locations(server.authority)
    return context


def _refused(no: SMTPResponseException) -> NotSent:
    """Return a server's refusal. The refusal of a receiver says nothing against the server."""
    why = f"the server says {no.code}"
    if isinstance(no, aiosmtplib.SMTPRecipientRefused):
        return NotSent(why)
    return NotSent(why, Fault(str(no.code), refuses=no.code >= PERMANENT))


async def _leave(client: aiosmtplib.SMTP) -> None:
    try:
        async with asyncio.timeout(1):
            await client.quit()
    except (SMTPException, TimeoutError, OSError):
        client.close()
