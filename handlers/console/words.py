"""The console's own words: a file a page, each word in every language side by side, checked when they are loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from conversations.locales import LANGUAGES

FOLDER = Path(__file__).parent / "words"
_NAME = re.compile(r"\{([a-z_]+)\}")

Speak = Callable[..., str]


def _load() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for name, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            key = f"{file.stem}.{name}"
            if len(texts) != len(LANGUAGES) or not all(texts):
                raise ValueError(f"{key}: one text for each of {', '.join(LANGUAGES)}")
            if len({tuple(sorted(_NAME.findall(text))) for text in texts}) > 1:
                raise ValueError(f"{key}: its texts name different values")
            found[key] = tuple(texts)
    return found


WORDS = _load()
MEDIA = tuple(key.removeprefix("media.") for key in WORDS if key.startswith("media."))
DONE = frozenset(key.removeprefix("done.") for key in WORDS if key.startswith("done."))


def speaker(language: str) -> Speak:
    """Return the function that says a word in a language: ``t("signin.title")``, ``t("requests.due", date="3 Mei")``.

    A whole number is said with its digits grouped.
    """
    place = LANGUAGES.index(language)

    def say(key: str, **values: object) -> str:
        # A value is put in as it is, never read as a template itself.
        text = WORDS[key][place]
        return _NAME.sub(lambda found: _said(values[found[1]], language), text) if "{" in text else text

    return say


def grouped(value: int, language: str) -> str:
    """Return a whole number with its digits grouped: 12.300 in Indonesian, 12,300 in English."""
    return f"{value:,}".replace(",", "." if language == "id" else ",")


def _said(value: object, language: str) -> str:
    return grouped(value, language) if isinstance(value, int) else str(value)
