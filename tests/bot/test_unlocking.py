"""``polisbot policies unlock``: a policy that wrong codes locked is let go, on the record, and nobody else's."""

from __future__ import annotations

from pathlib import Path

from conversations.details import Details
from conversations.limits import Limits
from handlers.guards import Guards
from tests.bot.test_auditing import NOW, opened
from tests.process.world import polisbot

LOCKED, OTHER = Details("dplk", "00012345", "87654321"), Details("dplk", "00012345", "87654399")


async def test_a_locked_policy_is_unlocked_and_recorded(tmp_path: Path) -> None:
    """The row and the day begin anew, the year does not; the log knows the policy by its blind index alone."""
    guards = Guards(Limits())
    async with opened(tmp_path) as store:
        for details in (LOCKED, OTHER):
            for window in guards.locks(details):
                for n in range(window.most):
                    await store.limits.take_all(f"a{n}", (window,), NOW)
        told = await polisbot(
            tmp_path, "policies", "unlock", "dplk", "00012345", "87654321", "--reason", "seen the card"
        )
        assert "Unlocked" in told
        assert not await store.limits.is_full(guards.unlockable(LOCKED), NOW)
        assert await store.limits.is_full(guards.locks(LOCKED), NOW)
        assert await store.limits.is_full(guards.unlockable(OTHER), NOW)
        assert "not locked" in await polisbot(tmp_path, "policies", "unlock", "dplk", "00012345", "87654321")
        [again, first] = [item.record for item in await store.audit.staff(10)]
    assert (first.action, first.reason, again.action) == ("policy.unlocked", "seen the card", "policy.unlocked")
    assert first.details == again.details
    assert "00012345" not in repr(first)
