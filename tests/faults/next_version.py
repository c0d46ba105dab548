"""The next version of this program: a copy in whose states the language has another name and one field is new."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.process.world import ROOT

PACKAGES = ("bot", "handlers", "storage", "conversations")
FORMAT = 2
# As the recipe in storage/formats.py has it: a step more, and a state that needs it.
CHANGES = {
    "storage/formats.py": (
        "STEPS: tuple[Step, ...] = ()",
        """
def _up(state: State) -> State:
    rest = {name: value for name, value in state.items() if name != "language"}
    return {**rest, "spoken": state.get("language", "id"), "led_up": True}


def _down(state: State) -> State:
    rest = {name: value for name, value in state.items() if name not in ("spoken", "led_up")}
    return {**rest, "language": state.get("spoken", "id")}


STEPS: tuple[Step, ...] = (Step(_up, _down),)
""",
    ),
    "conversations/chat.py": (
        "class Chat(Struct, frozen=True, kw_only=True, omit_defaults=True):",
        'class Chat(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"language": "spoken"}):\n'
        "    led_up: bool = False",
    ),
}


def next_version(folder: Path) -> Path:
    """Write the next version's tree into ``folder`` and return where it is."""
    tree = folder / "next"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file, (old, new) in CHANGES.items():
        _change(tree / file, old, new)
    return tree


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} is not as this copy's author knew it"
    file.write_text(text.replace(old, new), encoding="utf-8")
