"""The catalogue: every text in every language, parsed once, checked as a whole when it is loaded.

A new language is one file beside this one, and its line in ``LANGUAGES``.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from string import Formatter

from msgspec import Struct

LANGUAGES = ("id", "en")
Part = tuple[str, str | None]  # literal text, then the name of a value (None: no value follows)


class Text(Struct, frozen=True):
    """One text: its template, its kind, and its parts."""

    template: str
    kind: str
    parts: tuple[Part, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of its values."""
        return frozenset(name for _, name in self.parts if name)


def catalogue(language: str) -> dict[str, str]:
    """Return the templates of a language by key."""
    return {key: text.template for key, text in TEXTS[language].items()}


def parse(template: str) -> tuple[Part, ...]:
    """Split a template at its values; a value may have a name and nothing else."""
    parts: list[Part] = []
    for literal, name, form, conversion in Formatter().parse(template):
        if form or conversion or (name is not None and not name.isidentifier()):
            raise ValueError(f"a value may be a name alone: {template!r}")
        parts.append((literal, name))
    return tuple(parts)


def _toml(name: str) -> dict[str, dict[str, str]]:
    text = files("conversations.locales").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def _load(language: str, kinds: dict[str, str]) -> dict[str, Text]:
    templates: dict[str, str] = _toml(language)  # type: ignore[assignment]
    if templates.keys() != kinds.keys():
        raise ValueError(f"{language}: these keys are not in both lists: {sorted(templates.keys() ^ kinds.keys())}")
    return {key: Text(template, kinds[key], parse(template)) for key, template in templates.items()}


def _same_values(texts: dict[str, dict[str, Text]]) -> None:
    first, *others = LANGUAGES
    for language in others:
        for key, text in texts[first].items():
            if text.names != texts[language][key].names:
                raise ValueError(f"{key}: {first} and {language} name different values")


_kinds = _toml("kinds")
MOST: dict[str, int] = {kind: int(most) for kind, most in _kinds["most"].items()}
TEXTS: dict[str, dict[str, Text]] = {language: _load(language, _kinds["kinds"]) for language in LANGUAGES}
_same_values(TEXTS)
