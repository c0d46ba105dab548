"""The secret keys of an installation that was told none: made once, kept in the data folder, readable by its owner."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret_keys"


class KeyFile:
    """The keys of ``folder``, newest first. Every process that serves sees at once when a newer one is there."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._seen = (0, 0)

    @property
    def path(self) -> Path:
        """Say where the keys are kept."""
        return self._file

    def read(self) -> tuple[str, ...]:
        """Return the keys, making the first one if there is none."""
        if not self._file.exists():
            self._make()
        self._seen = self._mark()
        return tuple(self._file.read_text(encoding="ascii").split())

    def changed(self) -> tuple[str, ...] | None:
        """Return the keys when they changed since they were last read, else None."""
        return self.read() if self._mark() != self._seen else None

    def renew(self) -> None:
        """Put a new key in front. The one before stays, for what it wraps; those before that are forgotten."""
        _written(self._file, (_fresh(), self.read()[0])).replace(self._file)

    def _make(self) -> None:
        made = _written(self._file, (_fresh(),))
        try:
            os.link(made, self._file)  # Whole or not at all, and never over another process's key.
        except FileExistsError:
            pass  # Another process was first: its key is the key.
        made.unlink()

    def _mark(self) -> tuple[int, int]:
        status = self._file.stat()
        return status.st_ino, status.st_mtime_ns


def secret_keys(folder: Path) -> tuple[str, ...]:
    """Return the keys of ``folder``, newest first, making the first one if there is none."""
    return KeyFile(folder).read()


def _fresh() -> str:
    return secrets.token_urlsafe(48)


def _written(beside: Path, keys: tuple[str, ...]) -> Path:
    file = beside.with_name(f"{beside.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
        made.write("\n".join(keys) + "\n")
        made.flush()
        os.fsync(made.fileno())
    return file
