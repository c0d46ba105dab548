"""Sentences that the tables never saw, 20 a wish and language, by somebody who knew neither sentences nor patterns."""

from __future__ import annotations

from collections import Counter

from conversations.wishes import understand
from conversations.wishes.every import WISHES
from tests.conversations.wishes.training import kept_apart

KEPT = kept_apart()
ENOUGH = 20


def test_every_wish_has_sentences_that_it_did_not_learn() -> None:
    """A new wish brings its own: 20 a language, which the training leaves out."""
    kept = Counter((wish, language) for wish, language, _ in KEPT)
    named = {wish.name for wish in WISHES} - {"no_sense"}
    assert {(name, language) for name in named for language in ("id", "en")} == set(kept)
    assert min(kept.values()) >= ENOUGH


def test_they_are_understood_or_asked_about() -> None:
    """Five of six lead where they should or are among what is asked; one of twenty at most leads elsewhere."""
    outcomes: Counter[str] = Counter()
    for wish, _, text in KEPT:
        found = understand(text)
        right = found.wish == wish or wish in found.asked
        outcomes["right" if right else "elsewhere" if found.wish else "asked again"] += 1
    assert outcomes["right"] >= 0.84 * len(KEPT)
    assert outcomes["elsewhere"] <= 0.05 * len(KEPT)
