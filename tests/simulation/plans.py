"""What customers have come for, how patient they are, and which words end a dialogue."""

from __future__ import annotations

from msgspec import Struct

from tests.simulation.insurer import Policy

THINKS = (1.0, 8.0)  # seconds between reading and answering
WAITS = (40.0, 100.0)  # seconds after which a customer who hears nothing writes again
PATIENT = 4  # messages without an answer, after which a customer leaves the queue for a person
TURNS = 150  # messages after which a script that does not come to its end is stuck
GOOD = ("done.", "notify.approved", "lookup.already")
HONEST = (
    "otp.locked", "lookup.locked", "otp.send_limit", "otp.resend_limit", "link.accounts_full", "notify.rejected",
    "lookup.no_contact",
)  # fmt: skip
DECIDED = 1500.0  # seconds by which a request is decided and its customer told
PENDING = ("done.ind", "done.member.pending", "lookup.already_pending")
TYPED = {"field.policy": "policy", "field.participant": "participant", "field.dob": "born"}
ODD = (
    "batal", "menu", "kembali", "halo", "bantuan", "kirim ulang", "lewat sms", "lewat email", "123456", "000000", "ya",
    "tidak", "english", "bahasa", "12345678", "17-08-1990", "hm", "tarik persetujuan", "petugas",
    "hapus data", "data saya",
)  # fmt: skip
# Which choice a customer makes, in this order, where it is offered.
MENDED = ("policy", "participant", "born")
PREFERRED = ("agree", "sure", "on", "retry", "link", "home")


class Plan(Struct, frozen=True, kw_only=True):
    """What a customer has come for: whose policy, by which method, and how many wrong codes come first."""

    name: str
    channel: str
    address: str
    policy: Policy
    method: str
    wrong: int = 0
    aliases: dict[str, str] = {}
    odd: float = 0.0
    waits_for_decision: bool = False
