"""What is known of a channel's clock: by the Date of its answers, before the first by its promptest message."""

from __future__ import annotations

import pytest

from handlers.channels.channel_clock import BELIEVED, HOUR, PROMPT, SAME, ChannelClock
from tests.clock import ManualClock


def test_before_anything_is_known_it_is_ours() -> None:
    """And what agrees within the second that stamps are rounded to is the same."""
    clock = ManualClock()
    theirs = ChannelClock(clock)
    assert theirs.now() == clock.now()
    for ahead in (-SAME, SAME):
        theirs.answered(ahead)
        assert theirs.ahead == 0


@pytest.mark.parametrize("ahead", [-HOUR, -90_000, 20_000, HOUR])
def test_the_promptest_message_tells_until_an_answer_does(ahead: int) -> None:
    """A message that was held up tells of a clock that is behind: a later one that was not corrects it."""
    clock = ManualClock()
    theirs = ChannelClock(clock)
    theirs.heard(clock.now() + ahead - 60_000)
    theirs.heard(clock.now() + ahead)
    theirs.heard(clock.now() + ahead - 5_000)
    assert theirs.ahead == ahead
    theirs.answered(ahead + 3_000)
    theirs.heard(clock.now() + ahead + 9_000)
    assert theirs.ahead == ahead + 3_000


def test_what_cannot_be_is_not_believed() -> None:
    """A message of last week tells nothing about clocks, nor does an answer from a cache."""
    clock = ManualClock()
    theirs = ChannelClock(clock)
    theirs.heard(clock.now() - PROMPT - 1)
    theirs.answered(BELIEVED + 1)
    assert theirs.now() == clock.now()
