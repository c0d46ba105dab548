"""The sandbox's doors: what is served, to whom, with which headers, and what a post does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from conversations.messages import Button, Letter
from handlers.sandbox import page
from handlers.sandbox.badday import ORDERS
from handlers.sandbox.stage import Customer, House
from handlers.sandbox.words import LANGUAGES, words
from tests.sandbox.fakes import HOUSE, Set, build, serve

STATIC = Path(page.__file__).parent / "static"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Set]:
    """Serve a sandbox on fakes."""
    async with serve(build()) as served:
        yield served


@pytest_asyncio.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """Open an HTTP client."""
    async with aiohttp.ClientSession() as session:
        yield session


async def _do(client: aiohttp.ClientSession, stage: Set, deed: dict[str, Any], **headers: str) -> int:
    sent = {"Origin": stage.url, **headers}
    async with client.post(f"{stage.url}/sandbox/do", json=deed, headers=sent) as answer:
        return answer.status


@pytest.mark.parametrize(
    "path", ["", "?lang=en", "?lang=xx", "static/sandbox.js", "static/sandbox.css", "static/none.js"]
)
async def test_every_answer_is_locked_down(stage: Set, client: aiohttp.ClientSession, path: str) -> None:
    """Page, script, style and even a 404 bear the policy, no-store and the usual headers."""
    async with client.get(f"{stage.url}/sandbox/{path}") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_speaks_indonesian_and_english(stage: Set, client: aiohttp.ClientSession) -> None:
    """Indonesian is the default; ?lang=en is English; anything else is Indonesian."""
    for query, language in (("", "id"), ("?lang=en", "en"), ("?lang=xx", "id")):
        async with client.get(f"{stage.url}/sandbox/{query}") as answer:
            text = await answer.text()
        assert f'<html lang="{language}">' in text
        assert words(language)["limits"] in text


def test_both_languages_say_everything() -> None:
    """No word of the page is missing or empty, and every order has its words."""
    for language in LANGUAGES:
        spoken = words(language)
        assert all(spoken.values())
        assert {f"order_{order.name}" for order in ORDERS} <= spoken.keys()


async def test_the_short_address_leads_to_the_page(stage: Set, client: aiohttp.ClientSession) -> None:
    """/sandbox without the slash is redirected."""
    async with client.get(f"{stage.url}/sandbox") as answer:
        assert answer.status == 200
        assert str(answer.url) == f"{stage.url}/sandbox/"


async def test_settings_are_escaped(client: aiohttp.ClientSession) -> None:
    """A brand with markup in it stays text."""
    house = House(brand="<b>Br\"and'", insurer="x", licence="<script>1</script>")
    async with serve(build(house)) as stage, client.get(f"{stage.url}/sandbox/") as answer:
        text = await answer.text()
    assert "<b>Br" not in text
    assert "<script>1" not in text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.5:8080", "localhost@evil.example", "["]
)
async def test_another_host_name_is_refused(stage: Set, client: aiohttp.ClientSession, host: str) -> None:
    """A page that points its own name at this machine (DNS rebinding) gets nothing."""
    for path in ("", "events", "static/sandbox.js"):
        async with client.get(f"{stage.url}/sandbox/{path}", headers={"Host": host}) as answer:
            assert answer.status in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "[::1]"])
async def test_loopback_names_are_served(stage: Set, client: aiohttp.ClientSession, host: str) -> None:
    """Every way to say "this machine" is good, with any port."""
    async with client.get(f"{stage.url}/sandbox/", headers={"Host": host}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_a_post_from_another_page_is_refused(stage: Set, client: aiohttp.ClientSession, origin: str) -> None:
    """Only the sandbox's own page may act for the customer."""
    assert await _do(client, stage, {"do": "say", "channel": "telegram", "text": "hi"}, Origin=origin) == 403
    assert stage.telegram.done == []


async def test_a_post_without_origin_is_refused(stage: Set, client: aiohttp.ClientSession) -> None:
    """A browser always names the origin of a post."""
    async with client.post(f"{stage.url}/sandbox/do", json={"do": "afresh"}) as answer:
        assert answer.status == 403


async def test_a_form_post_is_refused(stage: Set, client: aiohttp.ClientSession) -> None:
    """Only JSON is read: a plain HTML form cannot send it."""
    async with client.post(
        f"{stage.url}/sandbox/do", data=b'{"do":"afresh"}', headers={"Origin": stage.url, "Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415


@pytest.mark.parametrize(
    "deed",
    [
        {},
        {"do": "fly"},
        {"do": "say", "channel": "telegram"},
        {"do": "say", "channel": "telegram", "text": 1},
        {"do": "share", "channel": "telegram", "kind": "poll"},
        {"do": "say", "channel": "telegram", "text": "x", "address": "t9"},
    ],
)
async def test_a_post_that_is_none_is_refused(stage: Set, client: aiohttp.ClientSession, deed: dict[str, Any]) -> None:
    """Unknown deeds, missing and surplus fields are 400."""
    assert await _do(client, stage, deed) == 400


async def test_a_huge_post_is_refused(stage: Set, client: aiohttp.ClientSession) -> None:
    """Nothing over 64 KiB is read as a deed."""
    assert await _do(client, stage, {"do": "say", "channel": "telegram", "text": "x" * 70_000}) == 413


async def test_each_deed_reaches_its_stand_in(stage: Set, client: aiohttp.ClientSession) -> None:
    """What the page posts is what a stand-in is asked to do, with the current customer's address."""
    message = stage.whatsapp.answer("w1", "Pilih", Button("n:1", "Satu"))
    deeds: list[dict[str, Any]] = [
        {"do": "say", "text": "00012345"},
        {"do": "photo", "caption": "kartu"},
        {"do": "voice"},
        {"do": "share", "kind": "sticker"},
        {"do": "forward", "text": "00012345"},
        {"do": "tap", "message": message, "button": "n:1"},
        {"do": "edit", "message": "m2", "text": "12345678"},
    ]
    for deed in deeds:
        assert await _do(client, stage, {"channel": "whatsapp", **deed}) == 204
    assert stage.whatsapp.done == [
        ("say", "00012345"),
        ("photo", "kartu"),
        ("voice",),
        ("share", "sticker"),
        ("forward", "00012345"),
        ("tap", message, "n:1"),
        ("edit", "m2", "12345678"),
    ]
    assert stage.telegram.done == []


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "say", "channel": "fax", "text": "x"},
        {"do": "say", "channel": "inbox", "text": "x"},
        {"do": "tap", "channel": "telegram", "message": "m9", "button": "n:1"},
        {"do": "tap", "channel": "telegram", "message": "m1", "button": "n:2"},
        {"do": "edit", "channel": "telegram", "message": "m1", "text": "x"},
        {"do": "order", "channel": "telegram", "name": "shut", "on": True},
        {"do": "order", "channel": "fax", "name": "flood", "on": True},
    ],
)
async def test_what_is_not_there_cannot_be_used(
    stage: Set, client: aiohttp.ClientSession, deed: dict[str, Any]
) -> None:
    """Unknown channels, messages, buttons and orders are 404; the bot's own messages cannot be edited."""
    stage.telegram.answer("t1", "Pilih", Button("n:1", "Satu"))
    assert await _do(client, stage, deed) == 404
    assert stage.telegram.done == []


async def test_starting_afresh_gives_the_phones_to_somebody_new(stage: Set, client: aiohttp.ClientSession) -> None:
    """New addresses, empty phones, an empty inbox; what the old customer had is released, their phones stay theirs."""
    await _do(client, stage, {"do": "say", "channel": "telegram", "text": "hi"})
    await stage.inbox.mail(Letter(to="a@example.com", subject="s", text="t", html=""))
    assert await _do(client, stage, {"do": "afresh"}) == 204
    assert stage.released == [Customer("t1", "w1")]
    assert stage.sandbox.customer.telegram == "t2"
    assert stage.sandbox.phone("telegram").bubbles == {}
    assert stage.inbox.received == ()
    assert len(stage.telegram.phone("t1").bubbles) == 1


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
async def test_an_order_is_given_and_withdrawn(stage: Set, client: aiohttp.ClientSession, order: Any) -> None:
    """Each switch of the bad-day panel sets its field at each of its places, and clears it again."""
    troubles = {
        "telegram": stage.telegram.trouble,
        "whatsapp": stage.whatsapp.trouble,
        "inbox": stage.inbox.trouble,
        "registry": stage.registry,
    }
    for place in order.places:
        deed = {"do": "order", "channel": place, "name": order.name}
        assert await _do(client, stage, {**deed, "on": True}) == 204
        assert getattr(troubles[place], order.field) == order.value
        assert await _do(client, stage, {**deed, "on": False}) == 204
        assert not getattr(troubles[place], order.field)


def test_the_page_stays_small() -> None:
    """Script under 20 KB, style under 17 KB: readable in one sitting, no build needed."""
    assert sum(file.stat().st_size for file in STATIC.glob("*.js")) < 20 * 1024
    assert sum(file.stat().st_size for file in STATIC.glob("*.css")) < 17 * 1024


def test_nothing_comes_from_elsewhere() -> None:
    """No file of the page names another address, and no script parses text as HTML."""
    files = [*STATIC.iterdir(), *(STATIC.parent / "templates").iterdir()]
    for file in files:
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text.replace("https-", ""), file.name
        assert "innerHTML" not in text
        assert "insertAdjacentHTML" not in text
        assert HOUSE.brand not in text
