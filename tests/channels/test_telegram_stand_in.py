"""The stand-in behaves as Telegram's documentation says: each queue in order, repeats, kinds, polls."""

from __future__ import annotations

import asyncio

from conversations.events import Blocked, Chosen, Reworded, Shown, Told
from conversations.messages import Button, Message
from handlers.channels.telegram import Telegram
from handlers.channels.telegram_setup import TelegramSetup, Wording
from handlers.ports import Inbound, Status
from tests.channels.telegram_world import CHAT, OTHER, SECRET, Recorder, World, bubbles, call, telegram, webhook

WORDING = {"id": Wording(commands=(("start", "Mulai"),))}


async def connect(world: World, url: str) -> None:
    """Set the webhook as the bot does."""
    setup = TelegramSetup(world.session, world.stand_in.token, WORDING, "id", world.url)
    await setup.use_webhook(url.removesuffix("/webhooks/telegram"), SECRET)


async def test_a_walk_by_webhook_goes_both_ways() -> None:
    """What customers do arrives as it is meant, and what the bot says is on the phone."""

    class Echo(Recorder):
        async def receive(self, inbound: Inbound) -> None:
            if isinstance(inbound.what, Told):
                buttons = (Button("9f2c:group", "Group"),)
                await channel.send(inbound.address, Message(id="m", text=inbound.what.text, buttons=buttons), "r")
            await super().receive(inbound)

        async def note(self, status: Status) -> None:
            raise AssertionError(status)

    receiver = Echo()
    async with telegram() as world, webhook(receiver, world.clock) as (url, _):
        channel = Telegram(world.api)
        await connect(world, url)
        await world.stand_in.say(CHAT, "/start group", first_name="Sari", language="en")
        [said] = await bubbles(world.stand_in, CHAT, 1)
        await world.stand_in.tap(CHAT, said.id, said.buttons[0].id)
        mine = next(bubble.id for bubble in world.stand_in.phone(CHAT).bubbles.values() if bubble.mine)
        await world.stand_in.edit(CHAT, mine, "/start dplk")
        await world.stand_in.photo(CHAT, "lihat")
        await world.stand_in.voice(CHAT)
        for kind in ("sticker", "location", "contact"):
            await world.stand_in.share(CHAT, kind)
        await world.stand_in.block(CHAT)
        await world.stand_in.block(CHAT, blocked=False)
        await world.stand_in.taken()
        whats = {type(one.what): one.what for one in receiver.heard if not isinstance(one.what, Shown | Blocked)}
        assert whats == {
            Told: Told("/start group", mine),
            Chosen: Chosen("group", "9f2c", "Group", said.id),
            Reworded: Reworded("/start dplk", mine),
        }
        assert [one.what.kind for one in receiver.heard if isinstance(one.what, Shown)] == [
            "photo",
            "voice",
            "location",
            "contact",
        ]
        assert [one.what.now for one in receiver.heard if isinstance(one.what, Blocked)] == [True, False]
        assert {one.language for one in receiver.heard} == {"en"}
        [answered] = await world.stand_in.called("answerCallbackQuery")
        assert (answered.fields["callback_query_id"], answered.status, answered.inline) == (
            world.stand_in.taps[0],
            200,
            True,
        )
        assert [bubble.note for bubble in world.stand_in.phone(CHAT).bubbles.values() if bubble.note] == [
            "photo",
            "voice",
            "sticker",
            "location",
            "contact",
        ]


async def test_the_next_update_of_a_chat_waits_for_the_one_before() -> None:
    """While the bot refuses, nothing of the chat overtakes; another chat and the taps go on."""
    receiver = Recorder()
    receiver.gates[CHAT] = asyncio.Event()
    async with telegram() as world, webhook(receiver, world.clock) as (url, _):
        await connect(world, url)
        await world.stand_in.say(CHAT, "satu")
        await world.stand_in.say(CHAT, "dua")
        await world.stand_in.tap(CHAT, "40", "n:a")
        await world.stand_in.say(OTHER, "tiga")
        await receiver.until_offered(3)
        assert len(receiver.offered) == 3
        receiver.gates[CHAT].set()
        await world.stand_in.taken()
        assert [one.what.text for one in receiver.heard if isinstance(one.what, Told) and one.address == CHAT] == [
            "satu",
            "dua",
        ]


async def test_a_refused_update_is_repeated_until_it_is_taken() -> None:
    """A 503 is honoured with its Retry-After and then the same update comes again."""
    receiver = Recorder()
    receiver.down = 1
    async with telegram() as world, webhook(receiver, world.clock) as (url, _):
        await connect(world, url)
        began = asyncio.get_running_loop().time()
        await world.stand_in.say(CHAT, "satu")
        await receiver.until_heard(1)
        assert asyncio.get_running_loop().time() - began >= 1.9
        assert len(set(receiver.offered)) == 1


async def test_an_update_waits_for_a_bot_that_is_away() -> None:
    """What is said before there is a webhook is delivered when there is one."""
    receiver = Recorder()
    async with telegram() as world:
        await world.stand_in.say(CHAT, "satu")
        await connect(world, "http://127.0.0.1:9/webhooks/telegram")
        async with webhook(receiver, world.clock) as (url, _):
            await connect(world, url)
            await receiver.until_heard(1)


async def test_a_tap_is_given_up_after_150_seconds() -> None:
    """An old tap is not delivered; a message of the same age is."""
    receiver = Recorder()
    async with telegram() as world, webhook(receiver, world.clock) as (url, _):
        await world.stand_in.say(CHAT, "satu")
        await world.stand_in.tap(CHAT, "40", "n:a")
        world.clock.at += 151_000
        await connect(world, url)
        await world.stand_in.taken()
        assert [one.what for one in receiver.heard] == [Told("satu", receiver.heard[0].what.message)]  # type: ignore[union-attr]


async def test_updates_come_twice_or_together_when_ordered() -> None:
    """Duplicates bear the same id; a batch is held until it is whole, once."""
    receiver = Recorder()
    async with telegram() as world, webhook(receiver, world.clock) as (url, _):
        await connect(world, url)
        world.trouble.duplicate = 1
        await world.stand_in.say(CHAT, "satu")
        await receiver.until_heard(2)
        assert receiver.heard[0] == receiver.heard[1]
        world.trouble.duplicate = 0
        world.trouble.batch = 3
        await world.stand_in.say(CHAT, "dua")
        await world.stand_in.say(CHAT, "tiga")
        await world.stand_in.taken()
        assert len(receiver.heard) == 2
        await world.stand_in.say(CHAT, "empat")
        await receiver.until_heard(5)
        assert world.trouble.batch == 0


async def test_only_the_kinds_that_were_asked_for_come() -> None:
    """Without its kind in allowed_updates an update is never sent."""
    async with telegram() as world:
        await call(world, "getUpdates", allowed_updates=["message"])
        await world.stand_in.tap(CHAT, "40", "n:a")
        await world.stand_in.say(CHAT, "satu")
        _, answer = await call(world, "getUpdates", timeout=5)
        assert [sorted(one) for one in answer["result"]] == [["message", "update_id"]]


async def test_a_newer_poll_ends_the_older() -> None:
    """Two pollers exclude each other, and a webhook excludes both."""
    async with telegram() as world:
        older = asyncio.ensure_future(call(world, "getUpdates", timeout=20))
        await world.stand_in.polled()
        newer = asyncio.ensure_future(call(world, "getUpdates", timeout=20))
        assert (await older)[0] == 409
        await world.stand_in.say(CHAT, "satu")
        assert len((await newer)[1]["result"]) == 1
        await call(world, "setWebhook", url="http://127.0.0.1:9/")
        assert (await call(world, "getUpdates"))[0] == 409
