"""docs/threats.md names tests that are there: a threat without its test fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!threat \||---)(.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_every_threat_has_its_test(row: tuple[str, str, str]) -> None:
    """Each row names at least one test, as pytest names it, and each of them exists."""
    named = re.findall(r"`(tests/[^`]+)`", row[2])
    assert named
    for name in named:
        file, _, function = name.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {function or 'test_'}" in text, name


@pytest.mark.parametrize("page", ["threats.md", "data.md", "breach.md", "risk-acceptance.md"])
def test_links_between_the_pages_lead_somewhere(page: str) -> None:
    """No page of the protection's documents points at one that is gone."""
    for target in re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs" / page).read_text(encoding="utf-8")):
        assert (ROOT / "docs" / target).is_file(), target
