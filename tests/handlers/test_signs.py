"""What a channel shows beside messages: commands in the customer's language, signs that we are at work."""

from __future__ import annotations

import asyncio
from pathlib import Path

from handlers.sandbox.telegram import TelegramStandIn
from handlers.sandbox.whatsapp import WhatsAppStandIn
from tests.dialogues.script import Cue, Dialogue
from tests.dialogues.stage import PATIENCE, Stage

_DETAILS = ("customer: 00012345 / 87654321 / 17-08-1990", "bot: confirm.dplk")


def play(*lines: str) -> Dialogue:
    """Return a dialogue of these lines."""
    cues = tuple(
        Cue(actor, text.strip(), number)
        for number, (actor, _, text) in enumerate((line.partition(":") for line in lines), 1)
    )
    return Dialogue("signs", (), "signs", cues)


async def test_commands_follow_the_chosen_language(tmp_path: Path) -> None:
    """Who chooses English sees the commands of this chat in English, and in Indonesian after choosing back."""
    async with Stage(tmp_path, "telegram") as stage:
        assert isinstance(stage.stand_in, TelegramStandIn)
        await stage.play(
            play(
                "given: menu",
                "customer: english",
                "bot: lang.changed / menu.body",
                "customer: indonesia",
                "bot: lang.changed / menu.body",
            )
        )
        await stage.serving.core.drain.idle()
        scoped = [call.fields for call in stage.stand_in.calls if "scope" in call.fields]
    assert [str(fields["scope"]).count(stage.address) for fields in scoped] == [1, 1]
    assert "Open the main menu" in str(scoped[0]["commands"])
    assert "Buka menu utama" in str(scoped[1]["commands"])


async def test_the_sign_is_shown_while_an_effect_takes_its_time(tmp_path: Path) -> None:
    """A slow look-up shows that we are typing; plain questions and a quick look-up show nothing."""
    async with Stage(tmp_path, "telegram") as stage:
        await stage.play(play("given: menu", "customer: [link]", "bot: type.ask", "customer: [dplk]"))
        await stage.play(
            play("bot: field.progress / field.policy.dplk", *_DETAILS, "customer: [link]", "bot: otp.method")
        )
        assert _signs(stage) == 0
        await stage.play(play("customer: KEMBALI", "bot: confirm.dplk"))
        stage.registry.may_answer.clear()
        await stage.play(play("customer: [link]"))
        async with asyncio.timeout(PATIENCE):
            while not _signs(stage):
                await asyncio.sleep(0.01)
        stage.registry.may_answer.set()
        await stage.play(play("bot: otp.method"))
        assert _signs(stage) == 1


async def test_whatsapps_signs_are_for_the_customers_messages_and_end_with_the_answer(tmp_path: Path) -> None:
    """One for each effect that the customer waits for, taps too; none for the notices that follow a link."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(play("given: menu", "customer: [link]", "bot: type.ask", "customer: [individu]"))
        await stage.play(play("bot: field.progress / field.policy.ind", "customer: 12345678 / 17-08-1990"))
        await stage.play(play("bot: confirm.ind", "customer: [link]", "bot: otp.method", "customer: [email]"))
        await stage.serving.core.drain.idle()
        assert isinstance(stage.stand_in, WhatsAppStandIn)
        asked = [call.fields["message_id"] for call in stage.stand_in.calls if call.method == "read"]
        mine = [bubble.id for bubble in stage.phone.bubbles.values() if bubble.mine]
        assert mine[-2] in asked, "the tap that looked up; what is quicker than its sign shows none"
        assert set(asked) <= set(mine)
    async with Stage(tmp_path / "linked", "whatsapp") as stage:
        await stage.play(play("given: linked DPLK"))
        await stage.serving.core.drain.idle()
        assert stage.texts(), "the other contact was told"
        assert not stage.phone.typing


def _signs(stage: Stage) -> int:
    assert isinstance(stage.stand_in, TelegramStandIn)
    return sum(call.method == "sendChatAction" for call in stage.stand_in.calls)
