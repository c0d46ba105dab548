"""Which contacts a gateway may write to: checked by their form, never asked of anybody."""

from __future__ import annotations

import re
import time

import structlog

from bot.numbers import INDONESIA, Numbers, international

# A dot-atom and a domain, in ASCII (RFC 5321 without quoted local parts): whatever else a registry holds could break
# out of a header or an SMTP command.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
TELL_EVERY = 3_600  # seconds

log = structlog.get_logger()


def is_email(address: str) -> bool:
    """Say whether a letter may go there."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def is_mobile(number: str, allowed: tuple[Numbers, ...] = INDONESIA) -> bool:
    """Say whether an SMS may go there."""
    return any(numbers.covers(number) for numbers in allowed)


def usable(method: str, address: str, allowed: tuple[Numbers, ...] = INDONESIA) -> str:
    """Return where a code may travel by ``method`` (email, sms), a number in the form +62...; "" where it may not."""
    if method == "email":
        return address if is_email(address) else ""
    number = international(address) if method == "sms" else ""
    return number if is_mobile(number, allowed) else ""


class Unusable:
    """Counts the contacts that no code may go to, and tells the operator at most once an hour."""

    def __init__(self) -> None:
        self._count = 0
        self._told = float("-inf")

    def add(self, count: int) -> None:
        """Count some more; the log says how many since it told last."""
        self._count += count
        now = time.monotonic()
        if self._count and now - self._told >= TELL_EVERY:
            log.warning("contacts_unusable", count=self._count, why="the registry holds them in no form that is known")
            self._count, self._told = 0, now
