"""Masks: enough of a number or an address for its owner to know it again, and for nobody else to use it."""

from __future__ import annotations

SHOWN = 4


def mask_policy(number: str) -> str:
    """Show the last four digits of a policy or participant number, fewer of a short one: ``****2345``."""
    return "****" + number[-min(SHOWN, len(number) // 2) :] if len(number) > 1 else "****"


def mask_phone(number: str) -> str:
    """Show the country, the first and the last two digits of a mobile number: ``+62 8** **** **01``."""
    digits = "".join(sign for sign in number if sign in "0123456789")
    if len(digits) < 9:
        return "+** *** **** ****"
    return f"+{digits[:2]} {digits[2]}** **** **{digits[-2:]}"


def mask_email(address: str) -> str:
    """Show the first letter of mailbox and domain, and the domain's ending: ``j***@e***.com``."""
    mailbox, at, domain = address.rpartition("@")
    if not at or not mailbox or not domain:
        return "***"
    name, dot, ending = domain.rpartition(".")
    shown = f"{name[0]}***.{ending}" if dot and name else "***"
    return f"{mailbox[0] if len(mailbox) > 1 else '*'}***@{shown}"


def mask_name(name: str) -> str:
    """Show initials: ``J. R.``."""
    return " ".join(f"{part[0]}." for part in name.split())
