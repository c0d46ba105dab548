"""Every key of the catalogue is used, and every key that is used is there."""

from __future__ import annotations

import re
from pathlib import Path

from conversations.locales import catalogue

ROOT = Path(__file__).parents[2]
# Keys that code composes: the part before the variable end.
COMPOSED = (
    "csat.row.",
    "cmd.", "email.approved.", "email.rejected.", "email.late.", "err.policy.format", "err.participant.format",
    "notify.", "otp.sent.", "reason.", "state.", "answer.", "wish.",
)  # fmt: skip
# Where dotted names are words of other catalogues: the security log's and the audit log's actions.
OTHERS = {"security.py", "console"}
KEY = re.compile(r'"((?:[a-z0-9_]+\.)+[a-z0-9_]+)"')


def test_every_key_is_used() -> None:
    """No text is in the catalogue that nobody says."""
    used = _used()
    unused = [key for key in catalogue("id") if not _is_used(key, used)]
    assert unused == []


def test_every_used_key_is_there() -> None:
    """No code names a text that is not in the catalogue."""
    families = {key.partition(".")[0] for key in catalogue("id")}
    named = {key for key in _used() if key.partition(".")[0] in families}
    files = {"commit.lua"}
    missing = [
        key for key in named if key not in catalogue("id") and not key.endswith(("lua", "toml")) and key not in files
    ]
    assert [key for key in missing if not key.startswith(COMPOSED)] == []


def _used() -> set[str]:
    found: set[str] = set()
    for folder in ("conversations", "handlers", "bot"):
        for path in (ROOT / folder).rglob("*.py"):
            if OTHERS.isdisjoint(path.relative_to(ROOT).parts):
                found |= set(KEY.findall(path.read_text(encoding="utf-8")))
    return found


def _is_used(key: str, used: set[str]) -> bool:
    if key in used or key.startswith(COMPOSED):
        return True
    base, _, end = key.rpartition(".")
    return end in ("tg", "d") and base in used
