"""A policy type that is added as CONTRIBUTING says (a file, a line of the index, its name) is shown by every page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("conversations", "storage", "handlers", "bot", "tests")
WORDS = {"id": "Halo, saya ingin menghubungkan polis Syariah.", "en": "Hello, I would like to link a Syariah policy."}


def test_a_new_policy_type_is_shown_by_every_page(tmp_path: Path) -> None:
    """The list, the conversation, the figures, what is behind a number, and the unlocking of a policy name it."""
    tree, folder = tmp_path / "tree", tmp_path / "data"
    for layer in LAYERS:
        shutil.copytree(ROOT / layer, tree / layer, ignore=shutil.ignore_patterns("__pycache__"))
    _add_type(tree / "conversations")
    folder.mkdir()
    command = [sys.executable, "-m", "tests.console.new_type", str(folder), "syariah"]
    ran = subprocess.run(
        command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert set((folder / "answers").read_text().split("\n")) == {"200 True"}


def _add_type(conversations: Path) -> None:
    types, locales = conversations / "policy_types", conversations / "locales"
    text = (types / "individu.py").read_text()
    text = (
        text.replace("INDIVIDU", "SYARIAH")
        .replace('"individu"', '"syariah"')
        .replace('"type.row.ind"', '"type.row.sya"')
    )
    (types / "syariah.py").write_text(text.replace('"prefill.ind"', '"prefill.sya"'))
    index = types / "__init__.py"
    listed = index.read_text().replace("GROUP, DPLK)", "GROUP, DPLK, SYARIAH)")
    before = "from conversations.policy_types.individu import INDIVIDU\n"
    index.write_text(listed.replace(before, f"{before}from conversations.policy_types.syariah import SYARIAH\n"))
    for language, prefill in WORDS.items():
        file = locales / f"{language}.toml"
        file.write_text(f'"type.row.sya" = "Syariah"\n"prefill.sya" = "{prefill}"\n{file.read_text()}')
    kinds = locales / "kinds.toml"
    kinds.write_text(
        kinds.read_text().replace("[kinds]\n", '[kinds]\n"type.row.sya" = "row"\n"prefill.sya" = "body"\n')
    )
