"""SMS through real HTTP: each vendor's own call, and which answer leads on to the next gateway."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.gateways.sms import Texters, parse_sms
from conversations.messages import Text
from handlers.ports import NotSent, SendUnsure
from tests.fakes.twilio import Twilio

TEXT = Text(to="+6284012345601", text="Gen iClick: 004217 kode OTP")
EXAMPLE = Path(__file__).parents[2] / "docs" / "sms_gateway.example.toml"
Handler = Callable[[web.Request], Awaitable[web.Response]]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Ask over one session, as a process does."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def twilio() -> AsyncIterator[Twilio]:
    """Run a server that is shaped like Twilio."""
    async with Twilio() as twilio:
        yield twilio


class Vendor:
    """An HTTP gateway that answers as it is told and keeps what it was asked."""

    def __init__(self, status: int = 200, body: str = "{}") -> None:
        self.status, self.body = status, body
        self.asked: list[web.Request] = []
        self.read: list[str] = []
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self.server = TestServer(app)

    async def __aenter__(self) -> Vendor:
        """Listen."""
        await self.server.start_server()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop."""
        await self.server.close()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        self.read.append(await request.text())
        return web.Response(status=self.status, text=self.body, content_type="application/json")


def nobody() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port: int = reserved.getsockname()[1]
        return port


async def test_twilio_gets_its_form(session: ClientSession, twilio: Twilio) -> None:
    """One call with the number, the sender and the words, signed in with account and token."""
    await Texters(session, parse_sms([twilio.url])).text(TEXT)
    assert twilio.messages == [{"To": "+6284012345601", "From": "GENICLICK", "Body": TEXT.text}]


async def test_a_messaging_service_is_named_as_one(session: ClientSession, twilio: Twilio) -> None:
    """A sender that is the id of a messaging service goes into its own field."""
    service = "MG" + "a1" * 16
    await Texters(session, parse_sms([twilio.url.replace("GENICLICK", service)])).text(TEXT)
    assert twilio.messages[0]["MessagingServiceSid"] == service
    assert "From" not in twilio.messages[0]


@pytest.mark.parametrize("trouble", ["refuse", "failed"])
async def test_a_clear_refusal_leads_on(session: ClientSession, twilio: Twilio, trouble: str) -> None:
    """What the first gateway refuses, the second sends; when both refuse, nothing was sent."""
    twilio.trouble = trouble
    async with Twilio() as second:
        texters = Texters(session, parse_sms([twilio.url, second.url]))
        await texters.text(TEXT)
        assert len(second.messages) == 1
        second.trouble = "refuse"
        with pytest.raises(NotSent):
            await texters.text(TEXT)


async def test_nobody_there_leads_on(session: ClientSession, twilio: Twilio) -> None:
    """A connection that was never made handed nothing over."""
    away = twilio.url.replace(f":{twilio.server.port}?", f":{nobody()}?")
    await Texters(session, parse_sms([away, twilio.url])).text(TEXT)
    assert len(twilio.messages) == 1


@pytest.mark.parametrize("trouble", ["vanish", "busy"])
async def test_an_ambiguous_answer_leads_nowhere(session: ClientSession, twilio: Twilio, trouble: str) -> None:
    """A gateway that may have taken it ends the attempt: the second is not asked."""
    twilio.trouble = trouble
    async with Twilio() as second:
        with pytest.raises(SendUnsure):
            await Texters(session, parse_sms([twilio.url, second.url])).text(TEXT)
        assert second.messages == []


@pytest.mark.parametrize(
    "number",
    [
        "", "+62812345678 ", "+1202555018212", "+62212345678", "08123456789", "+6281234567", "+628123456789012",
        "+62८12345678",
    ],
)  # fmt: skip
async def test_other_numbers_get_none(session: ClientSession, twilio: Twilio, number: str) -> None:
    """Only +628 and nine to twelve digits after +62 are written to."""
    with pytest.raises(NotSent, match="may get an SMS"):
        await Texters(session, parse_sms([twilio.url])).text(Text(to=number, text="x"))
    assert twilio.messages == []


@pytest.mark.parametrize("digits", [9, 12])
async def test_the_edges_of_a_number(session: ClientSession, twilio: Twilio, digits: int) -> None:
    """Nine and twelve digits are mobile numbers."""
    await Texters(session, parse_sms([twilio.url])).text(Text(to="+628" + "1" * (digits - 1), text="x"))
    assert len(twilio.messages) == 1


async def test_infobip_gets_its_json(session: ClientSession) -> None:
    """The number goes without its plus sign, the key in the header; a rejecting group is a clear no."""
    async with Vendor(body='{"messages":[{"messageId":"1","status":{"groupName":"PENDING"}}]}') as vendor:
        url = f"infobip://:k%2Fey@127.0.0.1:{vendor.server.port}?from=GENICLICK&scheme=http"
        texters = Texters(session, parse_sms([url]))
        await texters.text(TEXT)
        [asked] = vendor.asked
        assert (asked.method, asked.path, asked.headers["Authorization"]) == ("POST", "/sms/3/messages", "App k/ey")
        assert '"to": "6284012345601"' in vendor.read[0]
        vendor.body = '{"messages":[{"status":{"groupName":"REJECTED","name":"REJECTED_PREFIX_MISSING"}}]}'
        with pytest.raises(NotSent):
            await texters.text(TEXT)


async def test_a_redirect_is_not_followed(session: ClientSession) -> None:
    """A code goes nowhere but where it was configured to go."""
    async with Vendor(status=307) as vendor:
        url = f"infobip://:key@127.0.0.1:{vendor.server.port}?from=X&scheme=http"
        with pytest.raises(NotSent):
            await Texters(session, parse_sms([url])).text(TEXT)
        assert len(vendor.asked) == 1


def described(folder: Path, vendor: Vendor, more: str = "") -> str:
    """Write a description and return it as a setting."""
    path = folder / "mine.toml"
    path.write_text(f'name = "mine"\n[request]\nurl = "http://127.0.0.1:{vendor.server.port}/x"\n{more}')
    return f"generic:{path}"


async def test_a_described_gateway(session: ClientSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets and words are put in where the file says, and a word that looks like a place is left alone."""
    monkeypatch.setenv("SMS_SECRET", "hush{text}")
    more = 'number = "0"\n[request.headers]\nAuthorization = "Bearer ${SMS_SECRET}"\n'
    more += '[request.json]\nto = "{to}"\nnested = { list = ["{text}", 1] }\n'
    async with Vendor(status=202) as vendor:
        [gateway] = parse_sms([described(tmp_path, vendor, more)])
        await Texters(session, [gateway]).text(Text(to=TEXT.to, text="{to} ${SMS_SECRET} {0.__class__}"))
        assert vendor.read == ['{"to": "084012345601", "nested": {"list": ["{to} ${SMS_SECRET} {0.__class__}", 1]}}']
        assert vendor.asked[0].headers["Authorization"].startswith("Bearer hush")


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, "ok queued", None),
        (200, "not ok", NotSent),
        (403, "", NotSent),
        (418, "", SendUnsure),
        (500, "", SendUnsure),
    ],
)
async def test_a_described_answer(
    session: ClientSession, tmp_path: Path, status: int, body: str, outcome: type[Exception] | None
) -> None:
    """Accepted, refused, and what is in neither list."""
    more = '[request.form]\na = "{to}"\nb = "{text}"\n[answers]\npattern = "queued"\n'
    async with Vendor(status, body) as vendor:
        texters = Texters(session, parse_sms([described(tmp_path, vendor, more)]))
        if outcome is None:
            await texters.text(TEXT)
        else:
            with pytest.raises(outcome):
                await texters.text(TEXT)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name = ", "no description"),
        ('name = "x"\n[request]\nurl = "ftp://x"', "no http"),
        ('name = "x"\n[request]\nurl = "https://x"', "nowhere"),
        ('name = "x"\n[request]\nurl = "https://x"\nverb = "POST"', "verb"),
        ('name = "x"\n[request]\nurl = "https://x"\n[request.query]\na = "{to}{text}${NO_SUCH}"', "NO_SUCH"),
        (
            'name = "x"\n[request]\nurl = "https://x"\n[request.query]\na = "{to}{text}"\n[answers]\npattern = "("',
            "regular",
        ),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, content: str, says: str) -> None:
    """A file that is no description is refused before anything starts, and why."""
    path = tmp_path / "wrong.toml"
    path.write_text(content)
    with pytest.raises(ValueError, match=says):
        parse_sms([f"generic:{path}"])


def test_the_example_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented example is a description."""
    monkeypatch.setenv("EXAMPLE_SMS_TOKEN", "x")
    [gateway] = parse_sms([f"generic:{EXAMPLE}"])
    assert gateway.name == "example"


async def test_a_check_asks_for_the_account(session: ClientSession, twilio: Twilio) -> None:
    """A check sends nothing and says what it found."""
    [gateway] = parse_sms([twilio.url])
    assert await gateway.check(session) == "the account answers"
    [wrong] = parse_sms([twilio.url.replace("token%2F", "other%2F")])
    with pytest.raises(NotSent, match="401, code 20003"):
        await wrong.check(session)
    assert twilio.messages == []
