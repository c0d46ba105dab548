"""Who may do what: the five roles and their rights, on one screen."""

from __future__ import annotations

from enum import StrEnum

from storage.staff import Role


class Right(StrEnum):
    """Something that a role may do."""

    WATCH = "watch"  # read conversations and requests, masked
    DRIVE = "drive"  # take a conversation over, write in it, hand it back; notes and labels
    DECIDE = "decide"  # claim, approve and reject requests
    REVEAL = "reveal"  # see one masked field for a minute, with a reason
    FIGURES = "figures"  # Ringkasan
    EXPORT = "export"  # ask for an export
    AUDIT = "audit"  # read who did what
    ASK = "ask"  # ask for what takes two people: erasures, unlocking a policy
    SECOND = "second"  # be the second person
    TEXTS = "texts"  # canned replies, labels, and what the bot answers in the insurer's name
    STAFF = "staff"  # add, disable and change members of the team
    SYSTEM = "system"  # retention and outgoing webhooks


_AGENT = frozenset({Right.WATCH, Right.DRIVE, Right.DECIDE, Right.REVEAL, Right.FIGURES})
_LEAD = _AGENT | {Right.EXPORT, Right.AUDIT, Right.ASK, Right.SECOND, Right.TEXTS}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.WATCH, Right.FIGURES}),
    Role.AGENT: _AGENT,
    Role.LEAD: _LEAD,
    Role.AUDITOR: frozenset({Right.WATCH, Right.REVEAL, Right.FIGURES, Right.EXPORT, Right.AUDIT}),
    Role.ADMIN: _LEAD | {Right.STAFF, Right.SYSTEM},
}


def may(role: Role, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in RIGHTS[role]
