"""Passwords: argon2id in a pool of few threads, so that a crowd at the door slows nobody who is inside."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from handlers.ports import Problem

T = TypeVar("T")
SHORTEST, LONGEST = 12, 128
THREADS = 2
STRONG = 4  # of zxcvbn's scores from 0
JUDGED = 48  # characters that are judged: what follows makes it no weaker, and the time for more grows fast
_HOUSE = ("Polis Bot", "polisbot", "kata sandi", "katasandi", "asuransi", "nasabah", "petugas")
WAITING = 16  # sign-ins that may wait for a thread; the next is told to try again
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


class Busy(Problem):
    """Too many passwords are being compared."""


class Passwords:
    """Makes and compares hashes. ``hasher``: RFC 9106's second recommendation, 64 MiB, unless a test says otherwise."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._pool = ThreadPoolExecutor(THREADS, "argon2")
        self._waiting = 0
        self._nobody = ""

    async def hash(self, password: str) -> str:
        """Return the hash of a password; raises Busy."""
        return await self._run(lambda: self._hasher.hash(password))

    async def right(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the one; raises Busy. For nobody (None) it takes as long, and the answer is no."""
        if kept is None:
            self._nobody = self._nobody or await self.hash(secrets.token_urlsafe(16))
            return await self._run(lambda: self._compare(self._nobody, password)) and False
        return await self._run(lambda: self._compare(kept, password))

    async def weakness(self, password: str, about: Sequence[str]) -> str:
        """Say why a password would be guessed, as ``weakness`` does; raises Busy."""
        return await self._run(lambda: weakness(password, about))

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _compare(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING:
            raise Busy("too many sign-ins at once")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


def fresh_password() -> str:
    """Return a password to be typed from paper: four groups of five, 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def weakness(password: str, about: Sequence[str]) -> str:
    """Say why a password would be guessed ("": it would not): length, own, common, pattern or short, as the words call it.

    ``about`` is what a guesser knows: the member's name, the brand, the insurer. NIST SP 800-63B and ASVS 6.2 ask for a
    comparison with a list of what is used, zxcvbn for what can be made of it: over 10^10 guesses are wanted, its highest score.
    """
    from zxcvbn import zxcvbn  # 13 MB of frequency lists, for who chooses a password

    if not SHORTEST <= len(password) <= LONGEST:
        return "length"
    judged = zxcvbn(password[:JUDGED], user_inputs=list(_words(about)), max_length=JUDGED)
    if judged["score"] >= STRONG:
        return ""
    return next((why for why, is_so in _REASONS if any(is_so(match) for match in judged["sequence"])), "short")


def _words(about: Sequence[str]) -> Iterator[str]:
    for text in (*about, *_HOUSE):
        yield text
        yield from re.findall(r"[^\W_]{3,}", text)


_REASONS: tuple[tuple[str, Callable[[Mapping[str, object]], bool]], ...] = (
    ("own", lambda match: match.get("dictionary_name") == "user_inputs"),
    ("common", lambda match: match.get("dictionary_name") == "passwords"),
    ("pattern", lambda match: match["pattern"] in ("repeat", "sequence", "spatial", "date", "regex")),
)
