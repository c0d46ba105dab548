"""What kinds of trouble a world has: drawn once from its seed, so that a world shows a few of them thoroughly."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from tests.simulation.server import Weather


class Trouble(Struct, frozen=True, kw_only=True):
    """How bad it gets while trouble lasts (``until``, seconds); after it the world is healthy and must come to rest.

    Probabilities are for one call or message; ``crashes``, ``freezes``, ``restarts`` (of Redis), ``failovers`` and
    ``takeovers`` (by an agent) count.
    """

    until: float = 0.0
    redis: Weather = Weather()
    crashes: int = 0
    freezes: int = 0
    restarts: int = 0
    failovers: int = 0
    lost_writes: int = 40
    skew: int = 0
    resent: float = 0.0
    shuffled: float = 0.0
    channel_later: float = 0.0
    channel_unsure: float = 0.0
    channel_refused: float = 0.0
    channel_slow: float = 0.0
    registry_down: float = 0.0
    registry_slow: float = 0.0
    gateway_refused: float = 0.0
    gateway_unsure: float = 0.0
    gateway_slow: float = 0.0
    code_lost: float = 0.0
    odd: float = 0.0
    takeovers: int = 0


def drawn(chance: Random) -> Trouble:
    """Draw a world's troubles: each kind is there or not, mild or bad."""

    def some(most: float) -> float:
        return chance.choice((0.0, 0.0, most / 5, most))

    def few(most: int) -> int:
        return chance.choice((0, 0, 1, most))

    return Trouble(
        until=chance.choice((120.0, 300.0, 900.0)),
        redis=Weather(some(0.05), some(0.05), some(0.1), some(0.1)),
        crashes=few(6),
        freezes=few(4),
        restarts=few(2),
        failovers=chance.choice((0, 0, 0, 1, 2)),
        lost_writes=chance.choice((1, 5, 40)),
        skew=chance.choice((0, 0, 200, 1500)),
        resent=some(0.3),
        shuffled=some(0.5),
        channel_later=some(0.1),
        channel_unsure=some(0.1),
        channel_refused=some(0.02),
        channel_slow=some(0.1),
        registry_down=some(0.3),
        registry_slow=some(0.3),
        gateway_refused=some(0.2),
        gateway_unsure=some(0.2),
        gateway_slow=some(0.3),
        code_lost=some(0.2),
        odd=some(0.4),
        takeovers=few(3),
    )
