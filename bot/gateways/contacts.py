"""Which contacts a gateway may write to: checked by their form, never asked of anybody."""

from __future__ import annotations

import re

# A dot-atom and a domain, in ASCII (RFC 5321 without quoted local parts): whatever else a registry holds could break
# out of a header or an SMTP command.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Indonesian mobile numbers: +628 and 9 to 12 digits after +62. Other countries are where SMS pumping earns its money.
_MOBILE = re.compile(r"\+628[0-9]{8,11}")
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3


def is_email(address: str) -> bool:
    """Say whether a letter may go there."""
    return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def is_mobile(number: str) -> bool:
    """Say whether an SMS may go there: +628 and 9 to 12 digits after +62, so that unassigned samples pass too."""
    return _MOBILE.fullmatch(number) is not None


def is_usable(method: str, address: str) -> bool:
    """Say whether a code may travel by ``method`` (email, sms) to ``address``."""
    return is_email(address) if method == "email" else method == "sms" and is_mobile(address)
