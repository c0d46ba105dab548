"""The long run (``python -m tests.simulation --dialogues 100000``), and one world again (``python -m tests.simulation 42``)."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import count

import msgspec
import structlog

from tests.simulation.seen import Result
from tests.simulation.trouble import Trouble
from tests.simulation.world import World, simulate

WORLDS = 20  # seeds a batch
SHOWN = 20  # broken worlds that are told in full
LINES = 5  # that each of them broke


def main() -> int:
    """Run, and return 1 if any promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("seed", nargs="?", type=int, help="replay this world and print its history")
    parser.add_argument("--dialogues", type=int, default=2_000, help="how many dialogues at least")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--until-broken", action="store_true", help="end with the first broken world")
    parser.add_argument("--rule", action="append", default=[], help="count only what this rule sees (any of several)")
    parser.add_argument("--trouble", type=_trouble, help="the troubles of every world, as JSON, instead of drawn ones")
    given = parser.parse_args()
    quiet()
    if given.seed is not None:
        return _replay(given.seed)
    given.until_broken = given.until_broken or given.trouble is not None
    return _run(given)


def quiet() -> None:
    """Keep the handlers' own log out of the way."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))


def told(result: Result) -> str:
    """Say what a world broke, and how to see it again."""
    more = [f"and {len(result.broken) - LINES} more"] if len(result.broken) > LINES else []
    lines = "\n".join(f"  {line}" for line in (*result.broken[:LINES], *more))
    return f"seed {result.seed} broke\n{lines}\n  replay: python -m tests.simulation {result.seed}"


def _replay(seed: int) -> int:
    result = simulate(seed)
    print("\n".join(result.history))
    print(f"fingerprint {result.fingerprint}, {result.dialogues} dialogues: {result.ends}")
    print(told(result) if result.broken else "no promise was broken")
    return int(bool(result.broken))


def _run(given: argparse.Namespace) -> int:
    began, done, seeds = time.monotonic(), 0, list[int]()
    ends: Counter[str] = Counter()
    for result in _chosen(given):
        done += result.dialogues
        ends.update(result.ends)
        if _counts(result, given.rule):
            seeds.append(result.seed)
            if len(seeds) <= SHOWN:
                print(f"\n{told(result)}", flush=True)
        if seeds and given.until_broken:
            break
        if sys.stdout.isatty():
            print(f"\r{done} of {given.dialogues} dialogues, {len(seeds)} broken worlds", end="")
    seconds = time.monotonic() - began
    print(f"\n{done} dialogues in {seconds:.0f} s ({done / seconds * 60:.0f} a minute), {len(seeds)} broken worlds")
    print("".join(f"broken: {seed}\n" for seed in seeds), end="")
    print(", ".join(f"{end}: {times}" for end, times in ends.most_common()))
    return int(bool(seeds))


def _counts(result: Result, rules: list[str]) -> bool:
    seen = {line.partition(":")[0] for line in result.broken}
    return bool(seen & set(rules) if rules else seen)


def _trouble(text: str) -> Trouble:
    return msgspec.json.decode(text, type=Trouble)


def _chosen(given: argparse.Namespace) -> Iterator[Result]:
    if given.until_broken:
        return _one_by_one(given.first, given.dialogues, given.trouble)
    return _results(given.first, given.dialogues, given.workers)


def _one_by_one(first: int, dialogues: int, trouble: Trouble | None) -> Iterator[Result]:
    done = 0
    for seed in count(first):
        result = World(seed, trouble).run()
        done += result.dialogues
        yield result
        if done >= dialogues:
            return


def _results(first: int, dialogues: int, workers: int) -> Iterator[Result]:
    done = 0
    with ProcessPoolExecutor(workers, initializer=quiet) as pool:
        waiting = {pool.submit(batch, first + WORLDS * number) for number in range(workers + 1)}
        after = first + WORLDS * (workers + 1)
        while waiting:
            for ready in as_completed(waiting):
                waiting.remove(ready)
                if done < dialogues:
                    waiting.add(pool.submit(batch, after))
                    after += WORLDS
                for result in ready.result():
                    done += result.dialogues
                    yield result
                break


def batch(first: int) -> list[Result]:
    """Run some worlds; the history of those in which all went well is left out."""
    return [simulate(seed).brief() for seed in range(first, first + WORLDS)]


if __name__ == "__main__":
    sys.exit(main())
