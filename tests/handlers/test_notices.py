"""Notices on WhatsApp: by email where the window is shut, or where Meta tells later that a message did not arrive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.ports import Status
from tests.dialogues.stage import Stage
from tests.handlers.test_signs import play

REQUEST = "given: request"


def letters(stage: Stage) -> list[str]:
    """Return the subjects of the emails that arrived, codes aside."""
    assert stage.serving.outside.inbox is not None
    return [one.subject for one in stage.serving.outside.inbox.received if one.kind == "email" and not one.code]


def last_reference(stage: Stage) -> str:
    """Return what the bot gave Meta with its last message."""
    bodies = [json.loads(call.body) for call in stage.stand_in.calls if call.method == "messages"]  # type: ignore[attr-defined]
    return str(bodies[-1]["biz_opaque_callback_data"])


async def test_a_window_that_is_known_to_be_shut_is_not_tried(tmp_path: Path) -> None:
    """After a day of silence Meta may take a message and drop it later: a notice goes by email at once."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(play(REQUEST))
        before = len(stage.stand_in.calls)  # type: ignore[attr-defined]
        await stage.play(play("later: 2 days", "care: approve"))
        assert len(stage.stand_in.calls) == before  # type: ignore[attr-defined]
        assert letters(stage)[-1].endswith("disetujui")


@pytest.mark.parametrize("error", ["131047", "131026"])
async def test_a_notice_that_failed_later_goes_by_email_once(tmp_path: Path, error: str) -> None:
    """However often a failure is told, one letter leaves; a message that was delivered causes none."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(play(REQUEST, "care: approve", "bot: notify.approved"))
        assert letters(stage) == []
        turns, reference = stage.serving.core.turns, last_reference(stage)
        told = Status(reference=reference, message="wamid.1", state="delivered", at=stage.clock.now())
        await turns.note(told)
        assert letters(stage) == []
        for _ in range(2):
            failed = Status(reference=reference, message="wamid.1", state="failed", at=stage.clock.now(), error=error)
            await turns.note(failed)
        assert [subject.endswith("disetujui") for subject in letters(stage)] == [True]


async def test_a_reply_that_failed_later_is_no_letter(tmp_path: Path) -> None:
    """Only notices must arrive: a question that failed is asked again when its customer writes."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(play(REQUEST))
        failed = Status(reference=last_reference(stage), message="wamid.1", state="failed", at=1, error="131026")
        await stage.serving.core.turns.note(failed)
        assert letters(stage) == []


async def test_who_has_the_policy_elsewhere_hears_by_email_where_the_window_is_shut(tmp_path: Path) -> None:
    """After two days of silence WhatsApp takes no free text, and no template is configured here."""
    async with Stage(tmp_path, "whatsapp") as stage:
        await stage.play(play("given: linked DPLK", "later: 2 days", "become: 2", "given: linked DPLK", "become: 1"))
        await stage.play(play("bot: nothing"))
        assert [subject for subject in letters(stage) if "terhubung ke akun lain" in subject] == [
            "Polis ****2345 terhubung ke akun lain"
        ]
