"""Our clock may be wrong: customers are answered as if it were right, on both channels, all the way to the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations.chat import Chat
from conversations.events import Told
from handlers.ports import Inbound
from tests.dialogues.script import dialogues, parse
from tests.dialogues.stage import ADDRESSES, Stage

SECOND, DAY = 1_000, 86_400_000
WALKS = ("01_individu", "02_group", "03_dplk")
WAYS = pytest.mark.parametrize("channel", ["telegram", "whatsapp"])


@WAYS
@pytest.mark.parametrize("ahead", [-90, 20, 90, 3600])
async def test_every_walk_reaches_its_end(ahead: int, channel: str, tmp_path: Path) -> None:
    """Our clock so many seconds ahead of the channel's: Individu, Group and DPLK by three customers."""
    walks = [one for one in dialogues() if one.name in WALKS]
    async with Stage(tmp_path, channel, ahead=ahead * SECOND) as stage:
        for number, walk in enumerate(walks):
            stage.become(str(int(ADDRESSES[channel]) + number))
            await stage.play(walk)
        store = stage.serving.store
        chats = [(await store.chats.load(account)).chat for account in await store.chats.accounts()]
        assert sum(len(chat.links) + len(chat.requests) for chat in chats if chat) == len(WALKS)
        consents = [chat.consent.at for chat in chats if chat and chat.consent]
        assert all(0 <= stage.clock.now() - at < DAY for at in consents), "given at the channel's time"


@WAYS
@pytest.mark.parametrize("ahead", [-3600, 0, 3600])
async def test_consent_of_last_week_is_asked_anew(ahead: int, channel: str, tmp_path: Path) -> None:
    """A "setuju" that was a week under way agrees to nothing; one of today does, and bears the time it was given at."""
    async with Stage(tmp_path, channel, ahead=ahead * SECOND) as stage:
        await stage.play(parse("first", "first:\ncustomer: halo\nbot: greet.new / consent.ask\n"))
        for age in (7 * DAY, 3 * DAY, 30 * SECOND):
            chat = await _hear(stage, "setuju", age)
            assert (chat.consent, type(chat.step).__name__) == (None, "Consenting"), age
        stage.clock.move(5 * SECOND)
        agreed = await _hear(stage, "setuju", 1 * SECOND)
        assert agreed.consent is not None
        assert agreed.consent.at == stage.clock.now() - 1 * SECOND


@WAYS
async def test_words_of_last_week_answer_nothing_of_today(channel: str, tmp_path: Path) -> None:
    """Neither a yes nor "menu": the question of today is asked again, or nothing is said where the channel takes nothing."""
    async with Stage(tmp_path, channel) as stage:
        await stage.play(parse("menu", "menu:\ngiven: menu\n"))
        asked = await _hear(stage, "hapus data", 0)
        assert type(asked.step).__name__ == "ErasingData"
        for word in ("ya", "1", "menu", "batal"):
            after = await _hear(stage, word, 7 * DAY)
            assert (after.step, after.consent) == (asked.step, asked.consent), word
        stage.clock.move(9 * DAY)
        before = len(stage.phone.bubbles)
        await _hear(stage, "menu", 3 * DAY)
        said = len(stage.phone.bubbles) - before
        assert said == (1 if channel == "telegram" else 0), "Meta would refuse it (131047)"


_keys = iter(range(1_000_000))


async def _hear(stage: Stage, text: str, age: int) -> Chat:
    """Let a message arrive that was sent so many milliseconds ago, and return the chat as it is afterwards."""
    address, number = stage.address, next(_keys)
    aliases = {"wa_id": address} if stage.channel == "whatsapp" else {}
    core = stage.serving.core
    await core.turns.receive(
        Inbound(
            channel=stage.channel,
            key=f"held up {number}",
            address=address,
            what=Told(text, f"held{number}"),
            sent=stage.clock.now() - age,
            aliases=aliases,
        )
    )
    await core.drain.idle()
    [account] = await core.store.chats.accounts()
    chat = (await core.store.chats.load(account)).chat
    assert chat is not None
    return chat
