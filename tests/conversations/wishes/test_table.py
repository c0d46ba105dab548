"""The wishes' table is what the training gives, small, and knows every wish."""

from __future__ import annotations

from conversations.wishes import NAMES, guess, understand
from tests.conversations.wishes import training

SMALL = 100_000  # bytes


def test_the_tables_are_what_the_training_gives() -> None:
    """Whoever changed a sentence and did not train again is told: ``make wishes``."""
    for name, data in training.tables().items():
        assert training.FOLDER.joinpath(name).read_bytes() == data


def test_the_tables_are_small_and_know_every_wish() -> None:
    """It is loaded by every process, and it can name whatever there is a file for."""
    assert sum(path.stat().st_size for path in training.FOLDER.glob("*.bin")) < SMALL
    assert {*guess.table().names, *guess.table("steps").names} - {guess.OTHER} == NAMES


def test_what_was_learned_is_known() -> None:
    """Nearly every sentence that was learned has its wish first: the bytes lost nothing that counts."""
    learned = training.examples()
    right = sum(guess.table().shares(text)[0][1] == name for text, name in learned)
    assert right >= 0.97 * len(learned)


def test_courtesy_and_numbers_want_nothing() -> None:
    """What has no words of its own is no wish."""
    for text in ("", "🙏", "kak", "00012345", "ya", "😀😀", "..."):
        assert not understand(text).wish
