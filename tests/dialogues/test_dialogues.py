"""Every dialogue is played on both channels, through the real adapters, Redis and HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogues.script import Dialogue, dialogues
from tests.dialogues.stage import Stage

ROWS = {f"R{number}" for number in range(1, 24)}


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda dialogue: dialogue.name)
async def test_dialogue(dialogue: Dialogue, channel: str, tmp_path: Path) -> None:
    """The bot says what the script says, line by line."""
    async with Stage(tmp_path, channel) as stage:
        await stage.play(dialogue)


def test_every_row_of_the_product_is_played() -> None:
    """Each row R1 to R23 of the product is named by a dialogue that shows it."""
    played = {row for dialogue in dialogues() for row in dialogue.rows}
    assert played == ROWS
