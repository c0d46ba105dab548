"""The verdict on the lock file: what ``pip-audit`` found, in a line each. ``make audit`` calls it.

``python -m tests.lock_audit FILE [--may-skip]``: exits with 1 where a vulnerability is known, with 3 where no database
could be asked (0 with ``--may-skip``: CI of a closed network says so and goes on).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

UNASKED = "No database of vulnerabilities could be asked from here: run `make audit` where one can be reached."


def verdict(told: str) -> tuple[int, list[str]]:
    """Return the exit code and what to print, from pip-audit's JSON."""
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 3, [UNASKED]
    known = [_line(package, found) for package in packages for found in package.get("vulns", [])]
    asked = [package for package in packages if "skip_reason" not in package]
    if known:
        return 1, known
    if len(asked) < len(packages) or not packages:
        return 3, [f"{len(asked)} of {len(packages)} packages were looked up.", UNASKED]
    return 0, [f"No known vulnerability in {len(packages)} locked packages."]


def _line(package: dict[str, str], found: dict[str, list[str]]) -> str:
    mended = ", ".join(found["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {found['id']}, mended in {mended}"


def main(arguments: Sequence[str]) -> int:
    """Print the verdict on a file."""
    code, lines = verdict(Path(arguments[0]).read_text(encoding="utf-8"))
    print(*lines, sep="\n")
    return 0 if code == 3 and "--may-skip" in arguments else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
