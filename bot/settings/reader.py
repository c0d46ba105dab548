"""Reading settings: every mistake is noted, none ends the reading, so that one report tells them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from bot.settings.table import Setting
from handlers.ports import Problem

T = TypeVar("T")

_LONGEST_SHOWN = 60


class Mistake(Struct, frozen=True):
    """What is wrong with a setting and what to do. ``value`` is as given, or "" where it is unset or secret."""

    name: str
    says: str
    value: str = ""

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.name}{'=' + self.value if self.value else ''}: {self.says}"


class SettingsError(Problem):
    """The settings do not work: ``mistakes`` are all of them. Nothing was started."""

    exit_code = 2

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        number = "one mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        lines = "\n".join(f"  {mistake}" for mistake in mistakes)
        super().__init__(f"The settings have {number}; nothing was started.\n{lines}")
        self.mistakes = mistakes


class Reader:
    """Values by name, an empty one being an unset one; the mistakes found so far."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name: value.strip() for name, value in values.items() if value.strip()}
        self.mistakes: list[Mistake] = []

    def has(self, setting: Setting[T]) -> bool:
        """Say whether the setting is set."""
        return setting.name in self._values

    def get(self, setting: Setting[T]) -> T:
        """Return the setting's value, or its default where it is unset or wrong."""
        if (text := self._values.get(setting.name)) is None:
            return setting.default
        try:
            return setting.read(text)
        except ValueError as error:
            self.mistakes.append(Mistake(setting.name, str(error), _shown(text, setting.secret)))
            return setting.default

    def need(self, setting: Setting[T | None], why: str) -> T | None:
        """Return the setting's value, or note that it is missing and ``why`` it is needed."""
        if not self.has(setting):
            self.object(setting.name, f"is not set: {why}")
        return self.get(setting)

    def object(self, name: str, says: str) -> None:
        """Note a mistake, once."""
        mistake = Mistake(name, says)
        if mistake not in self.mistakes:
            self.mistakes.append(mistake)

    def names(self) -> frozenset[str]:
        """Return the names that are set."""
        return frozenset(self._values)


def _shown(text: str, secret: bool) -> str:
    if secret or ("://" in text and "@" in text):
        return "(hidden)"
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
