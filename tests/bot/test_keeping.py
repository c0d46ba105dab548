"""``polisbot purge`` and ``polisbot hold``, typed beside a process that serves."""

from __future__ import annotations

import re
from pathlib import Path

from bot.commands.purge import report
from storage.purge import Purged
from tests.dialogues.script import parse
from tests.dialogues.stage import Stage
from tests.process.world import polisbot

BEGUN = """lines:
given: request
"""
MENU = """lines:
customer: menu
bot: greet.back_pending / menu.body
"""


async def test_a_hold_is_put_listed_respected_and_lifted(tmp_path: Path) -> None:
    """By request number or Telegram id, with a reason; a second one is refused; the log has who and why."""
    async with Stage(tmp_path / ".polisbot", "telegram") as stage:
        await stage.play(parse("lines", BEGUN))
        store = stage.serving.core.store
        [reference] = await store.chats.references()
        account = store.aliases.telegram(stage.address)
        assert "No chat is under a hold." in await polisbot(tmp_path, "hold", "list")
        put = ("hold", "put", "--request", reference, "--reason", "court order 12")
        assert f"Chat {account} is under a hold." in await polisbot(tmp_path, *put)
        assert "under a hold already" in await polisbot(tmp_path, *put, status=1)
        assert re.search(
            rf"{account}  telegram  since .* command:\S+: court order 12", await polisbot(tmp_path, "hold", "list")
        )
        assert "1 chats are under a legal hold" in await polisbot(tmp_path, "purge")
        await stage.play(parse("lines", MENU))
        lift = ("hold", "lift", "--telegram", stage.address, "--reason", "case closed")
        assert "under no hold any more" in await polisbot(tmp_path, *lift)
        assert "under no hold" in await polisbot(tmp_path, *lift, status=1)
        actions = [(item.record.action, item.record.reason) for item in reversed(await store.audit.staff(9))]
        assert [one for one in actions if one[1]] == [("hold.put", "court order 12"), ("hold.lift", "case closed")]
        told = await polisbot(tmp_path, "hold", "put", "--whatsapp", "+628999", "--reason", "none such", status=1)
        assert "There is no chat with this whatsapp." in told


async def test_a_purge_reports_and_rewrites(tmp_path: Path) -> None:
    """Nothing is old enough here: the report says so, line by line, and the file is written anew."""
    async with Stage(tmp_path / ".polisbot", "telegram") as stage:
        await stage.play(parse("lines", BEGUN))
        told = await polisbot(tmp_path, "purge")
        assert "Looked at 1 chats. Removed:" in told
        assert "         0  turns of transcripts" in told
        assert "append-only file anew" in told


def test_the_report_names_what_stays() -> None:
    """Held and unreadable chats are told with what to do."""
    told = "\n".join(report(Purged(looked_at=1234, turns=5, held=2, unread=1)))
    assert "1,234 chats" in told
    assert "2 chats are under a legal hold" in told
    assert "1 chats could not be opened" in told
