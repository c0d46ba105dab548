"""Known devices: a browser that a member signed in with bears a signed cookie, and its attempts have a count of their own.

So strangers who type a member's name with wrong passwords, or many names from one address, lock out strangers alone (OWASP,
"Slow Down Online Guessing Attacks with Device Cookies"). The cookie lets nobody in: it says only whose count is used.
"""

from __future__ import annotations

import hmac
import secrets

from msgspec import Struct

from conversations.limits import DAY
from storage.sessions import Sessions

LASTS = 180 * DAY


class Source(Struct, frozen=True):
    """Where an attempt comes from: an address, and a device that this member signed in with before ("": none)."""

    address: str
    device: str = ""


def cookie_of(session: str, id: str) -> str:
    """Return the name of a member's device cookie beside the session's: members may share a browser."""
    return f"{session}-device-{id}"


def issue(sessions: Sessions, id: str, now: int) -> str:
    """Return the cookie of a device that a member has just signed in with."""
    device = f"{now + LASTS}.{secrets.token_hex(16)}"
    return f"{device}.{_seal(sessions, id, device)}"


def known(sessions: Sessions, id: str, cookie: str, now: int) -> str:
    """Return the device that a cookie names, if it was issued for this member and has not lapsed ("": it names none)."""
    device, _, seal = cookie.rpartition(".")
    if not hmac.compare_digest(_seal(sessions, id, device).encode(), seal.encode("utf-8", "replace")):
        return ""
    return device if int(device.partition(".")[0]) > now else ""


def _seal(sessions: Sessions, id: str, device: str) -> str:
    return sessions.token(f"{id}\0{device}", "device")
