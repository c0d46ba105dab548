"""The short part of the simulation: some worlds in trouble, one without, and the proof that a seed replays exactly."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.__main__ import told
from tests.simulation.trouble import Trouble
from tests.simulation.world import World, simulate

BATCH = 20  # worlds a test
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("first", range(0, 4 * BATCH, BATCH))
def test_every_promise_is_kept_in_trouble(first: int) -> None:
    """Crashes, freezes, lost answers, failovers, ill-timed customers: no invariant breaks in any of these worlds."""
    broken = [told(result) for seed in range(first, first + BATCH) if (result := simulate(seed)).broken]
    assert not broken, "\n".join(broken)


def test_without_trouble_every_script_ends_well() -> None:
    """Nothing fails where nothing goes wrong: everybody is linked, or burned their code."""
    result = World(1, Trouble(), customers=30).run()
    assert not result.broken, told(result)
    assert set(result.ends) <= {
        "done.member", "done.told", "done.ind", "notify.approved", "notify.rejected", "otp.locked",
    }  # fmt: skip


def test_a_seed_replays_exactly() -> None:
    """The same seed gives the same history, in another process with another hash seed too."""
    once, again = simulate(11), simulate(11)
    assert once.history == again.history
    environ = os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation", "11"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"fingerprint (\w+)", done.stdout)
    assert found, done.stderr
    assert found[1] == once.fingerprint
    assert simulate(12).fingerprint != once.fingerprint
