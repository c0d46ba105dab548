"""The last line of a conversation as a list shows it: short, and masked though it is kept as it was said."""

from __future__ import annotations

from msgspec import structs

from conversations.chat import Last
from conversations.states import AtMenu
from handlers.console.masked import PREVIEW, masked_preview
from handlers.outgoing import PREVIEW as KEPT
from handlers.outgoing import previewed
from storage.chats import Line
from tests.conversations.samples import chat

NUMBERS = "polis 0012345678 atau 0812-3456-7890, surat ke budi@example.com"


def test_what_is_kept_is_masked_where_it_is_shown() -> None:
    """Numbers, addresses and the names that the line bears give way, also when the chat has forgotten whose they are."""
    line = Line(who="customer", text=f"Saya Budi  Santoso,\n{NUMBERS}", at=7, names=("Budi Santoso",))
    kept = previewed(structs.replace(chat(AtMenu()), last=None), (line,))
    assert kept.last == Last("customer", f"Saya Budi Santoso, {NUMBERS}", 7, ("Budi Santoso",))
    shown = masked_preview(kept)
    assert shown.startswith("Saya B")
    for secret in ("Budi", "Santoso", "0012345678", "3456", "budi@example.com"):
        assert secret not in shown


def test_a_number_at_the_end_of_what_is_shown_is_masked_whole() -> None:
    """Twice as much is kept as is shown: no number is cut before it can be known for one."""
    text = "a" * (PREVIEW - 4) + " 0012345678 dan lagi " + "b" * KEPT
    shown = masked_preview(previewed(chat(AtMenu()), (Line(who="bot", text=text, at=7),)))
    assert len(shown) == PREVIEW
    assert not any(digit in shown for digit in "123")


def test_what_only_the_care_team_sees_is_no_last_line() -> None:
    """A note changes nothing; without any line there is nothing to show."""
    silent = structs.replace(chat(AtMenu()), last=None)
    assert previewed(silent, (Line(who="note", text="ingat", at=7),)) == silent
    assert masked_preview(silent) == ""
