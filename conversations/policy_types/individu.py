"""Individu: a policy in the customer's own name; the insurer decides the request."""

from conversations.policy_types.base import PolicyType

INDIVIDU = PolicyType(
    id="individu",
    name="type.row.ind",
    spoken=("pribadi", "perorangan", "individual", "sendiri", "personal"),
    prefill="prefill.ind",
    fields=("policy", "born"),
    methods=("email", "sms"),
    ask_policy="field.policy.ind",
    help_policy="help.policy.ind",
    summary="confirm.ind",
    confirm="confirm.btn.ind",
    no_contact="lookup.no_contact",
    linked="done.ind.linked",
    pending="done.ind",
)
