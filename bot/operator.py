"""Who types a command: named in the audit log by their user of the machine."""

from __future__ import annotations

import getpass


def operator() -> str:
    """Return ``command:USER``."""
    try:
        return f"command:{getpass.getuser()}"
    except (KeyError, OSError):
        return "command:unknown"  # a container's user need not have a name
