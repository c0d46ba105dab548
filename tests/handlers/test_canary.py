"""A canary run: what must never be kept in clear is looked for wherever this program keeps or tells anything."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.script import dialogues
from tests.dialogues.stage import Stage
from tests.logged import logged

NIK = "3174011708900001"
# What the walk types or receives; the last group is personal and may be kept sealed only.
FORBIDDEN = ("17-08-1990", "17081990", "17 Agustus 1990", "1990-08-17", NIK)
SEALED = ("JANE RAILEY", "jane.railey@example.com", "+628400000001", "00012345", "87654321", "5550001", "6281200000001")
WALK = "02_group"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Collect everything that is logged, at the most talkative level."""
    with logged() as stream:
        yield stream


@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
async def test_nothing_personal_is_kept_or_told_in_clear(channel: str, tmp_path: Path, log: io.StringIO) -> None:
    """No code, date of birth or identity number is in the transcript; nothing personal is in Redis, its file or the logs."""
    walk = next(dialogue for dialogue in dialogues() if dialogue.name == WALK)
    async with Stage(tmp_path, channel) as stage:
        await stage.play(walk)
        await stage.stand_in.say(stage.address, f"NIK saya {NIK} dan kode 123456")
        await stage.stand_in.taken()
        await stage.serving.core.drain.idle()
        codes = [received.code for received in stage.serving.outside.inbox.received]  # type: ignore[union-attr]
        assert codes
        store = stage.serving.store
        [account] = [key async for key in _accounts(stage)]
        lines = await store.chats.transcript(account)
        kept = "\n".join(line.text for line in lines)
        assert "[kode OTP]" in kept
        assert "[tanggal lahir]" in kept
        assert "[NIK]" in kept
        assert [secret for secret in (*FORBIDDEN, *codes, "123456") if secret in kept] == []
        await store.together.call("BGREWRITEAOF")
        dump = await _dump(stage)
    told = log.getvalue()
    everything = dump + b"".join(path.read_bytes() for path in _files(tmp_path))
    assert len(told) > 1000
    for secret in (*FORBIDDEN, *SEALED, *codes):
        assert secret not in told
        assert secret.encode() not in everything


async def _accounts(stage: Stage):  # type: ignore[no-untyped-def]
    async for key in stage.serving.store.together.client.scan_iter("*:chat:*"):
        yield key.decode().rpartition(":")[2]


async def _dump(stage: Stage) -> bytes:
    client = stage.serving.store.together.client
    found = [key + (await client.dump(key) or b"") async for key in client.scan_iter("*")]
    return b"\n".join(found)


def _files(folder: Path) -> list[Path]:
    aof = list((folder / "appendonlydir").glob("*")) + list(folder.glob("*.aof")) + list(folder.glob("*.rdb"))
    assert aof
    return [*aof, *folder.glob("*.log")]
