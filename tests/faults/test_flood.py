"""One chat's flood: nobody else feels it, it is warned once, and it costs no memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.dialogues.words import pattern
from tests.faults.inquest import seed
from tests.faults.test_repeats import tell
from tests.faults.town import Town
from tests.faults.walkers import Walkers

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(600)]
MESSAGES, AT_ONCE, OTHERS, FELT, MEGABYTE = 10_000, 40, 40, 1.0, 1 << 20
NOISY = 4_000_001


async def test_ten_thousand_messages_from_one_chat(tmp_path: Path) -> None:
    """As fast as they are taken: the others' 95th percentile, the warnings, and the memory of each replica."""
    async with Town(tmp_path, number := seed()) as town, ClientSession() as session:
        await town.serve(2)
        phone = town.telegram.phone(str(NOISY))
        async with Walkers(town, OTHERS) as others:
            calm = await others.over(10.0)
            before = [replica.memory() for replica in town.replicas]
            room = asyncio.Semaphore(AT_ONCE)

            async def shout(place: int) -> None:
                async with room:
                    assert await tell(town, session, NOISY, place, f"halo {place}") in (200, 503)

            others.waits.clear()
            shouting = asyncio.gather(*(shout(place) for place in range(MESSAGES)))
            await shouting
            felt = sorted(others.waits)[int(len(others.waits) * 0.95)]
            after = [replica.memory() for replica in town.replicas]
        warned = [bubble for bubble in phone.bubbles.values() if pattern("err.too_fast", "id").search(bubble.text)]
        grown = max(now - then for now, then in zip(after, before, strict=True)) / MEGABYTE
        print(
            f"\nseed {number}: {MESSAGES} messages from one chat: others' p95 {felt:.3f} s ({calm[1]:.3f} s before), "
            f"{len(warned)} warning, memory grown by {grown:.1f} MB"
        )
        assert len(warned) == 1
        assert felt < calm[1] + FELT
        assert grown < 30
