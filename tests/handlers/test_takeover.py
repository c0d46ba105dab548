"""A take-over at the single place that sends: what the bot still had to say stays unsaid, on both channels."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.effects import Unlink
from storage.chats import Entry, Write
from storage.outbox import Held
from tests.dialogues.agents import newest
from tests.dialogues.stage import Stage
from tests.handlers.test_signs import play


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_reply_that_waited_is_not_sent_after_a_take_over(channel: str, tmp_path: Path) -> None:
    """The channel lets the bot's answer wait, an agent takes over: the answer is withheld, and the step asked at hand-back."""
    async with Stage(tmp_path, channel) as stage:
        await stage.play(play("given: menu", "customer: [link]", "bot: type.ask"))
        stage.stand_in.trouble.flood = 1
        await stage.play(play("customer: group", "bot: nothing", "agent: takes over", "bot: agent.start"))
        await stage.play(play("later: 2 minutes", "bot: nothing"))
        store = stage.serving.core.store
        account = await newest(store)
        [withheld] = [line for line in await store.chats.transcript(account) if "nomor polis Group" in line.text]
        assert await store.outbox.delivery(account, withheld.outbox) == "withheld"
        await stage.play(play("agent: hands back", "bot: agent.end.resume / field.progress / field.policy.grp"))


async def test_what_the_channel_asked_for_outlives_the_reply_that_was_withheld(tmp_path: Path) -> None:
    """A 429 binds whatever leaves next: the agent's greeting waits in the place of the bot's answer, effects do not."""
    async with Stage(tmp_path, "telegram") as stage:
        await stage.play(play("given: menu"))
        store = stage.serving.core.store
        account = await newest(store)
        loaded = await store.chats.load(account)
        assert loaded.chat is not None
        entries = tuple(
            Entry(id=letter * 16, kind=kind, not_before=0, body=Unlink(id=letter * 16, link_id="none"))
            for letter, kind in (("a", "d"), ("b", "e"), ("c", "r"), ("d", "r"))
        )
        write = Write(commit="0" * 32, key="", seen_for=1, now=1, chat=loaded.chat, entries=entries, lease="mine")
        await store.chats.commit(loaded, write)
        first, *_ = await store.outbox.read(account, "mine", 1) or ()
        await store.outbox.delay(account, "mine", first, 90_000)
        loaded = await store.chats.load(account)
        assert loaded.chat is not None
        taken = Write(commit="1" * 32, key="", seen_for=1, now=2, chat=loaded.chat, driver="agent:rina")
        await store.chats.commit(loaded, taken)
        for _ in range(2):
            found = await store.outbox.read(account, "mine", 3) or ()
            assert [(queued.id[0], queued.not_before) for queued in found] == [("b", 0), ("c", 90_000), ("d", 0)]


async def test_what_yields_leaves_the_outbox_under_an_agent_and_nothing_else(tmp_path: Path) -> None:
    """Only the bot's dialogue is taken out: the code's words, news, an agent's own words and effects stay, in order."""
    async with Stage(tmp_path, "telegram") as stage:
        await stage.play(play("given: menu"))
        store = stage.serving.core.store
        account = await newest(store)
        loaded = await store.chats.load(account)
        assert loaded.chat is not None
        kinds = {"d": "a", "r": "b", "e": "c"}
        entries = tuple(
            Entry(id=letter * 16, kind=kind, not_before=0, body=Unlink(id=letter * 16, link_id="none"))
            for kind, letter in kinds.items()
        )
        write = Write(
            commit="0" * 32,
            key="",
            seen_for=1,
            now=1,
            chat=loaded.chat,
            entries=entries,
            driver="agent:rina",
            lease="mine",
        )
        await store.chats.commit(loaded, write)
        assert await store.queues.driven() == {account: "rina"}
        found = await store.outbox.read(account, "mine", 1)
        assert found is not None
        assert [queued.id[0] for queued in found] == ["b", "c"]
        assert await store.outbox.delivery(account, "a" * 16) == "withheld"
        held = await store.outbox.acknowledge(account, "mine", found[0], message="", state="sent", at=1, release=True)
        assert held is Held.DRIVEN
        await store.outbox.acknowledge(account, "mine", found[1], message="", state="", at=1, release=True)


async def test_the_queue_is_ordered_by_the_wait(tmp_path: Path) -> None:
    """Who waits longest stands first, over all partitions; who is driven, or led by the bot, does not wait."""
    async with Stage(tmp_path, "telegram") as stage:
        places = []
        for number in (1, 2, 3):
            stage.become(f"555000{number}")
            await stage.play(
                play(
                    "given: menu",
                    "customer: petugas",
                    "bot: agent.ask",
                    "customer: tolong dibantu",
                    "bot: agent.queued",
                )
            )
            places.append(await newest(stage.serving.core.store))
            await stage.play(play(f"says: urutan ke-{number}"))
        queues = stage.serving.core.store.queues
        assert [account for account, _ in await queues.waiting()] == places
        await stage.play(play("agent: takes over", "bot: agent.start"))
        assert [account for account, _ in await queues.waiting()] == places[:2]
        assert await queues.driven() == {places[2]: "rina"}
        await stage.play(play("customer: menu", "bot: agent.left / greet.* / menu.body"))
        assert await queues.driven() == {}
