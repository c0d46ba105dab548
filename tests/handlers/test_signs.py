"""What a channel shows beside messages: commands in the customer's language, signs that we are at work."""

from __future__ import annotations

from pathlib import Path

from handlers.sandbox.telegram import TelegramStandIn
from tests.dialogues.script import Cue, Dialogue
from tests.dialogues.stage import Stage


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


async def test_the_sign_is_shown_while_an_effect_runs(tmp_path: Path) -> None:
    """A look-up shows that we are typing; plain questions show nothing."""
    async with Stage(tmp_path, "telegram") as stage:
        assert isinstance(stage.stand_in, TelegramStandIn)
        await stage.play(
            play(
                "given: menu", "customer: [link]", "bot: type.ask", "customer: [dplk]",
                "bot: field.progress / field.policy.dplk",
                "customer: 00012345 / 87654321 / 17-08-1990", "bot: confirm.dplk",
            )
        )  # fmt: skip
        assert not [call for call in stage.stand_in.calls if call.method == "sendChatAction"]
        await stage.play(play("customer: [link]", "bot: otp.method"))
        assert [call.fields["action"] for call in stage.stand_in.calls if call.method == "sendChatAction"] == ["typing"]
