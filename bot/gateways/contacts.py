"""Which contacts a gateway may write to: checked by their form, never asked of anybody."""

from __future__ import annotations

import re

from bot.numbers import INDONESIA, Numbers

# A dot-atom and a domain, in ASCII (RFC 5321 without quoted local parts): whatever else a registry holds could break
# out of a header or an SMTP command.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3


def is_email(address: str) -> bool:
    """Say whether a letter may go there."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def is_mobile(number: str, allowed: tuple[Numbers, ...] = INDONESIA) -> bool:
    """Say whether an SMS may go there."""
    return any(numbers.covers(number) for numbers in allowed)


def is_usable(method: str, address: str, allowed: tuple[Numbers, ...] = INDONESIA) -> bool:
    """Say whether a code may travel by ``method`` (email, sms) to ``address``."""
    return is_email(address) if method == "email" else method == "sms" and is_mobile(address, allowed)
