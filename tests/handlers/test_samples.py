"""All sample policies are walked: each ends as its scenario says."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from bot.gateways.registry_csv import SAMPLE
from conversations.policy_types import POLICY_TYPES
from tests.dialogues.script import Cue, Dialogue
from tests.dialogues.stage import Stage

with SAMPLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
# What a scenario must come to, by the words that it uses; every other row is linked or requested.
NO_MATCH = "answer as no match"
NO_CONTACT = ("no contact registered", "cannot receive OTP")


def test_there_are_thirty() -> None:
    """The sample is whole, and its scenarios name each kind of ending."""
    assert len(ROWS) == 30
    assert sum(NO_MATCH in row["scenario"] for row in ROWS) == 2
    assert sum(any(words in row["scenario"] for words in NO_CONTACT) for row in ROWS) == 3


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_every_sample_ends_as_its_scenario_says(channel: str, tmp_path: Path) -> None:
    """Each policy is walked by a customer of its own, to its end."""
    async with Stage(tmp_path, channel) as stage:
        for number, row in enumerate(ROWS):
            stage.become(str(700_000 + number) if channel == "telegram" else f"62811{number:07d}")
            await stage.play(_walk(row))


def _walk(row: dict[str, str]) -> Dialogue:
    kind = row["policy_type"].lower()
    born = date.fromisoformat(row["birth_date"])
    parts = [row["policy_number"], row["participant_number"], f"{born:%d-%m-%Y}"]
    lines = ["given: menu", "customer: [link]", "bot: type.ask", f"customer: [{kind}]"]
    lines += [f"bot: field.progress / {POLICY_TYPES[kind].ask_policy}", f"customer: {' / '.join(filter(None, parts))}"]
    lines += [f"bot: {POLICY_TYPES[kind].summary}", f"says: {row['policy_number']}", "customer: [link]"]
    lines += _ending(row, kind)
    cues = (line.partition(": ") for line in lines)
    return Dialogue(row["scenario"], (), "", tuple(Cue(actor, text, 0) for actor, _, text in cues))


def _ending(row: dict[str, str], kind: str) -> list[str]:
    if NO_MATCH in row["scenario"]:
        return ["later: 2 seconds", "bot: lookup.nomatch"]
    if any(words in row["scenario"] for words in NO_CONTACT):
        return [f"bot: {POLICY_TYPES[kind].no_contact}"]
    both = row["email"] and row["phone"] and kind != "group"
    method = "email" if row["email"] else "sms"
    lines = ["bot: otp.method", f"customer: [{method}]"] if both else []
    lines += [
        f"bot: field.progress / otp.sent.{method} / otp.safety / otp.trace.*",
        f"inbox: {method}",
        "customer: <code>",
    ]
    if row["link_mode"] == "approval":
        return [*lines, f"bot: {POLICY_TYPES[kind].pending}", "says: Nomor permintaan"]
    return [*lines, f"bot: {POLICY_TYPES[kind].linked}", f"says: {row['participant_number']}"]
