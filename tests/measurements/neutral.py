"""How long the neutral answer takes, in real runs of each of its six reasons: ``python -m tests.measurements.neutral``.

Every run is a chat and a policy of its own, through a real process, its HTTP doors and real Redis. What is measured is
the time from the tap that confirms the details to the answer on the phone.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct

from bot import logs
from bot.gateways.policies_csv import COLUMNS
from bot.serving import Serving
from bot.settings import load
from conversations.details import Details
from handlers.guards import Guards
from handlers.sandbox.phones import Bubble, Phone
from handlers.sandbox.standin import StandIn

RUNS = 200
TOGETHER = 12  # chats that are asked at a time, of all cases mixed
FIRST = 7_000_000_000  # the first customer's Telegram id
REASONS = ("unknown number", "wrong date", "wrong participant", "wrong type", "terminated", "locked")
PATIENCE = 30.0  # seconds


class Run(Struct, frozen=True):
    """One run: why it is not matched, and what its customer types."""

    number: int
    reason: str

    @property
    def policy(self) -> str:
        """Return the number of a policy of its own."""
        return f"{10_000_000 + self.number}"

    @property
    def row(self) -> dict[str, str]:
        """Return what the registry has."""
        status = "TERMINATED" if self.reason == "terminated" else "ACTIVE"
        values = ("DPLK", self.policy, "87654321", "JANE RAILEY", "1990-08-17", "j@example.com", "", status, "instant")
        return dict(zip(COLUMNS, values, strict=True))

    @property
    def typed(self) -> tuple[str, str]:
        """Return the type that is chosen and the details that are typed."""
        policy = f"9{self.policy}" if self.reason == "unknown number" else self.policy
        participant = "87654320" if self.reason == "wrong participant" else "87654321"
        born = "18-08-1990" if self.reason == "wrong date" else "17-08-1990"
        return ("group" if self.reason == "wrong type" else "dplk"), f"{policy} / {participant} / {born}"


async def measure(runs: list[Run], folder: Path) -> dict[str, list[float]]:
    """Make all runs and return the seconds each took, by reason."""
    settings = load({
        "POLISBOT_DATA_DIR": str(folder), "POLISBOT_PORT": "0", "POLISBOT_REGISTRY_URL": f"file:{_policies(runs, folder)}",
    })  # fmt: skip
    took: dict[str, list[float]] = {reason: [] for reason in REASONS}
    async with Serving(settings) as serving:
        assert serving.sandbox is not None
        for run in runs:
            if run.reason == "locked":
                await _lock(serving, run)
        waiting = asyncio.Semaphore(TOGETHER)

        async def one(run: Run) -> None:
            async with waiting:
                took[run.reason].append(await _run(serving.sandbox.telegram, run))  # type: ignore[union-attr]
                sys.stderr.write(f"\r{sum(map(len, took.values()))} of {len(runs)} ")

        await asyncio.gather(*map(one, runs))
    return took


async def _lock(serving: Serving, run: Run) -> None:
    row = Guards(serving.settings.limits).row(Details("dplk", run.policy, "87654321"))
    for n in range(row.most):
        await serving.core.store.limits.take_all(f"a{n}", (row,), serving.clock.now())


def table(took: dict[str, list[float]]) -> str:
    """Return the statistics, in milliseconds."""
    lines = [f"{'reason':20}{'runs':>6}{'min':>9}{'median':>9}{'p95':>9}{'max':>9}{'mean':>9}{'sd':>8}"]
    for reason, seconds in took.items():
        found = sorted(1000 * one for one in seconds)
        p95 = found[int(0.95 * (len(found) - 1))]
        middle, mean, deviation = statistics.median(found), statistics.fmean(found), statistics.pstdev(found)
        numbers = (found[0], middle, p95, found[-1], mean)
        lines.append(f"{reason:20}{len(found):>6}" + "".join(f"{one:>9.1f}" for one in numbers) + f"{deviation:>8.1f}")
    lines.append(f"\nlargest difference between two medians: {_spread(took):.2f} ms")
    lines.append(
        f"Kolmogorov-Smirnov, worst pair: {_worst(took):.3f} (5 % bound for {_least(took)} runs: {_bound(took):.3f})"
    )
    return "\n".join(lines)


async def _run(telegram: StandIn, run: Run) -> float:
    phone = telegram.phone(str(FIRST + run.number))
    type, details = run.typed
    for text in ("halo", "setuju", "tambah polis", type, details):
        await _answered(phone, telegram.say(phone.address, text))
    bubble = _last(phone)
    button = next(button.id for button in bubble.buttons if button.id.endswith(":link"))
    begun = time.perf_counter()
    await _answered(phone, telegram.tap(phone.address, bubble.id, button))
    took = time.perf_counter() - begun
    assert "belum dapat kami cocokkan" in _last(phone).text, _last(phone).text
    return took


async def _answered(phone: Phone, doing: object) -> None:
    before, version = len(_bots(phone)), phone.version
    await doing  # type: ignore[misc]
    async with asyncio.timeout(PATIENCE):
        while len(_bots(phone)) == before:
            version = await phone.changed(version)


def _bots(phone: Phone) -> list[Bubble]:
    return [bubble for bubble in phone.bubbles.values() if not bubble.mine]


def _last(phone: Phone) -> Bubble:
    return _bots(phone)[-1]


def _policies(runs: list[Run], folder: Path) -> Path:
    path = folder / "policies_of_the_runs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(run.row for run in runs)
    return path


def _spread(took: dict[str, list[float]]) -> float:
    medians = [1000 * statistics.median(seconds) for seconds in took.values()]
    return max(medians) - min(medians)


def _worst(took: dict[str, list[float]]) -> float:
    """Return the largest distance between two reasons' distributions: 0 alike, 1 never overlapping."""
    samples = [sorted(seconds) for seconds in took.values()]
    return max(_distance(one, other) for one in samples for other in samples)


def _distance(one: list[float], other: list[float]) -> float:
    places = sorted({*one, *other})
    return max(
        abs(sum(a <= place for a in one) / len(one) - sum(b <= place for b in other) / len(other)) for place in places
    )


def _least(took: dict[str, list[float]]) -> int:
    return min(map(len, took.values()))


def _bound(took: dict[str, list[float]]) -> float:
    """Return the distance that chance alone exceeds in one of twenty comparisons of two such samples."""
    return float(1.358 * (2 / _least(took)) ** 0.5)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each reason")
    count = parser.parse_args().runs
    runs = [Run(n, REASONS[n % len(REASONS)]) for n in range(count * len(REASONS))]
    random.shuffle(runs)
    logs.configure("error")
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(measure(runs, Path(folder)))
    sys.stderr.write("\n")
    print(table(took))


if __name__ == "__main__":
    main()
