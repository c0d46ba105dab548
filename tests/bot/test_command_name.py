"""What the welcome tells people to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.command_name import command_name


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """An environment with the command in it."""
    folder = tmp_path / "env" / "bin"
    folder.mkdir(parents=True)
    for name in ("python", "polisbot"):
        (folder / name).touch(mode=0o755)
    return folder


def test_the_command_is_named_as_it_is_found(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name where the shell finds this very one, else by the shortest path that does."""
    python = installed / "python"
    monkeypatch.setenv("PATH", "")
    assert command_name(python, tmp_path) == "env/bin/polisbot"
    assert command_name(python, tmp_path / "elsewhere") == str(installed / "polisbot")
    monkeypatch.setenv("PATH", str(installed))
    assert command_name(python, tmp_path) == "polisbot"


def test_another_installations_command_is_not_meant(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command of the same name that the shell finds elsewhere would speak to other data."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "polisbot").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(other))
    assert command_name(installed / "python", tmp_path) == "env/bin/polisbot"


def test_without_a_script_it_is_python_that_runs_it(installed: Path, tmp_path: Path) -> None:
    """A checkout that was never installed has no script."""
    (installed / "polisbot").unlink()
    assert command_name(installed / "python", tmp_path) == f"{installed / 'python'} -m bot"
