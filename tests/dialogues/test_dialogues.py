"""Every dialogue is played on both channels, through the real adapters, Redis and HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from conversations import marks
from handlers.figures.lines import LINES
from tests.canary import kept_in_transcripts, told_anywhere
from tests.dialogues.agreement import RECOUNTED, near, told_again, told_by_counters
from tests.dialogues.phrases import STAGES
from tests.dialogues.script import Dialogue, dialogues
from tests.dialogues.stage import Stage
from tests.dialogues.witness import Witness
from tests.inventory import strangers
from tests.logged import logged

ROWS = {f"R{number}" for number in range(1, 24)}


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda dialogue: dialogue.name)
async def test_dialogue(dialogue: Dialogue, channel: str, tmp_path: Path) -> None:
    """The bot says what the script says, line by line; nothing personal is kept or told in clear anywhere; every key that
    it left in Redis is one of the inventory's; the figures are those that the transcript tells.
    """
    with logged() as log:
        async with Stage(tmp_path, channel) as stage:
            witness = Witness()
            await stage.play(dialogue, witness)
            assert await kept_in_transcripts(stage) == []
            assert await told_anywhere(stage, tmp_path, log.getvalue()) == {}
            assert await strangers(stage.serving.store.together) == []
            (shown, medians), (again, took) = (
                await told_by_counters(stage),
                await told_again(stage, dialogue, witness),
            )
            assert shown == again
            assert {
                figure: median for figure, median in medians.items() if not near(median, took.get(figure, []))
            } == {}


@pytest.mark.parametrize("name, most", [("01_individu", 7), ("02_group", 7), ("25_dplk_step_by_step", 8)])
def test_few_replies_lead_from_the_menu_to_the_end(name: str, most: int) -> None:
    """R2: at most eight replies, seven where there is no participant number or only one contact."""
    dialogue = next(one for one in dialogues() if one.name == name)
    lines = [f"{cue.actor}: {cue.text}" for cue in dialogue.cues]
    begin = next(
        place
        for place, line in enumerate(lines)
        if line.startswith("customer:") and ("[link]" in line or line == "customer: 2")
    )
    end = next(place for place, line in enumerate(lines) if line.startswith("bot: done."))
    assert sum(line.startswith("customer:") for line in lines[begin:end]) == most


def test_every_figure_of_the_product_is_counted_again() -> None:
    """Ringkasan, its file and its alerts show the stages and the lines of the product's table, and no more."""
    assert set(LINES) == RECOUNTED
    assert [stage.value for stage in marks.STAGES] == list(STAGES)


def test_every_row_of_the_product_is_played() -> None:
    """Each row R1 to R23 of the product is named by a dialogue that shows it."""
    played = {row for dialogue in dialogues() for row in dialogue.rows}
    assert played == ROWS
