"""Which type of policy a sentence speaks of."""

from __future__ import annotations

from conversations.policy_types import POLICY_TYPES
from conversations.wishes.plain import plain


def kind(text: str) -> str:
    """Return the one policy type whose words stand in the text; "" where none or more than one does."""
    said = f" {plain(text)} "
    found = [type.id for type in POLICY_TYPES.values() if any(f" {word} " in said for word in (type.id, *type.spoken))]
    return found[0] if len(found) == 1 else ""
