"""The shape of a policy type: what is asked, how a code may travel, which words it uses."""

from __future__ import annotations

from msgspec import Struct

from conversations.turn import Say


class PolicyType(Struct, frozen=True, kw_only=True):
    """One kind of policy. ``fields`` are asked in order; ``methods`` are the ways in which its code may travel.

    ``name`` and the further texts are keys of the catalogue; ``prefill`` is what WhatsApp's deep link lets a customer send.
    """

    id: str
    name: str
    spoken: tuple[str, ...]
    prefill: str
    fields: tuple[str, ...]
    methods: tuple[str, ...]
    ask_policy: str
    help_policy: str
    summary: str
    confirm: str
    no_contact: str
    linked: str
    pending: str

    @property
    def label(self) -> Say:
        """The type's name as a value of a sentence."""
        return Say(self.name)
