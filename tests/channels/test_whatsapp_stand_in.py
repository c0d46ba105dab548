"""The stand-in behaves as WhatsApp's documentation says: signed webhooks, batches, repeats, statuses, windows."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from msgspec import structs

from conversations.events import AccountChanged, Chosen, Reworded, Shown, Told
from conversations.messages import Button, Message
from handlers.channels.whatsapp import WhatsApp
from handlers.ports import SendUnsure
from handlers.sandbox.phones import Bubble
from handlers.sandbox.standin import StandIn
from handlers.sandbox.trouble import Trouble
from handlers.sandbox.whatsapp import APP_SECRET, PHONE_NUMBER_ID, TOKEN, VERIFY_TOKEN, WhatsAppStandIn
from handlers.sandbox.whatsapp_delivery import WebhookRefused
from tests.channels.telegram_world import Time, serve
from tests.channels.whatsapp_world import CHAT, OTHER, TEMPLATES, VERSION, Noter, whatsapp
from tests.channels.whatsapp_world import webhook as served

WEEK = 7 * 86_400_000
NOBODY = "bsuid:ID.55500001111122222"


class Bot:
    """A bot that keeps the bodies that it gets, and answers with ``answers`` as long as there are any, then 200."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.times: list[float] = []
        self.answers: list[int] = []
        self.signed: list[bool] = []

    async def verify(self, request: web.Request) -> web.Response:
        """Echo the challenge to who knows the token."""
        assert request.query["hub.mode"] == "subscribe"
        assert request.query["hub.verify_token"] == VERIFY_TOKEN
        return web.Response(text=request.query["hub.challenge"])

    async def take(self, request: web.Request) -> web.Response:
        """Keep a body and whether its signature is right."""
        body = await request.read()
        digest = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.signed.append(request.headers["X-Hub-Signature-256"] == f"sha256={digest}")
        self.bodies.append(body)
        self.times.append(asyncio.get_running_loop().time())
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    @property
    def values(self) -> list[dict[str, Any]]:
        """Return what happened, each as the value of a change, in the order of its coming."""
        wholes = [json.loads(body) for body in self.bodies]
        return [change["value"] for whole in wholes for entry in whole["entry"] for change in entry["changes"]]

    def states(self) -> list[str]:
        """Return the states of all statuses."""
        return [status["status"] for value in self.values for status in value.get("statuses", ())]


@asynccontextmanager
async def watched(trouble: Trouble | None = None) -> AsyncIterator[tuple[WhatsAppStandIn, Bot, WhatsApp]]:
    """Run the stand-in with a bot that only watches, and a channel for what it says."""
    bot, stand_in = Bot(), WhatsAppStandIn(trouble or Trouble(), Time(), first_pause=0.01)
    app = web.Application()
    app.router.add_get("/hook", bot.verify, allow_head=False)
    app.router.add_post("/hook", bot.take)
    async with serve(app) as hook, serve(stand_in.app) as url, aiohttp.ClientSession() as session:
        await stand_in.register(f"{hook}/hook")
        yield stand_in, bot, WhatsApp(session, TOKEN, PHONE_NUMBER_ID, url, VERSION, TEMPLATES)


def message(text: str = "Pilih", *buttons: Button, list_button: str = "") -> Message:
    """Return a message."""
    return Message(id="m", text=text, buttons=buttons, list_button=list_button)


# --- both ways -----------------------------------------------------------------------------------


async def test_a_walk_goes_both_ways() -> None:
    """What customers do arrives as it is meant, and what the bot says is on the phone."""
    async with whatsapp() as world:
        stand_in, receiver = world.stand_in, world.receiver
        await stand_in.say(CHAT, "halo")
        await receiver.until_heard(1)
        few = await world.channel.send(CHAT, message("Pilih", Button("9f:a", "A")), "account:1")
        rows = tuple(Button(f"9f:{row}", f"Baris {row}") for row in range(4))
        many = await world.channel.send(CHAT, message("Pilih lagi", *rows, list_button="Lihat"), "account:2")
        assert [bubble.id for bubble in await bubbles(stand_in, 2)] == [few, many]
        await stand_in.tap(CHAT, few, "9f:a")
        await stand_in.tap(CHAT, many, "9f:3")
        await stand_in.tap(CHAT, "wamid.gone", "9f:x")
        mine = next(bubble.id for bubble in stand_in.phone(CHAT).bubbles.values() if bubble.mine)
        await stand_in.edit(CHAT, mine, "hai")
        await stand_in.photo(CHAT, "lihat")
        photo = list(stand_in.phone(CHAT).bubbles)[-1]
        await stand_in.edit(CHAT, photo, "lihatlah")
        await stand_in.voice(CHAT)
        for kind in ("location", "sticker", "contact"):
            await stand_in.share(CHAT, kind)
        await stand_in.forward(CHAT, "00012345")
        forwarded = list(stand_in.phone(CHAT).bubbles)[-1]
        await stand_in.react(CHAT, few, "\N{THUMBS UP SIGN}")
        await stand_in.taken()
        taps = [one.what.own for one in receiver.heard if isinstance(one.what, Chosen)]
        assert all(stand_in.phone(CHAT).bubbles[own].mine for own in taps), "a tap is a message of the customer's"
        whats = [
            structs.replace(one.what, own="") if isinstance(one.what, Chosen) else one.what for one in receiver.heard
        ]
        assert Counter(whats) == Counter(
            [
                Told("halo", mine),
                Chosen("a", "9f", "A", few),
                Chosen("3", "9f", "Baris 3", many),
                Chosen("x", "9f", "", "wamid.gone"),
                Reworded("hai", mine),
                Shown("photo", "lihat", photo),
                Reworded("lihatlah", photo),
                *(what for what in whats if isinstance(what, Shown) and what.kind in ("voice", "location", "contact")),
                Told("00012345", forwarded),
            ]
        )
        notes = [bubble.note for bubble in stand_in.phone(CHAT).bubbles.values() if bubble.note]
        assert notes == ["photo", "voice", "location", "sticker", "contact", "forwarded"]
        assert world.route.unreadable == 0


async def test_customers_have_numbers_ids_or_both() -> None:
    """A number comes with its business-scoped id; who has a username may come with the id alone."""
    async with whatsapp() as world:
        await world.stand_in.say(CHAT, "halo")
        await world.stand_in.say(NOBODY, "halo")
        await world.stand_in.taken()
        heard = {one.address: one.aliases for one in world.receiver.heard}
        assert set(heard) == {CHAT, NOBODY}
        assert set(heard[CHAT]) == {"wa_id", "bsuid"}
        assert heard[NOBODY] == {"bsuid": NOBODY.removeprefix("bsuid:")}
        await world.channel.send(NOBODY, message("Halo"), "account:1")
        assert world.shown(NOBODY) == ["Halo"]


async def test_a_changed_number_is_told_in_the_old_ones_name() -> None:
    """Without contacts, as WhatsApp does."""
    async with whatsapp() as world:
        await world.stand_in.change_number(CHAT, OTHER)
        [inbound] = await world.receiver.until_heard(1)
        assert (inbound.what, inbound.address, inbound.aliases) == (AccountChanged(), CHAT, {"wa_id": CHAT})


# --- delivery ------------------------------------------------------------------------------------


async def test_every_body_is_signed_and_escaped() -> None:
    """The signature is over bytes in which all but ASCII is escaped."""
    async with watched() as (stand_in, bot, _):
        await stand_in.say(CHAT, "halo \N{WAVING HAND SIGN}")
        await stand_in.taken()
        assert bot.signed == [True]
        assert bot.bodies[0].isascii()
        [value] = bot.values
        assert value["messages"][0]["text"] == {"body": "halo \N{WAVING HAND SIGN}"}
        assert value["metadata"]["phone_number_id"] == PHONE_NUMBER_ID


async def test_a_refused_webhook_is_repeated_unchanged_with_growing_pauses() -> None:
    """Whatever is not 200 is no answer."""
    async with watched() as (stand_in, bot, _):
        bot.answers = [503, 500, 302, 404, 201]
        await stand_in.say(CHAT, "halo")
        await stand_in.taken()
        assert len(bot.bodies) == 6
        assert set(bot.bodies) == {bot.bodies[0]}
        pauses = [after - before for before, after in zip(bot.times, bot.times[1:], strict=False)]
        least = [0.01, 0.02, 0.04, 0.08, 0.16]
        assert all(pause >= shortest * 0.9 for pause, shortest in zip(pauses, least, strict=True))


async def test_what_is_not_durable_comes_again_to_the_real_webhook() -> None:
    """503 until the store is back, then once more, all of it."""
    async with whatsapp() as world:
        world.receiver.down = 2
        await world.stand_in.say(CHAT, "halo")
        await world.stand_in.taken()
        assert len(world.receiver.heard) == 1
        assert len(world.receiver.offered) == 3
        assert len(set(world.receiver.offered)) == 1


async def test_a_webhook_is_given_up_after_a_week() -> None:
    """Not sooner."""
    async with whatsapp() as world:
        world.receiver.down_for = {CHAT}
        await world.stand_in.say(CHAT, "halo")
        await world.receiver.until_offered(2)
        world.clock.at += WEEK
        count = len(world.receiver.offered)
        await world.receiver.until_offered(count + 2)
        world.clock.at += 1
        await world.stand_in.taken()
        assert world.receiver.heard == []


async def test_webhooks_overtake_each_other() -> None:
    """One that the bot has not taken holds up no other: the order is nobody's promise."""
    async with whatsapp() as world:
        world.receiver.gates[CHAT] = asyncio.Event()
        await world.stand_in.say(CHAT, "satu")
        await world.receiver.until_offered(1)
        await world.stand_in.say(OTHER, "dua")
        await world.receiver.until_heard(1)
        assert [one.address for one in world.receiver.heard] == [OTHER]
        world.receiver.gates[CHAT].set()
        await world.stand_in.taken()
        assert len(world.receiver.heard) == 2


async def test_what_happens_before_there_is_a_webhook_waits_for_it() -> None:
    """Nothing is lost while the bot is not there yet."""
    async with whatsapp(registered=False) as world:
        await world.stand_in.say(CHAT, "satu")
        await world.stand_in.say(CHAT, "dua")
        await world.stand_in.taken()
        assert world.receiver.offered == []
        await world.stand_in.register(world.webhook)
        await world.stand_in.taken()
        assert {one.what.text for one in world.receiver.heard if isinstance(one.what, Told)} == {"satu", "dua"}


async def test_a_webhook_that_cannot_be_verified_is_refused() -> None:
    """By a bot with another token, by one that echoes something else, by nobody."""
    stand_in = WhatsAppStandIn(Trouble(), Time(), verify_token="another")

    async def parrot(request: web.Request) -> web.Response:
        return web.Response(text="something else")

    app = web.Application()
    app.router.add_get("/", parrot)
    async with served(Noter(), Time()) as (hook, _), serve(app) as url, serve(stand_in.app):
        for refused in (hook, url, "http://127.0.0.1:9/"):
            with pytest.raises(WebhookRefused):
                await stand_in.register(refused)


# --- trouble -------------------------------------------------------------------------------------


async def test_updates_come_twice_when_ordered() -> None:
    """The same body, with the same ids."""
    async with watched(Trouble(duplicate=2)) as (stand_in, bot, _):
        await stand_in.say(CHAT, "halo")
        await stand_in.taken()
        assert len(bot.bodies) == 3
        assert len(set(bot.bodies)) == 1


async def test_a_batch_is_one_body_on_all_levels_once() -> None:
    """Entries with changes with messages: held until it is whole, then each goes alone again."""
    async with watched(Trouble(batch=8)) as (stand_in, bot, _):
        for number in range(7):
            await stand_in.say(CHAT, str(number))
        await stand_in.taken()
        assert bot.bodies == []
        await stand_in.say(OTHER, "7")
        await stand_in.taken()
        [body] = bot.bodies
        entries = json.loads(body)["entry"]
        shape = [[len(change["value"]["messages"]) for change in entry["changes"]] for entry in entries]
        assert shape == [[2, 2], [2, 2]]
        texts = [said["text"]["body"] for value in bot.values for said in value["messages"]]
        assert texts == [str(number) for number in range(8)]
        assert stand_in.trouble.batch == 0
        await stand_in.say(CHAT, "8")
        await stand_in.taken()
        assert len(bot.bodies) == 2


async def test_the_adapter_takes_a_batch_whole() -> None:
    """Nothing of it is dropped on its way to the receiver, twice over."""
    async with whatsapp() as world:
        world.trouble.batch, world.trouble.duplicate = 5, 1
        for number in range(5):
            await world.stand_in.say(CHAT, str(number))
        await world.stand_in.taken()
        counts = Counter(one.what.text for one in world.receiver.heard if isinstance(one.what, Told))
        assert counts == dict.fromkeys("01234", 2)


async def test_a_delay_is_waited_before_each_answer() -> None:
    """Slow, but said."""
    async with whatsapp() as world:
        world.trouble.delay = 0.1
        began = asyncio.get_running_loop().time()
        assert await world.channel.send(CHAT, message(), "r")
        assert asyncio.get_running_loop().time() - began >= 0.09
        assert world.trouble.delay == 0.1


async def test_a_lost_answer_is_a_message_that_was_sent() -> None:
    """It is recorded, shown, and its statuses come."""
    async with watched(Trouble(lose=1)) as (stand_in, bot, channel):
        with pytest.raises(SendUnsure):
            await channel.send(CHAT, message("Halo"), "account:1")
        assert [call.status for call in stand_in.calls] == [200]
        assert len(await bubbles(stand_in, 1)) == 1
        await stand_in.taken()
        assert sorted(bot.states()) == ["delivered", "sent"]
        assert stand_in.trouble.lose == 0


async def test_orders_are_carried_out_and_counted_down() -> None:
    """Flood and failure meet messages, in this order, and pass; read receipts go through."""
    async with whatsapp() as world:
        await world.stand_in.say(CHAT, "halo")
        [mine] = world.stand_in.phone(CHAT).bubbles
        world.trouble.flood, world.trouble.fail, world.trouble.delay = 2, 1, 0.01
        found: list[int] = []
        for _ in range(4):
            await world.channel.typing(CHAT, mine)
            found.append((await post(world.session, world.url, text={"body": "a"}))[0])
        assert found == [400, 400, 500, 200]
        assert [call.status for call in world.stand_in.calls if call.method == "read"] == [200] * 4
        assert (world.trouble.flood, world.trouble.fail) == (0, 0)


# --- statuses ------------------------------------------------------------------------------------


async def test_statuses_tell_what_became_of_a_message() -> None:
    """Sent and delivered at once, read when the customer writes next; each bears our reference."""
    async with watched() as (stand_in, bot, channel):
        sent = await channel.send(CHAT, message(), "account:17")
        await stand_in.taken()
        assert sorted(bot.states()) == ["delivered", "sent"]
        assert stand_in.phone(CHAT).bubbles[sent].state == "delivered"
        await stand_in.say(CHAT, "halo")
        await stand_in.say(CHAT, "halo")
        await stand_in.taken()
        assert sorted(bot.states()) == ["delivered", "read", "sent"]
        assert stand_in.phone(CHAT).bubbles[sent].state == "read"
        statuses = [status for value in bot.values for status in value.get("statuses", ())]
        assert {(status["id"], status["biz_opaque_callback_data"]) for status in statuses} == {(sent, "account:17")}
        assert {status["recipient_id"] for status in statuses} == {CHAT}


async def test_a_message_that_fails_later_is_told_without_contacts() -> None:
    """With the code, as Meta does."""
    async with whatsapp() as world:
        sent = await world.channel.send(CHAT, message(), "account:17")
        await world.stand_in.taken()
        await world.stand_in.fail(sent, 131026)
        noted = await world.receiver.until_noted(3)
        assert (noted[-1].state, noted[-1].error, noted[-1].reference) == ("failed", "131026", "account:17")
        assert world.stand_in.phone(CHAT).bubbles[sent].state == "failed"
        with pytest.raises(LookupError):
            await world.stand_in.fail("wamid.gone", 131026)


async def test_a_read_receipt_ticks_all_messages_before() -> None:
    """And none after."""
    async with whatsapp() as world:
        for text in ("satu", "dua", "tiga"):
            await world.stand_in.say(CHAT, text)
        first, second, third = world.stand_in.phone(CHAT).bubbles
        await world.channel.typing(CHAT, second)
        shown = world.stand_in.phone(CHAT).bubbles
        assert [shown[id].state for id in (first, second, third)] == ["read", "read", "sent"]


# --- the Cloud API -------------------------------------------------------------------------------

BUTTON = {"type": "reply", "reply": {"id": "a", "title": "A"}}


def asks(kind: str, **action: Any) -> dict[str, Any]:
    """Return an interactive message."""
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": "a"}, "action": action}}


def listed(*rows: dict[str, str]) -> dict[str, Any]:
    """Return a list."""
    return asks("list", button="Lihat", sections=[{"rows": list(rows)}])


def valued(text: str) -> dict[str, Any]:
    """Return a template with one value."""
    body = {"type": "body", "parameters": [{"type": "text", "text": text}]}
    return {"type": "template", "template": {"name": "a", "language": {"code": "id"}, "components": [body]}}


@pytest.mark.parametrize(
    "fields, code",
    [
        ({"messaging_product": "sms"}, 100),
        ({"text": 7}, 100),
        ({"to": ""}, 131008),
        ({"to": "nobody", "text": {"body": "a"}}, 131009),
        ({"type": "text"}, 131008),
        ({"text": {"body": ""}}, 131009),
        ({"text": {"body": "a" * 4097}}, 131009),
        ({"type": "sticker"}, 131051),
        ({"text": {"body": "a"}, "biz_opaque_callback_data": "a" * 513}, 131009),
        (asks("button"), 131009),
        (asks("button", buttons=[BUTTON] * 4), 131009),
        (asks("button", buttons=[BUTTON, BUTTON]), 131009),
        (asks("button", buttons=[{"type": "reply", "reply": {"id": "a" * 257, "title": "A"}}]), 131009),
        (asks("button", buttons=[{"type": "reply", "reply": {"id": "a", "title": "A" * 21}}]), 131009),
        (asks("carousel"), 131009),
        (listed(*({"id": str(row), "title": str(row)} for row in range(11))), 131009),
        (listed({"id": "a" * 201, "title": "A"}), 131009),
        (listed({"id": "a", "title": "A" * 25}), 131009),
        (listed({"id": "a", "title": "A", "description": "a" * 73}), 131009),
        (asks("list", button="a" * 21, sections=[{"rows": [{"id": "a", "title": "A"}]}]), 131009),
        (asks("list", button="a", sections=[{"rows": [{"id": row, "title": row}]} for row in "ab"]), 131009),
        ({"type": "template", "template": {"name": "a"}}, 131008),
        (valued(""), 131008),
        (valued("a\nb"), 100),
        (valued("a" + " " * 5 + "b"), 100),
        ({"status": "read"}, 131009),
        ({"status": "read", "message_id": "wamid.nobodys"}, 131009),
        ({"status": "seen", "message_id": "wamid.1"}, 131009),
        ({"status": "read", "message_id": "wamid.1", "typing_indicator": {"type": "dance"}}, 131009),
    ],
)
async def test_documented_limits_are_kept(fields: dict[str, Any], code: int) -> None:
    """What Meta refuses is refused, in Meta's shape, and nothing is shown."""
    async with whatsapp() as world:
        status, answer = await post(world.session, world.url, **fields)
        assert (status, answer["error"]["code"], answer["error"]["type"]) == (400, code, "OAuthException")
        assert answer["error"]["message"].startswith(f"(#{code}) ")
        assert world.shown() == []


async def test_answers_are_metas() -> None:
    """Whom it was for, as given and as known, and the new id."""
    async with whatsapp() as world:
        status, answer = await post(world.session, world.url, to="+" + CHAT, text={"body": "a"})
        assert (status, answer["contacts"]) == (200, [{"input": "+" + CHAT, "wa_id": CHAT}])
        assert [one["id"] for one in answer["messages"]] == list(world.stand_in.phone(CHAT).bubbles)
        status, answer = await post(world.session, world.url, to="", recipient="ID.1", text={"body": "a"})
        assert (status, answer["contacts"]) == (200, [{"input": "ID.1", "user_id": "ID.1"}])


@pytest.mark.parametrize("token, number, status, code", [("x", PHONE_NUMBER_ID, 401, 190), (TOKEN, "1", 400, 100)])
async def test_only_the_bots_token_and_number_open_it(token: str, number: str, status: int, code: int) -> None:
    """A wrong token is told before a wrong number, for calls of both kinds."""
    async with whatsapp() as world:
        found, answer = await post(world.session, world.url, token=token, number=number, text={"body": "a"})
        assert (found, answer["error"]["code"]) == (status, code)
        headers = {"Authorization": f"Bearer {token}"}
        async with world.session.get(f"{world.url}/{VERSION}/{number}", headers=headers) as response:
            assert response.status == status
        assert [call.method for call in world.stand_in.calls] == ["messages", "phone_number"]


async def test_calls_can_be_waited_for() -> None:
    """By kind, refused ones too, oldest first."""
    async with whatsapp() as world:
        waiting = asyncio.ensure_future(world.stand_in.called("messages", 2))
        world.trouble.fail = 1
        await post(world.session, world.url, text={"body": "satu"})
        assert not waiting.done()
        await world.channel.check()
        await post(world.session, world.url, text={"body": "dua"})
        calls = await waiting
        assert [(call.fields["text"]["body"], call.status) for call in calls] == [("satu", 500), ("dua", 200)]
        [checked] = await world.stand_in.called("phone_number")
        assert checked.fields == {}


# --- in its places -------------------------------------------------------------------------------


async def test_it_works_below_a_path_of_another_application() -> None:
    """The sandbox mounts it: the bot's API URL then ends in that path."""
    stand_in = WhatsAppStandIn(Trouble(), Time())
    app = web.Application()
    app.add_subapp("/stand-in/whatsapp", stand_in.app)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        channel = WhatsApp(session, TOKEN, PHONE_NUMBER_ID, f"{url}/stand-in/whatsapp/", VERSION, TEMPLATES)
        await channel.send(CHAT, message("halo"), "r")
    assert [bubble.text for bubble in stand_in.phone(CHAT).bubbles.values()] == ["halo"]


async def test_ids_of_an_earlier_run_never_come_again() -> None:
    """A stand-in that starts anew counts on from the time, so that a bot that remembers takes its messages."""
    clock = Time()
    first = WhatsAppStandIn(Trouble(), clock)
    await first.say(CHAT, "halo")
    clock.at += 60_000
    second = WhatsAppStandIn(Trouble(), clock)
    await second.say(CHAT, "halo")
    assert not set(first.phone(CHAT).bubbles) & set(second.phone(CHAT).bubbles)


def test_it_is_what_the_page_asks_for() -> None:
    """The sandbox's page and its phones take it as it is."""
    stand_in: StandIn = WhatsAppStandIn(Trouble(), Time())
    assert stand_in.phone(CHAT) is stand_in.phones[CHAT]


async def test_closing_ends_what_is_on_its_way() -> None:
    """A webhook that nobody takes keeps nothing alive, and what comes afterwards is let go."""
    stand_in = WhatsAppStandIn(Trouble(), Time(), first_pause=30)
    async with served(Noter(), Time()) as (hook, _):
        await stand_in.register(hook)
    await stand_in.say(CHAT, "halo")
    await stand_in.close()
    await stand_in.say(CHAT, "halo lagi")
    await asyncio.wait_for(stand_in.taken(), 1)


async def bubbles(stand_in: WhatsAppStandIn, count: int) -> list[Bubble]:
    """Wait until the bot has said so much to the customer."""
    phone = stand_in.phone(CHAT)
    version = -1
    while True:
        version = await phone.changed(version)
        said = [bubble for bubble in phone.bubbles.values() if not bubble.mine]
        if len(said) >= count:
            return said


async def post(
    session: aiohttp.ClientSession, url: str, *, token: str = TOKEN, number: str = PHONE_NUMBER_ID, **fields: Any
) -> tuple[int, dict[str, Any]]:
    """Post a message to one customer and return status and answer."""
    whole = {"messaging_product": "whatsapp", "to": CHAT, **fields}
    headers = {"Authorization": f"Bearer {token}"}
    async with session.post(f"{url}/{VERSION}/{number}/messages", json=whole, headers=headers) as response:
        return response.status, await response.json()
