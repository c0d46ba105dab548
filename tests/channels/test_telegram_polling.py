"""Long polling, against the stand-in: nothing is confirmed before it is durable, and no chat waits for another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from conversations.events import Chosen, Told
from handlers.channels.telegram_api import TelegramApi
from handlers.channels.telegram_polling import ATTEMPTS, TelegramPolling
from handlers.channels.telegram_updates import GroupNotice
from handlers.ports import Inbound
from tests.channels.telegram_world import CHAT, OTHER, Recorder, Time, World, bubbles, said_in_groups, serve, telegram


@asynccontextmanager
async def polling(world: World, receiver: Recorder) -> AsyncIterator[TelegramPolling]:
    """Poll the stand-in in the background and stop cleanly at the end."""
    poller = TelegramPolling(world.api, receiver, world.clock, said_in_groups(), first_pause=0.01)
    running = asyncio.ensure_future(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        async with asyncio.timeout(5):
            await running


def texts(heard: list[Inbound], address: str = CHAT) -> list[str]:
    """Return what a customer told, in the order it was received."""
    return [one.what.text for one in heard if one.address == address and isinstance(one.what, Told)]


async def test_updates_are_received_in_order_and_confirmed() -> None:
    """What is said arrives once, in order, and is then forgotten by Telegram."""
    receiver = Recorder()
    async with telegram() as world, polling(world, receiver):
        for number in range(5):
            await world.stand_in.say(CHAT, f"{number}")
        await receiver.until_heard(5)
        await world.stand_in.taken()
        assert texts(receiver.heard) == ["0", "1", "2", "3", "4"]
        assert len(receiver.offered) == 5


async def test_what_waits_is_taken_as_a_batch_in_order_within_each_chat() -> None:
    """Two chats' messages that waited come in each chat's own order."""
    receiver = Recorder()
    async with telegram() as world:
        for number in range(30):
            await world.stand_in.say(CHAT if number % 2 else OTHER, f"{number}")
        async with polling(world, receiver):
            await receiver.until_heard(30)
        assert texts(receiver.heard) == [str(number) for number in range(1, 30, 2)]
        assert texts(receiver.heard, OTHER) == [str(number) for number in range(0, 30, 2)]


async def test_the_webhook_is_given_up_first() -> None:
    """A webhook of an earlier run would exclude polling."""
    receiver = Recorder()
    async with telegram() as world:
        await world.api.call("setWebhook", b'{"url":"http://127.0.0.1:9/nowhere"}')
        await world.stand_in.say(CHAT, "halo")
        async with polling(world, receiver):
            await receiver.until_heard(1)
        assert [call.method for call in world.stand_in.calls][1] == "deleteWebhook"


async def test_the_offset_stays_while_the_store_is_down() -> None:
    """An update that is not durable is fetched again, and nothing behind it in its chat overtakes it."""
    receiver = Recorder()
    receiver.down = 3
    async with telegram() as world:
        await world.stand_in.say(CHAT, "satu")
        await world.stand_in.say(CHAT, "dua")
        async with polling(world, receiver):
            await receiver.until_heard(2)
            await world.stand_in.taken()
        assert texts(receiver.heard) == ["satu", "dua"]
        first = receiver.offered[0]
        assert receiver.offered[:4] == [first] * 4
        offsets = [call.fields["offset"] for call in world.stand_in.calls if call.method == "getUpdates"]
        assert offsets[0] == 0
        assert offsets[1:4] == [int(first.removeprefix("tg:"))] * 3


async def test_a_chat_whose_store_is_down_does_not_stop_another() -> None:
    """Behind an update that is held, other chats' updates are still received."""
    receiver = Recorder()
    receiver.down_for = {CHAT}
    async with telegram() as world:
        await world.stand_in.say(CHAT, "satu")
        async with polling(world, receiver):
            await receiver.until_offered(2)
            await world.stand_in.say(OTHER, "dua")
            await receiver.until_heard(1)
            assert texts(receiver.heard, OTHER) == ["dua"]
            receiver.down_for = set()
            await world.stand_in.taken()
        assert texts(receiver.heard) == ["satu"]


async def test_a_slow_chat_does_not_hold_up_another_of_its_batch() -> None:
    """Chats of one batch are handled at the same time."""
    receiver = Recorder()
    gate = receiver.gates[CHAT] = asyncio.Event()
    async with telegram() as world:
        await world.stand_in.say(CHAT, "satu")
        await world.stand_in.say(OTHER, "dua")
        async with polling(world, receiver):
            await receiver.until_heard(1)
            assert texts(receiver.heard, OTHER) == ["dua"]
            gate.set()
            await receiver.until_heard(2)


async def test_a_crash_before_the_confirmation_loses_nothing() -> None:
    """A poller that dies after handling and before confirming leaves the update to the next one."""
    first, second = Recorder(), Recorder()
    gate = first.gates[CHAT] = asyncio.Event()
    async with telegram() as world:
        await world.stand_in.say(CHAT, "satu")
        running = asyncio.ensure_future(TelegramPolling(world.api, first, world.clock, said_in_groups()).run())
        await first.until_offered(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert not gate.is_set()
        async with polling(world, second):
            await second.until_heard(1)
        assert first.heard == []
        assert texts(second.heard) == ["satu"]


async def test_a_mistake_of_ours_is_retried_and_then_given_up() -> None:
    """One update that breaks us is neither lost at once nor stops all chats for ever."""
    receiver = Recorder()
    receiver.broken = ATTEMPTS
    async with telegram() as world:
        await world.stand_in.say(CHAT, "rusak")
        await world.stand_in.say(CHAT, "baik")
        async with polling(world, receiver):
            await receiver.until_heard(1)
        assert texts(receiver.heard) == ["baik"]
        assert receiver.offered.count(receiver.offered[0]) == ATTEMPTS


async def test_a_tap_is_answered_before_it_is_received() -> None:
    """The spinner stops first, by a call of its own."""
    receiver = Recorder()
    receiver.gates[CHAT] = asyncio.Event()
    async with telegram() as world, polling(world, receiver):
        await world.stand_in.tap(CHAT, "40", "9f2c:group")
        [call] = await world.stand_in.called("answerCallbackQuery")
        assert call.fields == {"callback_query_id": world.stand_in.taps[0]}
        receiver.gates[CHAT].set()
        [inbound] = await receiver.until_heard(1)
        assert inbound.what == Chosen(id="group", nonce="9f2c", message="40")


async def test_a_tap_that_is_too_old_to_be_answered_is_received_all_the_same() -> None:
    """A refused answer is nobody's loss."""
    receiver = Recorder()
    async with telegram() as world:
        await world.stand_in.tap(CHAT, "40", "9f2c:group")
        world.stand_in.forget_taps()
        async with polling(world, receiver):
            await receiver.until_heard(1)
        [call] = await world.stand_in.called("answerCallbackQuery")
        assert call.status == 400


async def test_a_command_in_a_group_is_answered_directly() -> None:
    """A group hears once that we talk in private chats only."""
    receiver = Recorder()
    async with telegram() as world, polling(world, receiver):
        await world.stand_in.say_in_group("-7", CHAT, "/menu")
        [said] = await bubbles(world.stand_in, "-7", 1)
        assert said.text == "private only (id)"
        await world.stand_in.taken()
        assert receiver.offered == []


async def test_a_mistake_of_ours_before_an_update_is_received_does_not_end_the_polling() -> None:
    """It is logged with an alert, and the same updates are fetched again."""
    receiver, said, mistakes = Recorder(), said_in_groups(), [ValueError("a mistake of ours")]

    def mistaken(notice: GroupNotice) -> str:
        if mistakes:
            raise mistakes.pop()
        return said(notice)

    async with telegram() as world:
        poller = TelegramPolling(world.api, receiver, world.clock, mistaken, first_pause=0.01)
        with capture_logs() as logs:
            running = asyncio.ensure_future(poller.run())
            await world.stand_in.say_in_group("-7", CHAT, "/menu")
            await bubbles(world.stand_in, "-7", 1)
            poller.stop()
            await running
        assert [line["alert"] for line in logs if line["event"] == "telegram: polling broke"] == [True]


async def test_another_poller_is_told_and_outlived(capsys: pytest.CaptureFixture[str]) -> None:
    """A 409 is logged and tried again until the other one is gone."""
    receiver = Recorder()
    async with telegram() as world, polling(world, receiver):
        await world.stand_in.called("deleteWebhook")
        await world.api.call("setWebhook", b'{"url":"http://127.0.0.1:9/nowhere"}')
        calls = world.stand_in.calls
        await world.stand_in.called("getUpdates", 2 + sum(call.method == "getUpdates" for call in calls))
        await world.api.call("deleteWebhook", b"{}")
        await world.stand_in.say(CHAT, "halo")
        await receiver.until_heard(1)
    assert "another process polls, or a webhook is set" in capsys.readouterr().out


async def test_stop_ends_an_open_poll_at_once() -> None:
    """Nobody waits half a minute for a poll that is held open."""
    async with telegram() as world:
        poller = TelegramPolling(world.api, Recorder(), world.clock, said_in_groups())
        running = asyncio.ensure_future(poller.run())
        await world.stand_in.called("deleteWebhook")
        poller.stop()
        async with asyncio.timeout(2):
            await running


async def test_stop_lets_the_batch_at_hand_be_handled() -> None:
    """What was begun is finished."""
    receiver = Recorder()
    gate = receiver.gates[CHAT] = asyncio.Event()
    async with telegram() as world, polling(world, receiver) as poller:
        await world.stand_in.say(CHAT, "halo")
        await receiver.until_offered(1)
        poller.stop()
        gate.set()
        await receiver.until_heard(1)


async def test_trouble_of_all_kinds_is_outlived() -> None:
    """Cut connections, nonsense, floods and server errors: the poller comes back, and skips what it cannot read."""
    answers = [
        None,
        web.Response(text="<html>"),
        web.Response(text='{"ok":true,"result":[{"no":"id"}]}'),
        web.Response(text='{"ok":false,"error_code":429,"parameters":{"retry_after":1}}', status=429),
        web.Response(text='{"ok":false,"error_code":500}', status=500),
        web.Response(text='{"ok":true,"result":[{"update_id":4,"message":{"message_id":"?"}},{"update_id":5}]}'),
    ]
    asked: list[int] = []
    unread: list[None] = []
    through = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("deleteWebhook"):
            return web.json_response({"ok": True, "result": True})
        asked.append((await request.json())["offset"])
        if not answers:
            through.set()
            await asyncio.Event().wait()
        if (given := answers.pop(0)) is not None:
            return given
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    app = web.Application()
    app.router.add_post("/{tail:.*}", answer)
    async with serve(app) as url, aiohttp.ClientSession() as session:
        api = TelegramApi(session, "1:t", url)
        poller = TelegramPolling(
            api, Recorder(), Time(), said_in_groups(), first_pause=0.001, unread=lambda: unread.append(None)
        )
        running = asyncio.ensure_future(poller.run())
        await through.wait()
        poller.stop()
        await running
    assert asked == [0, 0, 0, 0, 0, 0, 6]
    assert len(unread) == 1
