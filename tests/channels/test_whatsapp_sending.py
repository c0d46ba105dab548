"""WhatsApp's way out, against the stand-in: text, buttons, lists, templates, receipts, and every way in which it can fail."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from aiohttp import web

from conversations.messages import Button, Message, Notice
from handlers.channels.whatsapp import WhatsApp
from handlers.channels.whatsapp_errors import KEPT, LONG_PAUSE, PAUSE, PairWaits
from handlers.ports import ChatUnreachable, Fault, NotSent, Problem, SendLater, SendUnsure, WindowShut
from handlers.sandbox.whatsapp import NUMBER, PHONE_NUMBER_ID
from handlers.sandbox.whatsapp import TOKEN as STAND_INS_TOKEN
from tests.channels.telegram_world import serve
from tests.channels.whatsapp_world import CHAT, OTHER, TEMPLATES, VERSION, World, whatsapp
from tests.logged import logged

TOKEN = "EAAG-token-that-nobody-may-see"
BSUID = "ID.55500001111122222"
DAY = 24 * 3_600_000


@pytest_asyncio.fixture
async def whatsapp_line() -> AsyncIterator[World]:
    """Connect the channel with the stand-in."""
    async with whatsapp(attempt=2) as world:
        yield world


@asynccontextmanager
async def answered(status: int, body: bytes) -> AsyncIterator[WhatsApp]:
    """Connect the channel with a server that has one answer to everything."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers={"Location": "/elsewhere"} if status == 302 else {})

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answer)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        yield WhatsApp(session, TOKEN, PHONE_NUMBER_ID, url, VERSION, TEMPLATES)


def message(text: str = "Selamat datang", *buttons: Button, list_button: str = "", footer: str = "") -> Message:
    """Return a message."""
    return Message(id="m1", text=text, buttons=buttons, list_button=list_button, footer=footer)


def rows(count: int, label: int = 24, description: int = 72) -> tuple[Button, ...]:
    """Return so many rows, as long as they may be."""
    return tuple(Button(f"9f:{row}", f"{row:0{label}d}", f"{row:0{description}d}") for row in range(count))


def approved(*values: str, name: str = "approved") -> Message:
    """Return a message with a notice."""
    notice = Notice(name=name, values=values, email=None, subject="", body="")
    return Message(id="m1", text="Disetujui", notice=notice)


def refused(code: int, subcode: int = 0) -> bytes:
    """Return how the Cloud API says no."""
    error = {"message": f"(#{code}) No", "type": "OAuthException", "code": code, "error_data": {"details": "No"}}
    return json.dumps(
        {"error": {**error, **({"error_subcode": subcode} if subcode else {}), "fbtrace_id": "A"}}
    ).encode()


# --- what is posted ------------------------------------------------------------------------------


async def test_a_text_arrives_as_it_is(whatsapp_line: World) -> None:
    """Without previews; the message's id comes back, and our reference is with it for the statuses."""
    sent = await whatsapp_line.channel.send(CHAT, message("*Pilih* https://example.org"), "account:17")
    assert whatsapp_line.stand_in.phone(CHAT).bubbles[sent].text == "*Pilih* https://example.org"
    [call] = whatsapp_line.stand_in.calls
    assert call.fields == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": CHAT,
        "type": "text",
        "text": {"body": "*Pilih* https://example.org", "preview_url": False},
        "biz_opaque_callback_data": "account:17",
    }


async def test_without_a_reference_none_is_given(whatsapp_line: World) -> None:
    """An empty field is left out."""
    await whatsapp_line.channel.send(CHAT, message(), "")
    assert "biz_opaque_callback_data" not in whatsapp_line.stand_in.calls[0].fields


async def test_a_text_bears_its_footer_below(whatsapp_line: World) -> None:
    """Only what can be tapped has a footer of its own."""
    await whatsapp_line.channel.send(CHAT, message("Halo", footer="Polis Bot"), "r")
    assert whatsapp_line.shown() == ["Halo\n\nPolis Bot"]


async def test_up_to_three_choices_are_buttons(whatsapp_line: World) -> None:
    """Ids and labels as they are, the footer small below."""
    buttons = (Button("9f:a", "Hubungkan Polis"), Button("9f:b", "Ubah Data", "not shown"), Button("9f:c", "Batal"))
    asked = message("Pilih", *buttons, list_button="Pilihan", footer="Polis Bot")
    sent = await whatsapp_line.channel.send(CHAT, asked, "r")
    bubble = whatsapp_line.stand_in.phone(CHAT).bubbles[sent]
    assert [button.label for button in bubble.buttons] == ["Hubungkan Polis", "Ubah Data", "Batal"]
    fields = whatsapp_line.stand_in.calls[0].fields
    assert (fields["type"], "text" in fields) == ("interactive", False)
    assert fields["interactive"] == {
        "type": "button",
        "body": {"text": "Pilih"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "9f:a", "title": "Hubungkan Polis"}},
                {"type": "reply", "reply": {"id": "9f:b", "title": "Ubah Data"}},
                {"type": "reply", "reply": {"id": "9f:c", "title": "Batal"}},
            ]
        },
        "footer": {"text": "Polis Bot"},
    }


async def test_more_choices_are_a_list(whatsapp_line: World) -> None:
    """One section with a row for each; a row without a description has none."""
    buttons = (Button("9f:a", "A", "Yang pertama"), Button("9f:b", "B"), Button("9f:c", "C"), Button("9f:d", "D"))
    sent = await whatsapp_line.channel.send(CHAT, message("Pilih", *buttons, list_button="Lihat"), "r")
    bubble = whatsapp_line.stand_in.phone(CHAT).bubbles[sent]
    assert (bubble.buttons, bubble.list_button) == (buttons, "Lihat")
    assert whatsapp_line.stand_in.calls[0].fields["interactive"] == {
        "type": "list",
        "body": {"text": "Pilih"},
        "action": {
            "button": "Lihat",
            "sections": [
                {
                    "rows": [
                        {"id": "9f:a", "title": "A", "description": "Yang pertama"},
                        {"id": "9f:b", "title": "B"},
                        {"id": "9f:c", "title": "C"},
                        {"id": "9f:d", "title": "D"},
                    ]
                }
            ],
        },
    }


async def test_an_edit_is_sent_anew(whatsapp_line: World) -> None:
    """WhatsApp has no edits for a business."""
    first = await whatsapp_line.channel.send(CHAT, message("Pilih"), "r1")
    changed = Message(id="m2", text="Dipilih: A", edits=first)
    assert await whatsapp_line.channel.send(CHAT, changed, "r2") != first
    assert whatsapp_line.shown() == ["Pilih", "Dipilih: A"]


async def test_a_customer_without_a_number_is_a_recipient(whatsapp_line: World) -> None:
    """An address that is a business-scoped id goes into another field, for templates too."""
    await whatsapp_line.channel.send(f"bsuid:{BSUID}", message("Halo"), "r1")
    await whatsapp_line.channel.notify(f"bsuid:{BSUID}", approved("1"), "r2")
    for call in whatsapp_line.stand_in.calls:
        assert (call.fields["recipient"], "to" in call.fields) == (BSUID, False)
    assert whatsapp_line.shown(f"bsuid:{BSUID}")[0] == "Halo"


async def test_a_notice_is_its_template(whatsapp_line: World) -> None:
    """Name and language as approved, the values in their order."""
    await whatsapp_line.channel.notify(CHAT, approved("POL-1", "Sari"), "account:17")
    [call] = whatsapp_line.stand_in.calls
    assert call.fields == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": CHAT,
        "type": "template",
        "template": {
            "name": "polis_disetujui",
            "language": {"code": "id"},
            "components": [
                {"type": "body", "parameters": [{"type": "text", "text": "POL-1"}, {"type": "text", "text": "Sari"}]}
            ],
        },
        "biz_opaque_callback_data": "account:17",
    }


async def test_a_templates_values_are_what_meta_takes(whatsapp_line: World) -> None:
    """No line breaks, no tabs, no runs of spaces, and never nothing."""
    await whatsapp_line.channel.notify(CHAT, approved("a\nb\t c      d", " "), "r")
    [call] = whatsapp_line.stand_in.calls
    assert call.status == 200
    [component] = call.fields["template"]["components"]
    assert [parameter["text"] for parameter in component["parameters"]] == ["a b c d", "-"]


async def test_a_template_without_values_has_no_components(whatsapp_line: World) -> None:
    """Meta refuses a component without parameters."""
    await whatsapp_line.channel.notify(CHAT, approved(), "r")
    template = whatsapp_line.stand_in.calls[0].fields["template"]
    assert template == {"name": "polis_disetujui", "language": {"code": "id"}}


@pytest.mark.parametrize("asked", [message(), approved(name="unknown")])
async def test_without_a_template_there_is_no_notice(whatsapp_line: World, asked: Message) -> None:
    """It goes by email instead; nobody is called."""
    with pytest.raises(NotSent, match="no template"):
        await whatsapp_line.channel.notify(CHAT, asked, "r")
    assert not whatsapp_line.stand_in.calls


async def test_typing_marks_the_message_as_read(whatsapp_line: World) -> None:
    """Both in one call; the sign ends with what is said."""
    await whatsapp_line.stand_in.say(CHAT, "halo")
    [mine] = whatsapp_line.stand_in.phone(CHAT).bubbles
    await whatsapp_line.channel.typing(CHAT, mine)
    [call] = whatsapp_line.stand_in.calls
    assert (call.method, call.status) == ("read", 200)
    assert call.fields == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": mine,
        "typing_indicator": {"type": "text"},
    }
    phone = whatsapp_line.stand_in.phone(CHAT)
    assert (phone.typing, phone.bubbles[mine].state) == (True, "read")
    await whatsapp_line.channel.send(CHAT, message(), "r")
    assert not phone.typing


async def test_typing_never_raises_and_needs_a_message(whatsapp_line: World) -> None:
    """A sign is only a sign: to a message that is not there, to none, and while Meta is away."""
    await whatsapp_line.channel.typing(CHAT, "wamid.of-nobody")
    assert [(call.method, call.status) for call in whatsapp_line.stand_in.calls] == [("read", 400)]
    await whatsapp_line.channel.typing(CHAT, "")
    assert len(whatsapp_line.stand_in.calls) == 1
    async with answered(500, b"") as channel:
        await channel.typing(CHAT, "wamid.1")


async def test_refused_signs_are_told_once_in_a_while(whatsapp_line: World) -> None:
    """The first at warning, and then one in ten minutes: an id that Meta does not take is a mistake of ours."""
    with logged() as stream:
        for _ in range(3):
            await whatsapp_line.channel.typing(CHAT, "wamid.of-nobody")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["level"] for line in lines if line["event"] == "whatsapp: no typing sign"] == [
        "warning", "debug", "debug",
    ]  # fmt: skip


async def test_nothing_can_be_deleted(whatsapp_line: World) -> None:
    """A business cannot: the channel says so, and an erasure that comes all the same calls nobody."""
    assert not whatsapp_line.channel.erases
    await whatsapp_line.channel.erase(CHAT, "wamid.1")
    assert not whatsapp_line.stand_in.calls


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "longest",
    [
        message("a" * 4096),
        message("a" * 1024, *(Button("n:" + str(one) * 62, str(one) * 20) for one in range(3)), footer="f" * 60),
        message("a" * 1024, *rows(10), list_button="b" * 20, footer="f" * 60),
    ],
)
async def test_what_is_as_large_as_it_may_be_goes_out(whatsapp_line: World, longest: Message) -> None:
    """Text 4096; body 1024, 3 buttons of 20; 10 rows of 24 and 72, list button 20; footer 60."""
    assert await whatsapp_line.channel.send(CHAT, longest, "r" * 512)


@pytest.mark.parametrize(
    "larger",
    [
        message("a" * 4097),
        message("a" * 4094, footer="f"),
        message("a" * 1025, Button("9f:a", "A")),
        message("a", Button("9f:a", "A" * 21)),
        message("a", Button("9f:a", "")),
        message("a", Button("9f:a", "A"), Button("9f:b", "A")),
        message("a", Button("9f:a", "A"), footer="f" * 61),
        message("", Button("9f:a", "A")),
        message(""),
        message("a", *rows(11), list_button="b"),
        message("a", *rows(4, label=25), list_button="b"),
        message("a", *rows(4, description=73), list_button="b"),
        message("a", *rows(4), list_button="b" * 21),
        message("a", *rows(4)),
    ],
)
async def test_what_is_larger_is_refused_for_good(whatsapp_line: World, larger: Message) -> None:
    """It will not go out however often it is tried."""
    with pytest.raises(NotSent):
        await whatsapp_line.channel.send(CHAT, larger, "r")
    assert whatsapp_line.shown() == []


# --- what can go wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "status, code, problem, seconds",
    [
        (400, 130429, SendLater, PAUSE),
        (429, 130429, SendLater, PAUSE),
        (400, 80007, SendLater, LONG_PAUSE),
        (400, 4, SendLater, LONG_PAUSE),
        (400, 131056, SendLater, 1),
        (400, 131000, SendLater, PAUSE),
        (500, 131000, SendLater, PAUSE),
        (500, 131016, SendLater, PAUSE),
        (500, 131057, SendLater, LONG_PAUSE),
        (503, 2, SendLater, PAUSE),
        (400, 131047, WindowShut, 0),
        (400, 131026, ChatUnreachable, 0),
        (400, 131051, NotSent, 0),
        (400, 131008, NotSent, 0),
        (500, 131008, NotSent, 0),
        (400, 131009, NotSent, 0),
        (400, 100, NotSent, 0),
        (400, 131021, NotSent, 0),
        (400, 999_999, NotSent, 0),
        (403, 131051, NotSent, 0),
        (404, 999_999, NotSent, 0),
    ],
)
async def test_every_refusal_has_a_meaning(status: int, code: int, problem: type[Problem], seconds: float) -> None:
    """Later, by a template only, to nobody there, or never."""
    async with answered(status, refused(code)) as channel:
        with pytest.raises(Problem) as raised:
            await channel.send(CHAT, message(), "r")
    assert type(raised.value) is problem
    if isinstance(raised.value, SendLater):
        assert raised.value.seconds == seconds


@pytest.mark.parametrize("code", [0, 190, 3, 10, 200, 250, 299, 131005, 131031, 368, 131042, 131048])
async def test_what_only_the_operator_can_mend_is_a_refusal(code: int) -> None:
    """A token that ran out, a locked account, an unpaid bill: the messages wait until somebody has seen to it."""
    async with answered(400, refused(code)) as channel:
        with pytest.raises(SendLater) as raised:
            await channel.send(CHAT, message(), "r")
    assert raised.value.seconds == LONG_PAUSE
    assert raised.value.fault == Fault(f"400, refused with {code}", refuses=True)


@pytest.mark.parametrize("code", [132000, 132001, 132005, 132007, 132012, 132015, 132016])
async def test_a_template_that_is_refused_is_for_the_operator(code: int) -> None:
    """The notice goes by email, and somebody is told that the template is wrong."""
    async with answered(400, refused(code)) as channel:
        with pytest.raises(NotSent) as raised:
            await channel.send(CHAT, message(), "r")
    assert raised.value.fault == Fault(f"400, refused with {code}", refuses=True)


@pytest.mark.parametrize(
    ("status", "code", "fault"),
    [
        (500, 1, "500, refused with 1"),
        (400, 130429, "400, refused with 130429"),
        (400, 131047, ""),
        (400, 131026, ""),
        (400, 131056, ""),
        (400, 131009, ""),
    ],
)
async def test_whose_fault_a_refusal_is(status: int, code: int, fault: str) -> None:
    """Trouble of Meta's is a fault of the party; what one customer did, or one message is, says nothing against it."""
    async with answered(status, refused(code)) as channel:
        with pytest.raises(Problem) as raised:
            await channel.send(CHAT, message(), "r")
    assert (raised.value.fault.why if raised.value.fault else "") == fault


@pytest.mark.parametrize(
    "status, body, problem",
    [
        (200, b"<html>", SendUnsure),
        (200, b"{}", SendUnsure),
        (200, b'{"messages":[]}', SendUnsure),
        (200, b'{"else":' + b"[" * 100_000, SendUnsure),
        (200, b'{"messages":[{"id":7}]}', SendUnsure),
        (500, b"", SendLater),
        (502, b"<html>bad gateway</html>", SendLater),
        (503, b'{"error":7}', SendLater),
        (504, b'{"else":' + b"[" * 100_000, SendLater),
        (408, b"", SendLater),
        (429, b"", SendLater),
        (401, b"", SendLater),
        (403, b"<html>", SendLater),
        (404, b"", SendLater),
        (400, refused(100, subcode=33), SendLater),
        (400, b"<html>", NotSent),
        (413, b"", NotSent),
        (302, b"", NotSent),
    ],
)
async def test_every_answer_has_a_meaning(status: int, body: bytes, problem: type[Problem]) -> None:
    """A proxy's page is read by its status; a 200 without an id may have sent it."""
    async with answered(status, body) as channel:
        with pytest.raises(problem):
            await channel.send(CHAT, message(), "r")
        with pytest.raises(problem):
            await channel.notify(CHAT, approved(), "r")


async def test_one_customers_flood_makes_this_customer_wait_longer_each_time(whatsapp_line: World) -> None:
    """131056: 4^n seconds until a message goes through; another customer's go on meanwhile."""
    waits: list[float] = []
    for _ in range(7):
        whatsapp_line.trouble.flood = 1
        with pytest.raises(SendLater) as raised:
            await whatsapp_line.channel.send(CHAT, message(), "r")
        waits.append(raised.value.seconds)
        assert await whatsapp_line.channel.send(OTHER, message(), "r")
    assert waits == [1, 4, 16, 64, 256, 1024, 1024]
    assert await whatsapp_line.channel.send(CHAT, message(), "r")
    whatsapp_line.trouble.flood = 1
    with pytest.raises(SendLater) as raised:
        await whatsapp_line.channel.send(CHAT, message(), "r")
    assert raised.value.seconds == 1


def test_the_waits_of_few_customers_are_remembered() -> None:
    """A flood by everybody fills no memory: who waited longest ago is forgotten first."""
    waits = PairWaits()
    for customer in range(KEPT + 1):
        assert waits.next(str(customer)).seconds == 1
    assert [waits.next(customer).seconds for customer in ("0", str(KEPT))] == [1, 4]


async def test_the_numbers_flood_is_tried_soon(whatsapp_line: World) -> None:
    """130429 is about all customers together and passes within seconds."""
    whatsapp_line.stand_in.flood_with(130429)
    for _ in range(2):
        whatsapp_line.trouble.flood = 1
        with pytest.raises(SendLater) as raised:
            await whatsapp_line.channel.send(CHAT, message(), "r")
        assert raised.value.seconds == PAUSE
    assert whatsapp_line.shown() == []


async def test_a_shut_window_lets_templates_through_only(whatsapp_line: World) -> None:
    """24 hours after the customer's last message; the next one opens it again."""
    await whatsapp_line.stand_in.say(CHAT, "halo")
    whatsapp_line.clock.at += DAY
    assert await whatsapp_line.channel.send(CHAT, message(), "r")
    whatsapp_line.clock.at += 1
    with pytest.raises(WindowShut):
        await whatsapp_line.channel.send(CHAT, message(), "r")
    assert await whatsapp_line.channel.notify(CHAT, approved(), "r")
    await whatsapp_line.stand_in.say(CHAT, "halo")
    assert await whatsapp_line.channel.send(CHAT, message(), "r")


async def test_trouble_that_is_ordered_is_told_apart(whatsapp_line: World) -> None:
    """A block, a window that is said to be shut, a server error: none sent anything."""
    whatsapp_line.trouble.blocked = True
    with pytest.raises(ChatUnreachable):
        await whatsapp_line.channel.send(CHAT, message(), "r")
    whatsapp_line.trouble.blocked = False
    whatsapp_line.trouble.shut = True
    with pytest.raises(WindowShut):
        await whatsapp_line.channel.send(CHAT, message(), "r")
    whatsapp_line.trouble.shut = False
    whatsapp_line.trouble.fail = 1
    with pytest.raises(SendLater):
        await whatsapp_line.channel.send(CHAT, message(), "r")
    assert whatsapp_line.shown() == []


async def test_a_lost_answer_is_unsure_until_a_status_settles_it(whatsapp_line: World) -> None:
    """The message is on the phone, nobody told us; then its status bears our reference."""
    whatsapp_line.trouble.lose = 1
    with pytest.raises(SendUnsure):
        await whatsapp_line.channel.send(CHAT, message("Selamat"), "account:17")
    assert whatsapp_line.shown() == ["Selamat"]
    noted = await whatsapp_line.receiver.until_noted(1)
    assert noted[0].reference == "account:17"


async def test_no_answer_in_time_is_unsure() -> None:
    """Who does not answer may have sent it."""
    async with whatsapp(attempt=0.2) as world:
        world.trouble.delay = 30
        with pytest.raises(SendUnsure):
            await world.channel.send(CHAT, message(), "r")


async def test_no_connection_is_tried_later() -> None:
    """A refused connection sent nothing."""
    async with serve(web.Application()) as gone:
        pass
    async with aiohttp.ClientSession() as session:
        channel = WhatsApp(session, TOKEN, PHONE_NUMBER_ID, gone, VERSION, TEMPLATES)
        with pytest.raises(SendLater) as raised:
            await channel.send(CHAT, message(), "r")
    assert raised.value.seconds == PAUSE


# --- the check, the token, the size --------------------------------------------------------------


async def test_the_check_tells_the_number_that_customers_see(whatsapp_line: World) -> None:
    """Token, number and connection are right."""
    assert await whatsapp_line.channel.check() == NUMBER


@pytest.mark.parametrize("token, number", [("wrong", PHONE_NUMBER_ID), (STAND_INS_TOKEN, "1")])
async def test_the_check_finds_what_is_wrong(whatsapp_line: World, token: str, number: str) -> None:
    """A token or a number that is not ours is for the operator, in sending too."""
    channel = WhatsApp(whatsapp_line.session, token, number, whatsapp_line.url, VERSION, TEMPLATES)
    for attempt in (channel.check(), channel.send(CHAT, message(), "r")):
        with pytest.raises(SendLater) as raised:
            await attempt
        assert raised.value.seconds == LONG_PAUSE


@pytest.mark.parametrize("page", [b"<html>", b'{"else":' + b"[" * 100_000])
async def test_the_check_does_not_believe_a_strangers_page(page: bytes) -> None:
    """A 200 that is not Meta's is no number."""
    async with answered(200, page) as channel:
        with pytest.raises(SendUnsure):
            await channel.check()


async def test_the_token_is_in_no_error_and_no_log(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused, cut, too late or rejected: nothing tells the token, and no log the customer or the words."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []

    async def silence(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async def cut(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def reject(request: web.Request) -> web.Response:
        return web.Response(status=401, body=refused(190))

    async def redirect(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.path)

    for handler in (silence, cut, reject, redirect, None):
        app = web.Application()
        if handler is not None:
            app.router.add_post("/{tail:.*}", handler)
        async with serve(app) as url, aiohttp.ClientSession() as session:
            api = url if handler else "http://127.0.0.1:9"
            channel = WhatsApp(session, TOKEN, PHONE_NUMBER_ID, api, VERSION, TEMPLATES, 0.2)
            await channel.typing(CHAT, "wamid.1")
            for attempt in (
                channel.send(CHAT, message("rahasia"), "r"),
                channel.notify(CHAT, approved("rahasia"), "r"),
            ):
                with pytest.raises(Problem) as raised:
                    await attempt
                told += [repr(raised.value), str(raised.value), *traceback.format_exception(raised.value)]
    logged = "".join([caplog.text, *capsys.readouterr()])
    assert TOKEN not in "".join(told) + logged
    assert not [word for word in (CHAT, "rahasia") if word in logged]
    assert len(told) > 10


async def test_a_call_goes_to_the_configured_version_and_number_with_the_token() -> None:
    """A slash at the end of the API's URL is no matter."""
    calls: list[tuple[str, str, str]] = []

    async def note(request: web.Request) -> web.Response:
        calls.append((request.method, request.path_qs, request.headers["Authorization"]))
        return web.Response(body=b'{"messages":[{"id":"wamid.1"}]}')

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", note)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        channel = WhatsApp(session, TOKEN, "7", f"{url}/below/", "v24.0", TEMPLATES)
        await channel.send(CHAT, message(), "r")
        await channel.check()
    assert calls == [
        ("POST", "/below/v24.0/7/messages", f"Bearer {TOKEN}"),
        ("GET", "/below/v24.0/7?fields=display_phone_number", f"Bearer {TOKEN}"),
    ]


async def test_a_call_is_small(whatsapp_line: World) -> None:
    """What is posted is what is needed, as UTF-8."""
    await whatsapp_line.channel.send(CHAT, message("Halo \N{WAVING HAND SIGN}"), "")
    [call] = whatsapp_line.stand_in.calls
    assert "\N{WAVING HAND SIGN}".encode() in call.body
    assert set(msgspec.json.decode(call.body)) == {"messaging_product", "recipient_type", "to", "type", "text"}
