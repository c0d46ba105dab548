"""What we depend on: licences that are told, and the verdict on vulnerabilities."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.licences import ELSEWHERE, licence, locked, rows
from tests.lock_audit import UNASKED, main, verdict

FINE = {"name": "aiohttp", "version": "3", "vulns": []}
SKIPPED = {"name": "redis", "skip_reason": "not found"}
BAD = {"name": "jinja2", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
COPYLEFT = ("GPL", "AGPL", "SSPL")


def test_every_locked_package_has_its_licence() -> None:
    """docs/licences.md has each package of the lock, with the licence that its metadata names; `make docs` writes it."""
    written = rows()
    assert sorted(written) == sorted(locked())
    for name, told in written.items():
        if (found := licence(name)) != ELSEWHERE:
            assert told == found, name


def test_no_licence_asks_for_our_source() -> None:
    """Nothing that runs is under the GPL or its kin; the LGPL, which python-telegram-bot has, lets us link to it."""
    for name, told in rows().items():
        assert told != "none named", name
        assert not [word for word in COPYLEFT if word in told.replace("LGPL", "")], name


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([FINE, FINE], 0, "No known vulnerability in 2 locked packages."),
        ([FINE, BAD], 1, "jinja2 2: PYSEC-1, mended in 2.1"),
        ([FINE, SKIPPED], 3, UNASKED),
        ([], 3, UNASKED),
    ],
)
def test_the_verdict_on_the_lock(packages: list[object], code: int, says: str, tmp_path: Path) -> None:
    """Known: the package, its number and where it is mended. Not asked: said so, and never taken for fine."""
    told = json.dumps({"dependencies": packages})
    assert verdict(told)[0] == code
    assert says in verdict(told)[1]
    (tmp_path / "audit.json").write_text(told)
    assert main([str(tmp_path / "audit.json")]) == code
    assert main([str(tmp_path / "audit.json"), "--may-skip"]) == (0 if code == 3 else code)


def test_an_answer_that_is_none_is_no_verdict() -> None:
    """Where pip-audit said nothing at all, nothing is taken for fine."""
    assert verdict("")[0] == 3
