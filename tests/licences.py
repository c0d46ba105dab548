"""The page about licences, written from the metadata of what is locked: ``python -m tests.licences > docs/licences.md``."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
ELSEWHERE = "not for this platform: see its metadata"
_OPENING = """# Licences

What `requirements.lock` installs, with the licence that each package names in its own metadata. This page is written by
`make docs`; a test keeps it true. Polis Bot itself is under the MIT licence (see `LICENSE`).

| package | licence |
|---|---|
"""
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = 60  # characters; a longer field is the whole text of a licence
_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "Dual License": "Apache-2.0 or BSD-3-Clause",  # python-dateutil's, by its LICENSE
    "MIT License": "MIT",
    "MIT, see LICENSE": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}


def locked() -> list[str]:
    """Return the packages of the run-time lock."""
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)


def licence(name: str) -> str:
    """Return the licence that an installed package names; ELSEWHERE where it is not installed here."""
    try:
        return _named(distribution(name))
    except PackageNotFoundError:
        return ELSEWHERE


def page() -> str:
    """Return the page; a package of another platform keeps the licence that the page has."""
    known = rows()
    lines = []
    for name in locked():
        found = licence(name)
        lines.append(f"| {name} | {known.get(name, found) if found == ELSEWHERE else found} |")
    return _OPENING + "\n".join(lines) + "\n"


def rows() -> dict[str, str]:
    """Return the packages of the written page with their licences."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = dict(re.findall(r"^\| ([a-z0-9._-]+) \| (.+) \|$", text, re.MULTILINE))
    found.pop("package", None)  # the table's head
    return found


def _named(found: Distribution) -> str:
    fields = found.metadata.get_all
    classified = [line.removeprefix(_CLASSIFIER) for line in fields("Classifier") or [] if line.startswith(_CLASSIFIER)]
    [field, *_] = (fields("License") or [""])[0].strip().partition("\n")
    says = (fields("License-Expression") or [""])[0] or (field if len(field) <= _SHORT else "") or ", ".join(classified)
    return _WORDS.get(says, says) or "none named"


if __name__ == "__main__":
    sys.stdout.write(page())
