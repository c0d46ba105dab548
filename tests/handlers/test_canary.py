"""A canary run beyond the dialogues, each of which is searched as well: what customers type by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.canary import in_text, kept_in_transcripts, rewritten, told_anywhere
from tests.dialogues.script import parse
from tests.dialogues.stage import Stage
from tests.logged import logged

NIK = "3174011708900001"
WALK = """walk:
given: linked DPLK
"""


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_what_is_typed_by_mistake_is_not_kept(channel: str, tmp_path: Path) -> None:
    """An identity number, a code where none is asked for, a date in a caption: taken out before they are written."""
    with logged() as log:
        async with Stage(tmp_path, channel) as stage:
            await stage.play(parse("walk", WALK))
            await stage.stand_in.say(stage.address, f"NIK saya {NIK} dan kode 123456")
            await stage.stand_in.photo(stage.address, "lahir 17 Agustus 1990, kode 123456")
            await stage.stand_in.taken()
            await stage.serving.core.drain.idle()
            store = stage.serving.store
            [account] = await store.chats.accounts()
            kept = "\n".join(line.text for line in await store.chats.transcript(account))
            assert "NIK saya [NIK] dan kode [kode OTP]" in kept
            assert "lahir [tanggal lahir], kode [kode OTP]" in kept
            assert in_text({NIK}, kept) == []
            assert await kept_in_transcripts(stage) == []
            await rewritten(stage)
            assert await told_anywhere(stage, tmp_path, log.getvalue()) == {}
            assert len(log.getvalue()) > 1000
            await store.together.call("SET", "{p000}:probe", "JANE RAILEY")
            found = await told_anywhere(stage, tmp_path, "sent to +628400000001")
            assert found.pop("the logs") == ["+628400000001"]
            assert found.pop("redis") == ["JANE RAILEY"]
            assert list(found.values()) == [["JANE RAILEY"]], "Redis's own file"


def test_a_canary_sings() -> None:
    """The search finds what it looks for, and takes no part of a longer number or id for it."""
    text = "kode 004711, id a004711b, 1790047110000\n{'name': 'JANE RAILEY'}"
    assert in_text({"004711", "JANE RAILEY"}, text) == ["004711", "JANE RAILEY"]
    assert in_text({"004711"}, "a004711b 1790047110000") == []
