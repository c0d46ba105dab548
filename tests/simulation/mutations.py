"""Does the simulation see it? Each line of the design's fine print is switched off in a copy of the tree, which must then fail.

``python -m tests.simulation.mutations`` tries them all; with words, those whose names hold one of them.
"""

from __future__ import annotations

import json
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
DIALOGUES = 1_500  # after which a mutation that was not seen counts as survived


class Mutation(Struct, frozen=True):
    """One promise's code, switched off: ``before`` in ``file`` becomes ``after``.

    ``trouble`` is the kind of world that shows it soonest; ``test`` names a crash point that shows it at once.
    """

    name: str
    file: str
    before: str
    after: str
    trouble: dict[str, Any] = {}
    test: str = ""


def mutations() -> list[Mutation]:
    """Read the table."""
    table = tomllib.loads((Path(__file__).parent / "mutations.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table["mutation"], list[Mutation])


def main(words: list[str]) -> int:
    """Try the mutations, and return how many were not seen."""
    chosen = [one for one in mutations() if not words or any(word in one.name for word in words)]
    survived = [one for one in chosen if not seen(one)]
    print(f"{len(chosen) - len(survived)} of {len(chosen)} seen")
    return len(survived)


def seen(mutation: Mutation) -> bool:
    """Switch one line off and tell whether the simulation notices."""
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
        if mutation.before not in text:
            print(f"DOES NOT FIT  {mutation.name}")
            return False
        file.write_text(text.replace(mutation.before, mutation.after, 1), encoding="utf-8")
        return _ran(mutation, copy)


def _ran(mutation: Mutation, copy: Path) -> bool:
    if mutation.test:
        return _failed(mutation, copy)
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.simulation", "--dialogues", str(DIALOGUES), "--until-broken"]
    if mutation.trouble:
        command += ["--trouble", json.dumps(mutation.trouble)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    found = re.findall(r"seed (\d+) broke\n  (\w+): (.*)", done.stdout)
    seconds = time.monotonic() - began
    if done.returncode == 0:
        print(f"NOT SEEN      {mutation.name} ({seconds:.0f} s)", flush=True)
        return False
    seed, rule, what = found[0] if found else ("?", "it does not run", done.stderr.strip().splitlines()[-1][:120])
    print(f"seen          {mutation.name}: {rule}, seed {seed} ({seconds:.0f} s): {what[:100]}", flush=True)
    return bool(found)


def _failed(mutation: Mutation, copy: Path) -> bool:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "tests/simulation/test_crash_points.py",
    ]
    done = subprocess.run([*command, "-k", mutation.test], cwd=copy, capture_output=True, text=True, check=False)
    failed = done.returncode == 1
    print(f"{'seen         ' if failed else 'NOT SEEN     '} {mutation.name}: {mutation.test}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
