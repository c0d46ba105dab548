"""What every command shares: how it is added, and where its settings come from."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from bot.settings import ENV_FILE, Settings, load

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name
else:
    Commands = object


def settings(instead: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this environment and folder, some ``instead``; raises SettingsError."""
    return load({**os.environ, **(instead or {})}, ENV_FILE)
