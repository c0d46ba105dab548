"""Group: membership through an employer; the code goes to the registered email only."""

from conversations.policy_types.base import PolicyType

GROUP = PolicyType(
    id="group",
    name="type.row.grp",
    spoken=("grup", "kumpulan", "perusahaan", "kantor", "karyawan", "pabrik", "hrd", "company", "employer", "office"),
    prefill="prefill.grp",
    fields=("policy", "participant", "born"),
    methods=("email",),
    ask_policy="field.policy.grp",
    help_policy="help.policy.grp",
    summary="confirm.grp",
    confirm="confirm.btn.member",
    no_contact="lookup.no_contact.grp",
    linked="done.member",
    pending="done.member.pending",
)
