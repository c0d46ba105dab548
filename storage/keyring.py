"""The secret keys of an installation that was told none: made once, kept in the data folder, readable by its owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret_keys"


def secret_keys(folder: Path) -> tuple[str, ...]:
    """Return the keys of ``folder``, newest first, making the first one if there is none."""
    file = folder / FILE
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return tuple(line for line in file.read_text(encoding="ascii").split() if line)
    with os.fdopen(descriptor, "w", encoding="ascii") as made:
        made.write(secrets.token_urlsafe(48) + "\n")
        made.flush()
        os.fsync(made.fileno())
    return secret_keys(folder)
