"""In one's own words nothing that matters begins: that takes an exact word or a button."""

from __future__ import annotations

import zlib

from conversations import answers, states, words
from conversations.advance import advance
from conversations.chat import Chat
from conversations.events import Told
from conversations.steps.anywhere import inner
from conversations.turn import Event
from conversations.wishes import WISHES
from tests.conversations.samples import NOW, STEPS, TERMS, chat

# Where something that matters is asked about, begun or done.
MATTERS = (
    states.ErasingData,
    states.WithdrawingConsent,
    states.Unlinking,
    states.Withdrawing,
    states.LookingUp,
    states.Linking,
    states.Exporting,
    states.Cancelling,
)

EACH = 3  # steps at which each sentence is said, others for every sentence
MIXED = ("{}", "jangan {} ya", "{} dong kak 🙏", "gimana kalau {}?", "{}, terima kasih")


def test_no_sentence_begins_what_matters() -> None:
    """Every sentence of every wish, mixed with others, at steps drawn from all of them."""
    began: list[tuple[str, str]] = []
    said = 0
    for wish in WISHES:
        for lines in wish.sentences.values():
            for sentence in lines.split("\n"):
                for turn in range(EACH):
                    draw = zlib.crc32(f"{sentence}{turn}".encode())
                    step = STEPS[draw % len(STEPS)]
                    text = MIXED[draw // 64 % len(MIXED)].format(sentence)
                    if _exact(text):
                        continue
                    said += 1
                    if _begins(chat(step), text):
                        began.append((type(step).__name__, text))
    assert began == []
    assert said > 3000


def _begins(before: Chat, text: str) -> bool:
    turn = advance(before, Event(what=Told(text), at=NOW, sent=NOW, seed=b"seed of sixteen!"), TERMS)
    if turn is None:
        return False
    after = turn.chat
    refused = isinstance(after.step, states.Declined) and not isinstance(before.step, states.Declined)
    began = isinstance(after.step, MATTERS) and type(after.step) not in (type(before.step), type(inner(before.step)))
    lost = before.links != after.links or (before.consent is not None and after.consent is None)
    return bool(turn.effects) or refused or began or lost


def _exact(text: str) -> bool:
    """Tell whether a text is a word of the product's, or a plain answer to its question."""
    answered = answers.yes(text) or answers.no(text) or answers.approves(text) or answers.agrees(text)
    return words.anywhere(text) is not None or answered or answers.declines(text)
