"""``polisbot bench``: what an input costs here, against a floor that is measured in the same run."""

from __future__ import annotations

import argparse

from bot.commands.line import Commands
from bot.progress import Progress

MOST_IDLE, MOST_LINK, MOST_TRIPS, MOST_READY = 2.0, 3.0, 3.0, 1.5
WALKS = 3  # a round


def add(commands: Commands) -> None:
    """Add the command."""
    bench = commands.add_parser(
        "bench", help="measure what an input costs, against a bare handler in the same run; touches nothing of yours"
    )
    bench.add_argument("--customers", type=int, default=50, metavar="N", help="customers side by side (50)")
    bench.add_argument("--seconds", type=float, default=4.0, metavar="S", help="seconds a walk (4)")
    bench.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds, of which the medians are told (3)")
    bench.set_defaults(command=run)


def run(chosen: argparse.Namespace) -> int:
    """Measure and print a table."""
    import uvloop  # the other commands start without the weight of the measurement

    from bot.bench.measure import measure

    with Progress("Measuring", chosen.rounds * WALKS) as progress:
        found = uvloop.run(measure(chosen.customers, chosen.seconds, chosen.rounds, progress.tick))
    print(
        f"{chosen.customers} customers side by side, medians of {chosen.rounds} rounds of {chosen.seconds:g} s a walk\n"
    )
    print(f"{'':24}{'inputs/s':>10}{'CPU ms/input':>14}{'Redis reads/input':>19}{'ratio to the floor':>20}")
    for name, walked, ratio in (
        ("floor", found.floor, ""),
        ("input without an effect", found.idle, f"{found.idle_ratio:.2f} (goal {MOST_IDLE})"),
        ("whole dialogue", found.link, f"{found.link_ratio:.2f} (goal {MOST_LINK})"),
    ):
        print(f"{name:24}{walked.rate:10.0f}{walked.cost:14.3f}{walked.trips:19.2f}{ratio:>20}")
    print(
        f"\nReady {found.ready:.2f} s after its start (goal {MOST_READY}); Redis reads an input: goal {MOST_TRIPS:g}."
    )
    return 0
