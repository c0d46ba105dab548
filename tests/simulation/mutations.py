"""Does the simulation see it? Each line of the design's fine print is switched off in a copy of the tree, which must then fail.

``python -m tests.simulation.mutations`` tries them all; with words, those whose names hold one of them. Each ends with the
first world that breaks a rule the mutation names, or with its crash point. ``--table`` prints the results for the docs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

ROOT = Path(__file__).parent.parent.parent
COPIED = ("bot", "handlers", "storage", "conversations", "tests", "data", "pyproject.toml", "Makefile")
DIALOGUES = 3_000  # after which a mutation that was not seen counts as survived
POINTS = tuple(f"tests/simulation/test_{name}.py" for name in ("crash_points", "found", "switched_off"))
PYTEST = ("pytest", "-q", "-x", "-rf", "-p", "no:cacheprovider", *POINTS, "-k")


class Mutation(Struct, frozen=True):
    """One promise's code, switched off: ``before``, found once in ``file``, becomes ``after``.

    ``rules``: any of these must see it. ``trouble`` is the kind of world that shows it soonest; ``test`` names a crash
    point that shows it instead.
    """

    name: str
    file: str
    before: str
    after: str
    rules: tuple[str, ...] = ()
    trouble: dict[str, Any] = {}
    test: str = ""


class Seen(Struct, frozen=True):
    """What saw a mutation, and after how many dialogues (0: a crash point); by whom "" when nobody did."""

    name: str
    by: str
    what: str
    dialogues: int
    seconds: float


def mutations() -> list[Mutation]:
    """Read the table."""
    table = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table["mutation"], list[Mutation])


def main(words: list[str]) -> int:
    """Try the mutations, and return how many were not seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.mutations", description=__doc__)
    parser.add_argument("words", nargs="*", help="try only those whose names hold one of these")
    parser.add_argument("--first", type=int, default=1, help="begin with this number")
    parser.add_argument("--table", action="store_true", help="print the results for the docs")
    given = parser.parse_args(words)
    chosen = [one for one in mutations() if not given.words or any(word in one.name for word in given.words)]
    results = []
    for number, mutation in enumerate(chosen[given.first - 1 :], given.first):
        results.append(result := tried(mutation))
        print(f"{number}/{len(chosen)} {told(result)}", flush=True)
    survived = [result for result in results if not result.by]
    print(f"{len(results) - len(survived)} of {len(results)} seen")
    if given.table:
        print("\n".join(map(row, results)))
    return len(survived)


def told(result: Seen) -> str:
    """Say what became of a mutation."""
    if not result.by:
        return f"NOT SEEN {result.name} ({result.seconds:.0f} s) {result.what}"
    return f"seen {result.name}: {result.by}, {result.dialogues} dialogues, {result.seconds:.0f} s: {result.what[:120]}"


def row(result: Seen) -> str:
    """Return a result as a row of the docs' table."""
    after = str(result.dialogues) if result.dialogues else "crash point"
    return f"| {result.name} | {result.by or '**not seen**'} | {after} |"


def tried(mutation: Mutation) -> Seen:
    """Switch one line off and tell what notices."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
            elif source.exists():
                shutil.copy(source, copy / name)
        file = copy / mutation.file
        text = file.read_text(encoding="utf-8")
        if text.count(mutation.before) != 1:
            return Seen(mutation.name, "", "DOES NOT FIT the source any more", 0, 0.0)
        file.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
        return _crash_point(mutation, copy) if mutation.test else _worlds(mutation, copy)


def _worlds(mutation: Mutation, copy: Path) -> Seen:
    words = ["-m", "tests.simulation", "--dialogues", str(DIALOGUES), "--until-broken"]
    words += [word for rule in mutation.rules for word in ("--rule", rule)]
    if mutation.trouble:
        words += ["--trouble", json.dumps(mutation.trouble)]
    out, err, seconds = _ran(words, copy)
    found = next(
        (hit for rule in mutation.rules if (hit := re.search(rf"^  ({rule}): (.*)$", out, re.MULTILINE))), None
    )
    done = re.search(r"^(\d+) dialogues in", out, re.MULTILINE)
    if not found or not done:
        return Seen(mutation.name, "", (err.strip() or "no world broke").splitlines()[-1], 0, seconds)
    return Seen(mutation.name, found[1], found[2], int(done[1]), seconds)


def _crash_point(mutation: Mutation, copy: Path) -> Seen:
    out, _, seconds = _ran(["-m", *PYTEST, mutation.test], copy)
    failed = re.search(r"^FAILED \S+::(\w+)(?:.* - (.*))?$", out, re.MULTILINE)
    if not failed:
        return Seen(mutation.name, "", out.strip().splitlines()[-1], 0, seconds)
    return Seen(mutation.name, f"`{failed[1]}`", failed[2] or "", 0, seconds)


def _ran(words: list[str], copy: Path) -> tuple[str, str, float]:
    began = time.monotonic()
    wide = os.environ | {"COLUMNS": "400"}  # else pytest leaves out why
    done = subprocess.run([sys.executable, *words], cwd=copy, env=wide, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
