"""How the command is called here: as the shell finds it, or by its path, wherever it was installed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

COMMAND = "polisbot"


def command_name(python: Path | None = None, here: Path | None = None) -> str:
    """Return what to type for the command that belongs to ``python``, in the folder ``here`` (this one's, both)."""
    python, here = python or Path(sys.executable), here or Path.cwd()
    script = python.with_name(COMMAND)
    if not script.exists():
        return f"{python} -m bot"
    if (found := shutil.which(COMMAND)) and Path(found).resolve() == script.resolve():
        return COMMAND
    return str(script.relative_to(here)) if script.is_relative_to(here) else str(script)
