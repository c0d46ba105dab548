"""The sandbox's registry: ordered away it answers nothing, and afterwards as if nothing had been."""

from __future__ import annotations

from datetime import date

import pytest

from conversations.effects import Link, LookUp
from conversations.events import Matched
from handlers.ports import RegistryDown
from handlers.sandbox.registry import RegistryTrouble, SwitchedRegistry
from tests.handlers.limits_world import BORN, EveryPolicy

LINK = Link(
    id="1", challenge="c", policy_ref="pr_1", reference="PL-1", method="sms", verified_at=1, consent_version="1", consent_at=1
)  # fmt: skip


def look_up(born: date = BORN) -> LookUp:
    """Return the question whether these details belong together."""
    return LookUp(id="1", type="dplk", policy="00012345", participant="87654321", born=born)


async def test_an_order_keeps_every_question_from_the_registry() -> None:
    """Looking up, linking, unlinking and asking for a state all fail as an outage does; then all work again."""
    inside, trouble = EveryPolicy(), RegistryTrouble()
    registry = SwitchedRegistry(inside, trouble)
    assert registry.polls == inside.polls
    trouble.away = True
    for asking in (
        registry.look_up(look_up()),
        registry.link(LINK, "telegram", "a"),
        registry.unlink("l1"),
        registry.status("l1"),
    ):
        with pytest.raises(RegistryDown):
            await asking
    assert inside.asked == 0
    trouble.away = False
    assert isinstance(await registry.look_up(look_up()), Matched)
    assert not (await registry.link(LINK, "telegram", "a")).pending
    assert await registry.unlink("l1")
    assert await registry.status("l1") == ("linked", "")
