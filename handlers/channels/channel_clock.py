"""A channel's clock, as far as it can be told from here: ours is never sure to agree with it."""

from __future__ import annotations

from handlers.channels import telegram_updates, whatsapp_errors
from handlers.ports import Clock

HOUR = 3_600_000
BELIEVED = 24 * HOUR  # a clock that is further off meets no certificate: such a Date is a cache's
PROMPT = 2 * HOUR  # a message that seems older was held up on its way, and tells nothing about the clocks
SAME = 1_000  # milliseconds: stamps and dates tell whole seconds


class ChannelClock:
    """Ours, moved by what the channel's answers (``Date``) say; before the first, by its promptest message's stamp."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answered: int | None = None
        self._heard: int | None = None

    @property
    def ahead(self) -> int:
        """Return by how many milliseconds the channel's clock is ahead of ours (negative: behind it)."""
        ahead = self._heard if self._answered is None else self._answered
        return 0 if ahead is None or abs(ahead) <= SAME else ahead

    def now(self) -> int:
        """Return the channel's time in milliseconds since 1970 (UTC)."""
        return self._clock.now() + self.ahead

    def answered(self, ahead: int) -> None:
        """Learn from an answer that arrived just now by how much the channel's clock is ahead."""
        if abs(ahead) <= BELIEVED:
            self._answered = ahead

    def heard(self, sent: int) -> None:
        """Learn from a message that arrived just now: the channel's clock is at least as late as its stamp."""
        ahead = sent - self._clock.now()
        if self._answered is None and abs(ahead) <= PROMPT:
            self._heard = ahead if self._heard is None else max(self._heard, ahead)


def channel_clocks(clock: Clock) -> dict[str, ChannelClock]:
    """Return a clock of its own for each channel."""
    return {name: ChannelClock(clock) for name in (telegram_updates.NAME, whatsapp_errors.NAME)}
