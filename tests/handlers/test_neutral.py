"""One neutral answer: six reasons, the same bytes at the same moment, and nothing before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conversations.details import Details
from handlers.guards import Guards
from handlers.sandbox.phones import Bubble
from tests.dialogues.script import parse
from tests.dialogues.stage import ADDRESSES, Stage

NEUTRAL = 1_500  # milliseconds after the confirmation
LOCKED = Details("dplk", "00012345", "87654399")
# The nonce of the question in its buttons; the account and the message's own id, by which Meta's statuses come back.
RANDOM = re.compile(rb"[0-9a-f]{8}(?=:)|[a-z2-7]{16}:[0-9a-f]{16}")
CASES = {
    "unknown number": ("dplk", "99999999 / 87654321 / 17-08-1990"),
    "wrong date": ("dplk", "00012345 / 87654321 / 18-08-1990"),
    "wrong participant": ("dplk", "00012345 / 87654320 / 17-08-1990"),
    "wrong type": ("group", "00012346 / 50000002 / 12-12-1974"),
    "terminated": ("group", "00061122 / 10000002 / 03-03-1980"),
    "locked": ("dplk", "00012345 / 87654399 / 17-04-1968"),
}


async def answer(stage: Stage, number: int, type: str, details: str) -> bytes:
    """Let a customer of their own confirm these details; return the answer as it was sent, without its random ids."""
    stage.become(str(int(ADDRESSES[stage.channel]) + number))
    lines = ("given: menu", "customer: [link]", "bot: type.ask", f"customer: [{type}]")
    short = {"dplk": "dplk", "group": "grp"}[type]
    asked = (f"bot: field.progress / field.policy.{short}", f"customer: {details}", f"bot: confirm.{short}")
    await stage.play(parse("case", "\n".join(("case:", *lines, *asked, "customer: [link]"))))
    await stage._settle()
    assert _new(stage) == []
    stage.clock.move(NEUTRAL - 1)
    await stage._settle()
    assert _new(stage) == [], "before its moment"
    stage.clock.move(1)
    await stage._settle()
    [bubble] = _new(stage)
    assert bubble.text.startswith("Data tersebut belum dapat kami cocokkan.")
    assert [button.id.partition(":")[2] for button in bubble.buttons] == ["edit", "person", "home"]
    sent: list[bytes] = [call.body for call in stage.stand_in.calls if b"cocokkan" in call.body]  # type: ignore[attr-defined]
    return RANDOM.sub(b"", sent[-1].replace(stage.address.encode(), b"customer"))


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_six_reasons_have_one_answer(channel: str, tmp_path: Path) -> None:
    """The same words and buttons, byte for byte, 1.5 s after the confirmation and not a millisecond before."""
    async with Stage(tmp_path, channel) as stage:
        row = Guards(stage.settings.limits).row(LOCKED)
        for n in range(row.most):
            await stage.serving.store.limits.take_all(f"a{n}", (row,), stage.clock.now())
        answers = {name: await answer(stage, n, *case) for n, (name, case) in enumerate(CASES.items())}
    assert len(set(answers.values())) == 1, answers


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_a_match_is_not_delayed(channel: str, tmp_path: Path) -> None:
    """Who has the right details goes on at once."""
    async with Stage(tmp_path, channel) as stage:
        await stage.play(parse("match", "match:\ngiven: code step of DPLK by email\n"))


def _new(stage: Stage) -> list[Bubble]:
    return stage._fresh()
