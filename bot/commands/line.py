"""What every command shares: how it is added, and where its settings come from."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, TypeAlias

from bot.settings import ENV_FILE, Settings, load

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = object


def settings() -> Settings:
    """Return the settings of this environment and folder; raise SettingsError with every mistake."""
    return load(os.environ, ENV_FILE)
