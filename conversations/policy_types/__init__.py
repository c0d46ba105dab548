"""The policy types that can be linked, in the order in which they are offered: a new one is a file and a line here."""

from conversations.policy_types.base import PolicyType
from conversations.policy_types.dplk import DPLK
from conversations.policy_types.group import GROUP
from conversations.policy_types.individu import INDIVIDU

POLICY_TYPES: dict[str, PolicyType] = {kind.id: kind for kind in (INDIVIDU, GROUP, DPLK)}

__all__ = ["POLICY_TYPES", "PolicyType"]
