"""DPLK: membership of a pension fund."""

from conversations.policy_types.base import PolicyType

DPLK = PolicyType(
    id="dplk",
    name="type.row.dplk",
    spoken=("pensiunan", "dana pensiun", "pensiun", "pension", "retirement"),
    prefill="prefill.dplk",
    fields=("policy", "participant", "born"),
    methods=("email", "sms"),
    ask_policy="field.policy.dplk",
    help_policy="help.policy.dplk",
    summary="confirm.dplk",
    confirm="confirm.btn.member",
    no_contact="lookup.no_contact",
    linked="done.member",
    pending="done.member.pending",
)
