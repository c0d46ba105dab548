"""docs/limits.md is held against the settings: every limit has its row, with its default."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings.limits import LIMITS, limit_settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "limits.md"
ROW = re.compile(r"^\| [^|]+ \| `([A-Z_]+)` \| ([0-9.]+)(?: seconds)? \|", re.MULTILINE)


def test_every_limit_has_its_row_and_its_default() -> None:
    """No limit is missing, none is left over, and each default is the one that holds."""
    rows = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    known = {
        row.field.upper(): (setting.shown.partition(" ")[0] or str(setting.default))
        for row, setting in zip(LIMITS, limit_settings(), strict=True)
    }
    assert {name: float(default) for name, default in rows} == {name: float(shown) for name, shown in known.items()}
    assert len(rows) == len(known)
