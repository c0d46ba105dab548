"""WhatsApp's webhook: who may come in, how large and how slow, what is answered, and that no part of a batch is lost."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import io
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from msgspec import Struct
from yarl import URL

from conversations.events import Told
from handlers.channels.whatsapp_webhook import AT_ONCE, WhatsAppWebhook
from handlers.http_server import LARGEST
from handlers.ports import Inbound
from handlers.sandbox.whatsapp import APP_SECRET, VERIFY_TOKEN
from tests.channels.telegram_world import Time
from tests.channels.whatsapp_payloads import (
    AT,
    BSUID,
    NUMBER,
    OTHER,
    OURS,
    STICKER,
    Json,
    body,
    change,
    contact,
    encode,
    status,
    text,
    webhook,
)
from tests.channels.whatsapp_world import Noter
from tests.channels.whatsapp_world import webhook as served

HEADER = "X-Hub-Signature-256"
BODY = body(text("halo"))


def signature(whole: bytes, secret: str = APP_SECRET) -> str:
    """Sign as Meta does."""
    return "sha256=" + hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()


class Door(Struct):
    """The routes, what stands behind them, and ways to knock."""

    url: str
    route: WhatsAppWebhook
    receiver: Noter
    session: aiohttp.ClientSession

    async def knock(self, whole: bytes, signed: str | None = "") -> tuple[int, bytes, Any]:
        """Post a body, rightly signed unless told otherwise (None: not at all); return status, answer and headers."""
        headers = {} if signed is None else {HEADER: signed or signature(whole)}
        async with self.session.post(self.url, data=io.BytesIO(whole), headers=headers) as response:
            return response.status, await response.read(), response.headers

    async def verify(self, query: str) -> tuple[int, bytes, Any]:
        """Ask as Meta does when the webhook is set."""
        async with self.session.get(URL(f"{self.url}?{query}", encoded=True)) as response:
            return response.status, await response.read(), response.headers


@pytest_asyncio.fixture
async def whatsapp_door() -> AsyncIterator[Door]:
    """Serve the webhook with a receiver that records."""
    receiver = Noter()
    async with served(receiver, Time()) as (url, route), aiohttp.ClientSession() as session:
        yield Door(url, route, receiver, session)


# --- who may come in -----------------------------------------------------------------------------


async def test_a_signed_message_is_received_and_answered_200(whatsapp_door: Door) -> None:
    """With the signature a message reaches the receiver before the answer."""
    answered, answer, _ = await whatsapp_door.knock(BODY)
    assert (answered, answer) == (200, b"")
    assert [one.what for one in whatsapp_door.receiver.heard] == [Told("halo", "wamid.1")]


@pytest.mark.parametrize(
    "signed",
    [
        None,
        "sha256=",
        "wrong",
        signature(BODY, "another secret"),
        signature(BODY).removeprefix("sha256="),
        signature(BODY).replace("sha256", "sha1"),
        signature(BODY) + "0",
        signature(BODY)[:-1],
        signature(BODY + b" "),
    ],
)
async def test_without_the_signature_it_is_401_and_nothing_is_parsed(whatsapp_door: Door, signed: str | None) -> None:
    """A missing or wrong signature opens nothing, whatever the body."""
    for whole in (BODY, b"nonsense", b""):
        answered, answer, _ = await whatsapp_door.knock(whole, signed)
        assert (answered, answer) == (401, b"")
    assert whatsapp_door.receiver.offered == []
    assert whatsapp_door.route.unreadable == 0


async def test_the_signature_is_of_the_raw_bytes(whatsapp_door: Door) -> None:
    """The same JSON in other bytes is another body: what Meta escapes and spaces is signed as it came."""
    said = webhook((change((text("halo \N{WAVING HAND SIGN}"),)),))
    escaped, plain = json.dumps(said).encode(), json.dumps(said, ensure_ascii=False, indent=1).encode()
    assert (await whatsapp_door.knock(escaped, signature(plain)))[0] == 401
    assert (await whatsapp_door.knock(escaped))[0] == 200
    assert (await whatsapp_door.knock(plain))[0] == 200
    assert [one.what for one in whatsapp_door.receiver.heard] == [Told("halo \N{WAVING HAND SIGN}", "wamid.1")] * 2


@pytest.mark.parametrize("signed", [b"\xff\xfe\x80", b"sha256=\xc3\xa4", b"r\xe4tsel"])
async def test_a_signature_that_is_no_ascii_is_401(whatsapp_door: Door, signed: bytes) -> None:
    """Bytes are compared: no header can raise."""
    assert (await _raw(whatsapp_door.url, HEADER.encode() + b": " + signed)).startswith(b"HTTP/1.1 401 ")


async def test_a_body_without_any_signature_is_not_even_read(whatsapp_door: Door) -> None:
    """The header is asked for first: strangers cannot make us wait for a body."""
    answer = await _raw(whatsapp_door.url, b"Content-Length: 99999999", whole=b"")
    assert answer.startswith(b"HTTP/1.1 401 ")


def test_a_webhook_without_its_secrets_cannot_be_built() -> None:
    """An empty secret would let everybody in."""
    for app_secret, verify_token in (("", VERIFY_TOKEN), (APP_SECRET, "")):
        with pytest.raises(ValueError, match="secret"):
            WhatsAppWebhook(app_secret, verify_token, OURS, Noter(), Time())


# --- how large and how slow ----------------------------------------------------------------------


async def test_a_body_over_three_mebibytes_is_413(whatsapp_door: Door) -> None:
    """Too large is refused by its announced length, and by counting where none is announced."""
    announced = f"{HEADER}: x\r\nContent-Length: {LARGEST + 1}".encode()
    assert (await _raw(whatsapp_door.url, announced, whole=b"")).startswith(b"HTTP/1.1 413 ")

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b" " * (LARGEST // 3)

    signed = {HEADER: signature(b" " * (LARGEST // 3 * 4))}
    async with whatsapp_door.session.post(whatsapp_door.url, data=pieces(), headers=signed) as response:
        assert response.status == 413
    assert whatsapp_door.receiver.offered == []


async def test_a_packed_body_is_measured_unpacked(whatsapp_door: Door) -> None:
    """A few kilobytes that unpack to many megabytes are refused like these."""
    headers = {HEADER: "x", "Content-Encoding": "gzip"}
    packed = gzip.compress(b" " * (LARGEST * 10))
    async with whatsapp_door.session.post(whatsapp_door.url, data=io.BytesIO(packed), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_a_badly_packed_body_is_400(whatsapp_door: Door, packing: str) -> None:
    """A stranger's nonsense is not an error of ours."""
    headers = {HEADER: "x", "Content-Encoding": packing}
    async with whatsapp_door.session.post(whatsapp_door.url, data=io.BytesIO(BODY), headers=headers) as response:
        assert response.status == 400


async def test_who_hangs_up_in_the_middle_is_not_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody is there to be answered, and nothing of ours went wrong."""
    receiver = Noter()
    async with served(receiver, Time()) as (url, _):
        place = URL(url)
        _, writer = await asyncio.open_connection(place.host, place.port)
        head = f"POST {place.path} HTTP/1.1\r\nHost: x\r\n{HEADER}: x\r\nContent-Length: 100\r\n\r\n"
        writer.write(head.encode() + b"half")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert receiver.offered == []
    assert caplog.records == []


async def test_a_large_body_within_the_limit_is_read(whatsapp_door: Door) -> None:
    """Exactly three mebibytes pass, in one piece or in many."""
    whole = BODY + b" " * (LARGEST - len(BODY))
    assert (await whatsapp_door.knock(whole))[0] == 200

    async def pieces() -> AsyncIterator[bytes]:
        yield whole[:7]
        yield whole[7:]

    signed = {HEADER: signature(whole)}
    async with whatsapp_door.session.post(whatsapp_door.url, data=pieces(), headers=signed) as response:
        assert response.status == 200
    assert len(whatsapp_door.receiver.heard) == 2


async def test_a_slow_body_is_given_up() -> None:
    """Who sends no body in time is sent away with 408."""
    async with served(Noter(), Time(), slowest=0.05) as (url, _):
        answer = await _raw(url, f"{HEADER}: x\r\nContent-Length: 10".encode(), whole=b"{")
        assert answer.startswith(b"HTTP/1.1 408 ")


# --- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "whole, count",
    [
        (b"", 1),
        (b"{}", 1),
        (b"\xff", 1),
        (b"<html>rahasia", 1),
        (b'{"object":"rahasia","entry":' + b"[" * 100_000, 1),
        (body({"text": {"body": "rahasia"}}, {"type": "text", "from": "rahasia"}), 2),
    ],
)
async def test_a_signed_body_that_cannot_be_read_is_200_counted_and_not_logged(
    whatsapp_door: Door, whole: bytes, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another delivery would read no better; the log has no content."""
    answered, answer, _ = await whatsapp_door.knock(whole)
    assert (answered, answer) == (200, b"")
    assert whatsapp_door.route.unreadable == count
    assert whatsapp_door.receiver.offered == []
    logged = "".join(capsys.readouterr())
    assert "unreadable update" in logged
    assert "rahasia" not in logged


async def test_what_is_ignored_is_200(whatsapp_door: Door) -> None:
    """A sticker, another number's message and an empty batch are taken and forgotten."""
    elsewhere = encode(webhook((change((text("halo"),), number="1"),)))
    for whole in (body(STICKER), elsewhere, encode(webhook())):
        answered, answer, _ = await whatsapp_door.knock(whole)
        assert (answered, answer) == (200, b"")
    assert whatsapp_door.receiver.offered == []
    assert whatsapp_door.route.unreadable == 0


# --- verification --------------------------------------------------------------------------------


async def test_the_challenge_comes_back_to_who_knows_the_token(whatsapp_door: Door) -> None:
    """As plain text, which no browser takes for a page."""
    query = f"hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge="
    answered, answer, headers = await whatsapp_door.verify(query + "1158201444")
    assert (answered, answer) == (200, b"1158201444")
    assert headers["Content-Type"].startswith("text/plain")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert (await whatsapp_door.verify(query + "%3Cscript%3E"))[1] == b"<script>"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
        f"hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}x&hub.challenge=1",
        f"hub.mode=subscribe&hub.verify_token={APP_SECRET}&hub.challenge=1",
        f"hub.mode=unsubscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1",
        f"hub.verify_token={VERIFY_TOKEN}&hub.challenge=1",
        f"hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}",
        "hub.mode=subscribe&hub.verify_token=%FF%FE&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=r%C3%A4tsel&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=%ED%A0%80&hub.challenge=1",
    ],
)
async def test_without_the_token_the_challenge_is_not_echoed(whatsapp_door: Door, query: str) -> None:
    """403, whatever is missing or wrong."""
    answered, answer, _ = await whatsapp_door.verify(query)
    assert (answered, answer) == (403, b"")


# --- batches -------------------------------------------------------------------------------------


def crowd(number: int) -> str:
    """Return one of many customers."""
    return f"62840000{number:05d}"


def batch(customers: int) -> tuple[bytes, list[str]]:
    """Return a body of two entries, two changes each, some messages and a status in each; and its messages' keys."""
    said = [text(str(one), id=f"wamid.{one}", sender=crowd(one), at=AT + one) for one in range(customers)]
    quarters = [tuple(said[start::4]) for start in range(4)]
    changes = [change(part, (status("sent", id=part[0]["id"]),)) for part in quarters]
    whole = encode(webhook((changes[0], changes[1]), (changes[2], changes[3])))
    return whole, sorted(f"wa:{one['id']}" for one in said)


async def test_all_of_a_batch_is_handed_in_exactly_once(whatsapp_door: Door) -> None:
    """Every message and status of every change of every entry, before the answer."""
    whole, keys = batch(12)
    assert (await whatsapp_door.knock(whole))[0] == 200
    assert sorted(whatsapp_door.receiver.offered) == keys
    assert sorted(one.key for one in whatsapp_door.receiver.heard) == keys
    assert len(whatsapp_door.receiver.noted) == 4


async def test_one_part_that_is_not_durable_makes_the_batch_come_again(whatsapp_door: Door) -> None:
    """503 with Retry-After; the others were handed in all the same."""
    whole, keys = batch(12)
    whatsapp_door.receiver.down_for = {crowd(5)}
    answered, answer, headers = await whatsapp_door.knock(whole)
    assert (answered, answer, headers["Retry-After"]) == (503, b"", "2")
    assert Counter(whatsapp_door.receiver.offered) == Counter(keys)
    assert sorted(one.key for one in whatsapp_door.receiver.heard) == [key for key in keys if key != "wa:wamid.5"]
    assert len(whatsapp_door.receiver.noted) == 4
    whatsapp_door.receiver.down_for = set()
    assert (await whatsapp_door.knock(whole))[0] == 200
    assert {one.key for one in whatsapp_door.receiver.heard} == set(keys)


async def test_a_status_that_is_not_durable_makes_the_batch_come_again(whatsapp_door: Door) -> None:
    """A status is the only proof of some sends: it is not lost either."""
    whatsapp_door.receiver.notes_down = 1
    whole, keys = batch(8)
    assert (await whatsapp_door.knock(whole))[0] == 503
    assert sorted(one.key for one in whatsapp_door.receiver.heard) == keys
    assert len(whatsapp_door.receiver.noted) == 3


async def test_a_mistake_of_ours_with_one_chat_does_not_take_the_others_along(
    whatsapp_door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is logged, and comes again."""
    whatsapp_door.receiver.broken = 1
    whole, keys = batch(8)
    assert (await whatsapp_door.knock(whole))[0] == 503
    assert len(whatsapp_door.receiver.heard) == len(keys) - 1
    logged = "".join(capsys.readouterr())
    assert "update failed" in logged
    assert "ZeroDivisionError" in logged


async def test_what_is_readable_of_a_batch_is_handed_in(whatsapp_door: Door) -> None:
    """A broken neighbour is counted, not a reason to lose the rest or to hear it for a week."""
    whole = body(text("a", id="wamid.a"), {"id": 7}, text("b", id="wamid.b"), statuses=({"id": 1}, status("read")))
    assert (await whatsapp_door.knock(whole))[0] == 200
    assert [one.key for one in whatsapp_door.receiver.heard] == ["wa:wamid.a", "wa:wamid.b"]
    assert [one.state for one in whatsapp_door.receiver.noted] == ["read"]
    assert whatsapp_door.route.unreadable == 2


# --- order ---------------------------------------------------------------------------------------


async def test_one_customers_messages_come_in_the_order_of_their_times(whatsapp_door: Door) -> None:
    """A batch is unordered; those of the same second stay as they came."""
    said = [text(str(at), id=f"wamid.{position}", at=AT + at) for position, at in enumerate((3, 1, 2, 1))]
    assert (await whatsapp_door.knock(encode(webhook((change(tuple(said[:2])),), (change(tuple(said[2:])),)))))[
        0
    ] == 200
    assert whatsapp_door.receiver.offered == ["wa:wamid.1", "wa:wamid.3", "wa:wamid.2", "wa:wamid.0"]


async def test_what_follows_a_message_that_failed_waits_for_it(whatsapp_door: Door) -> None:
    """Nothing of the same customer overtakes; another customer goes on."""
    whatsapp_door.receiver.down_for = {NUMBER}
    whole = body(text("1"), text("2", id="wamid.2"), text("3", id="wamid.3", sender=OTHER))
    assert (await whatsapp_door.knock(whole))[0] == 503
    assert sorted(whatsapp_door.receiver.offered) == ["wa:wamid.1", "wa:wamid.3"]


async def test_a_customer_named_by_number_and_by_id_is_one_customer(whatsapp_door: Door) -> None:
    """Where one message of the batch knows both names, all of them are in one order."""
    by_id: Json = {"from": None, "from_user_id": BSUID}
    said = (
        change((text("3", id="wamid.3", at=AT + 3),), contacts=(contact(),)),
        change((text("1", id="wamid.1", at=AT + 1) | by_id,), contacts=(contact(None, BSUID),)),
        change((text("2", id="wamid.2", at=AT + 2),), contacts=(contact(NUMBER, BSUID),)),
    )
    assert (await whatsapp_door.knock(encode(webhook(said))))[0] == 200
    assert whatsapp_door.receiver.offered == ["wa:wamid.1", "wa:wamid.2", "wa:wamid.3"]


async def test_one_who_changes_numbers_within_a_batch_is_heard_once_and_in_order(whatsapp_door: Door) -> None:
    """Two numbers are one customer as soon as one id ties them, however late in the batch."""
    tied: Json = {"from_user_id": BSUID}
    said = (
        text("4", id="wamid.4", at=AT + 4),
        text("3", id="wamid.3", at=AT + 3, sender=OTHER) | tied,
        text("2", id="wamid.2", at=AT + 2) | tied,
        text("1", id="wamid.1", at=AT + 1, sender=OTHER),
    )
    assert (await whatsapp_door.knock(body(*said, contacts=())))[0] == 200
    assert whatsapp_door.receiver.offered == [f"wa:wamid.{number}" for number in (1, 2, 3, 4)]


async def test_customers_are_served_beside_each_other_but_not_all_at_once() -> None:
    """A large batch does not take the whole process for itself."""

    class Crowd(Noter):
        inside = most = 0

        async def receive(self, inbound: Inbound) -> None:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.most == AT_ONCE:
                full.set()
            await full.wait()
            await asyncio.sleep(0)  # a turn of the loop in which all who may come in are in
            await super().receive(inbound)
            self.inside -= 1

    full, receiver = asyncio.Event(), Crowd()
    async with served(receiver, Time()) as (url, route), aiohttp.ClientSession() as session:
        whole, keys = batch(AT_ONCE * 3)
        assert (await Door(url, route, receiver, session).knock(whole))[0] == 200
    assert receiver.most == AT_ONCE
    assert sorted(receiver.offered) == keys


async def _raw(url: str, headers: bytes, whole: bytes = b"{}") -> bytes:
    """Send a request byte by byte and return the head of the answer."""
    place = URL(url)
    reader, writer = await asyncio.open_connection(place.host, place.port)
    length = b"" if b"Content-Length" in headers else f"Content-Length: {len(whole)}\r\n".encode()
    writer.write(b"POST " + place.path.encode() + b" HTTP/1.1\r\nHost: x\r\n" + length + headers + b"\r\n\r\n" + whole)
    await writer.drain()
    answer = await reader.readuntil(b"\r\n")
    writer.close()
    await writer.wait_closed()
    return answer
