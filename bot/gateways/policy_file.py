"""The policies file and a copy of it as it was last taken: a damaged file never takes policies away from customers."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import structlog
from msgspec import Struct

from bot.gateways.policies_csv import Policies, Unusable, policies_of
from bot.numbers import INDONESIA, Numbers

ACCEPT = "polisbot policies accept"
log = structlog.get_logger()

Stamp = tuple[tuple[int, int], tuple[int, int]]


class Reading(Struct, frozen=True):
    """What is to be served; ``refused`` says why it is the last good reading and not the file (empty: it is the file)."""

    policies: Policies
    refused: str = ""


class PolicyFile:
    """A file of policies. Its copy is in ``folder`` (None: in memory alone), so that a restart knows it too.

    A reading is refused if it lacks policies of the last one and has fewer of them or skipped lines. The operator takes it
    nevertheless by ``accept``: the copy is then the file itself, which every process sees.
    """

    def __init__(self, path: Path, numbers: tuple[Numbers, ...] = INDONESIA, folder: Path | None = None) -> None:
        self._path = path
        self._numbers = numbers
        self._copy = folder and folder / f"policies.{sha256(bytes(path.resolve())).hexdigest()[:12]}.taken.csv"
        self._last: tuple[bytes, Policies] | None = None

    def read(self) -> Reading:
        """Read the file, or say why the last good reading stands; raises Unusable where there is neither."""
        last = self._known()
        try:
            content = self._content()
            if last and content == last[0]:
                return Reading(last[1])
            policies = self._policies(content)
        except Unusable as error:
            if last is None:
                raise
            return Reading(last[1], str(error))
        if last and (why := self._refusal(policies, last[1])):
            return Reading(last[1], why)
        self._take(content, policies)
        return Reading(policies)

    def compare(self) -> tuple[Policies, str]:
        """Return the file's policies, and why they are not served ("": they are); raises Unusable."""
        last, policies = self._known(), self._policies(self._content())
        return policies, self._refusal(policies, last[1]) if last else ""

    def accept(self) -> None:
        """Take the file as it is; raises Unusable, OSError."""
        content = self._content()
        self._policies(content)
        self._write(content)

    def stamp(self) -> Stamp:
        """Return what changes when the file or its copy does."""
        return _stamp(self._path), _stamp(self._copy) if self._copy else (0, 0)

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError as error:
            raise Unusable(f"{self._path.name} cannot be read: {type(error).__name__}") from error

    def _policies(self, content: bytes) -> Policies:
        try:
            return policies_of(content, self._numbers)
        except Unusable as error:
            raise Unusable(f"{self._path.name} cannot be read: {error}") from error

    def _refusal(self, new: Policies, last: Policies) -> str:
        """Say what is missing, unless it may be meant: nothing was skipped, and there are not fewer than before."""
        lost = len(last.by_key.keys() - new.by_key.keys())
        if lost and (new.skipped or len(new.by_key) < len(last.by_key)):
            return f"{self._path.name} lacks {lost} of the {len(last.by_key)} policies that were served"
        return ""

    def _known(self) -> tuple[bytes, Policies] | None:
        """Return the last good reading: that of the copy, which another process may have written."""
        if self._copy is None:
            return self._last
        try:
            content = self._copy.read_bytes()
            if self._last is None or content != self._last[0]:
                self._last = content, policies_of(content, self._numbers)
        except FileNotFoundError:
            pass  # nothing was taken until now
        except (OSError, Unusable) as error:
            log.warning("policies_copy_unreadable", why=type(error).__name__)
        return self._last

    def _take(self, content: bytes, policies: Policies) -> None:
        self._last = content, policies
        try:
            self._write(content)
        except OSError as error:
            log.warning("policies_copy_not_written", why=type(error).__name__)
            self._copy = None  # an old copy must not be taken for the last reading

    def _write(self, content: bytes) -> None:
        if self._copy is None:
            return
        self._copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._copy, content)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file readable by its owner alone; a reader sees the old one or the new one, never a part. Raises OSError."""
    coming = target.with_name(f"{target.name}.{os.getpid()}.coming")
    with open(coming, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(target)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
