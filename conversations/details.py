"""What a linking knows: what the customer gave, what the registry said of it, and the challenge of its codes.

All times are milliseconds since 1970 (UTC). All numbers of policies and participants are text: leading zeros count.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Contact(Struct, frozen=True):
    """A registered contact. ``method`` is how a code travels there: email or sms."""

    method: str
    address: str


class Details(Struct, frozen=True):
    """What the customer has entered so far; an empty text or None is not entered yet."""

    type: str
    policy: str = ""
    participant: str = ""
    born: date | None = None


class Match(Struct, frozen=True):
    """What the registry said about details that match.

    ``contacts`` are those that may take this type's code, ``registered`` are all that a gateway may write to.
    """

    policy_ref: str
    holder: str
    status: str
    instant: bool
    contacts: tuple[Contact, ...]
    email: str | None = None
    registered: tuple[Contact, ...] = ()


class Issued(Struct, frozen=True):
    """One code of a challenge: its keyed digest (never the code), and when it was issued and stops being right."""

    digest: bytes
    at: int
    expires: int


class Challenge(Struct, frozen=True):
    """A challenge: from the first code sent to the end of its linking. Wrong codes are counted over all its codes.

    ``sends`` counts the codes handed to a gateway; ``sending`` is the effect whose outcome is still to come ("": none).
    """

    id: str
    contact: Contact
    codes: tuple[Issued, ...] = ()
    wrong: int = 0
    sends: int = 0
    sending: str = ""
