"""A hundred right codes at once are one link; what is replayed later gets no second one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.settings import load
from conversations.events import Told
from handlers.ports import Inbound
from storage.errors import StoreDown
from tests.dialogues.script import parse
from tests.dialogues.stage import ADDRESSES, Stage

AT_ONCE = 100
FLOOD = 600
OTHER = "6281200000099"


@pytest.mark.parametrize("same", [True, False], ids=["one message", "a hundred messages"])
async def test_a_hundred_right_codes_are_one_link(same: bool, tmp_path: Path) -> None:
    """However they arrive: the same update again and again, or a hundred messages with the same right code."""
    stage = Stage(tmp_path, "telegram")
    stage.settings = load({
        "POLISBOT_DATA_DIR": str(tmp_path), "POLISBOT_PORT": "0", "POLISBOT_LIMIT_INBOUND": str(AT_ONCE),
    })  # fmt: skip
    async with stage:
        await stage.play(parse("code", "code:\ngiven: code step of DPLK by email\n"))
        code = stage.sent_codes()[-1]
        arriving = [_told(stage, code, 1 if same else n) for n in range(AT_ONCE)]
        while arriving:  # a channel delivers again what was not acknowledged
            answers = await asyncio.gather(*map(stage.serving.core.turns.receive, arriving), return_exceptions=True)
            assert {type(answer) for answer in answers} <= {type(None), StoreDown}
            arriving = [one for one, answer in zip(arriving, answers, strict=True) if answer is not None]
        await stage.serving.core.drain.idle()
        store = stage.serving.store
        [account] = await store.chats.accounts()
        chat = (await store.chats.load(account)).chat
        assert chat is not None
        assert [link.policy for link in chat.links] == ["00012345"]
        [links] = [key async for key in store.together.client.scan_iter("*:links:*")]
        kept = await store.together.call("HKEYS", links)
        assert sorted(name[:2] for name in kept) == [b"a:", b"c:"], "one account by one challenge"
        said = [bubble.text for bubble in stage.phone.bubbles.values() if bubble.text.startswith("Selamat!")]
        assert len(said) == 1


def _told(stage: Stage, code: str, number: int) -> Inbound:
    return Inbound(
        channel="telegram",
        key=f"update{number}",
        address=ADDRESSES["telegram"],
        what=Told(code, str(1000 + number)),
        sent=stage.clock.now(),
    )


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_flooding_chat_is_taken_in_one_by_one(channel: str, tmp_path: Path) -> None:
    """None of it is refused, though twenty come at once all the time, and another chat is answered meanwhile."""
    async with Stage(tmp_path, channel) as stage:
        receive = stage.serving.core.turns.receive
        waiting = iter([_written(stage, ADDRESSES[channel], n) for n in range(FLOOD)])

        async def line() -> None:
            for inbound in waiting:
                await receive(inbound)

        flood = asyncio.gather(*(line() for _ in range(20)))
        await asyncio.sleep(0)
        await receive(_written(stage, OTHER, FLOOD))
        assert not flood.done(), "another chat did not wait for the flood"
        await flood
        await stage.serving.core.drain.idle()
        assert len(await stage.serving.store.chats.accounts()) == 2


def _written(stage: Stage, address: str, number: int) -> Inbound:
    aliases = {"wa_id": address} if stage.channel == "whatsapp" else {}
    what, at = Told("halo", str(number)), stage.clock.now()
    return Inbound(channel=stage.channel, key=f"flood{number}", address=address, what=what, sent=at, aliases=aliases)
