"""The second factor: a TOTP (RFC 6238) whose steps are used once, and ten recovery codes for who lost the device."""

from __future__ import annotations

import hmac
import re
import secrets

import pyotp
from msgspec import Struct, structs

from storage.staff import Staff
from storage.vault import Purpose

STEP = 30_000  # milliseconds
NEIGHBOURS = (-1, 0, 1)  # a device's clock may be half a minute off
RECOVERIES = 10
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32


class Passed(Struct, frozen=True):
    """The code was right: ``staff`` is the member with the code used up."""

    staff: Staff
    recovered: bool = False


def fresh_secret() -> str:
    """Return a TOTP's secret: 160 bits in base 32."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Tell whether a text is a TOTP's secret as we make them."""
    return re.fullmatch("[A-Z2-7]{32}", text) is not None


def address(secret: str, name: str, brand: str) -> str:
    """Return the ``otpauth:`` address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=f"{brand} Care")


def current(secret: str, now: int) -> str:
    """Return the code of this moment (milliseconds since 1970)."""
    return pyotp.HOTP(secret).at(now // STEP)


def used(secret: str, code: str, now: int, last: int) -> int | None:
    """Return the time step that a code belongs to; None if it is wrong or its step, or a later one, was used."""
    steps = [now // STEP + beside for beside in NEIGHBOURS]
    right = [step for step in steps if hmac.compare_digest(pyotp.HOTP(secret).at(step).encode(), code.encode())]
    return next((step for step in right if step > last), None)


def check(staff: Staff, id: str, typed: str, now: int, keys: Purpose) -> Passed | None:
    """Compare what was typed with the TOTP or the recovery codes; None: neither."""
    code = "".join(sign for sign in typed.casefold() if sign.isalnum())
    if len(code) == 6 and code.isascii() and code.isdigit():
        step = used(staff.secret, code, now, staff.step)
        return Passed(structs.replace(staff, step=step)) if step is not None else None
    digest = _digest(keys, id, code)
    left = tuple(kept for kept in staff.recovery if not hmac.compare_digest(kept, digest))
    return Passed(structs.replace(staff, recovery=left), recovered=True) if len(left) < len(staff.recovery) else None


def recoveries(id: str, keys: Purpose) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Return ten fresh recovery codes, and the digests of them that are kept."""
    codes = tuple("".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERIES))
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes), tuple(_digest(keys, id, code) for code in codes)


def _digest(keys: Purpose, id: str, code: str) -> bytes:
    return keys.sign("recovery", f"{id}\0{code}".encode())
