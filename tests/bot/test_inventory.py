"""docs/data.md names every key that this program can make, as storage/keys.py makes it."""

from __future__ import annotations

import inspect
from datetime import date
from functools import cached_property

from bot.settings.limits import keep_settings
from storage import keys
from tests.inventory import PAGE, row_of, rows

GIVEN = {"day": date(2026, 11, 23), "chain": keys.AUDIT}
OF_ACCOUNTS = ("home", "partition")
CHANNELS = (keys.HINTS,)  # of messages that nothing keeps


def made() -> dict[str, str]:
    """Return a key of each kind, with the sentence in storage/keys.py that says its type."""
    found = {str(value): "" for name, value in vars(keys).items() if name.isupper() and isinstance(value, str)}
    found = {name: says for name, says in found.items() if name not in CHANNELS}
    home = keys.HOMES[7]
    for name, member in inspect.getmembers(keys.Home):
        if isinstance(member, cached_property):
            found[getattr(home, name)] = member.__doc__ or ""
        elif inspect.isfunction(member) and not name.startswith("_"):
            found[member(home, *_arguments(member)[1:])] = member.__doc__ or ""
    for name, function in inspect.getmembers(keys, inspect.isfunction):
        if function.__module__ == keys.__name__ and name not in OF_ACCOUNTS:
            found[function(*_arguments(function))] = function.__doc__ or ""
    return found


def test_every_key_has_its_row() -> None:
    """A key that is added without a row, or with another type than its row says, fails here."""
    for name, says in made().items():
        row = row_of(name)
        assert row is not None, f"{name} is not in docs/data.md"
        assert not says or says.startswith(f"{row.type}:"), f"{name}: {says}"


def test_every_row_has_its_key() -> None:
    """A row that no key needs any more fails here."""
    names = [*made(), keys.appended(keys.HOMES[7].audit, "x")]
    idle = [row.pattern.pattern for row in rows() if not any(row.pattern.fullmatch(name) for name in names)]
    assert idle == []


def test_every_retention_is_told() -> None:
    """Each retention's setting stands in the page."""
    page = PAGE.read_text(encoding="utf-8")
    for setting in keep_settings():
        assert f"`{setting.name.removeprefix('POLISBOT_')}`" in page


def _arguments(function: object) -> list[object]:
    return [GIVEN.get(name, "x") for name in inspect.signature(function).parameters]  # type: ignore[arg-type]
