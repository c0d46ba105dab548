"""Masking: nothing of a policy, a contact or a known name is left whole in what the care team reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.masking import mask_text, names_in
from tests.conversations.samples import STEPS, chat

NAMES = ("JANE RAILEY",)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Polis aktif: 00012345 (Individu)", "Polis aktif: ****2345 (Individu)"),
        ("0001.2345 / 8765 4321", "****2345 / ****4321"),
        ("Halo, JANE RAILEY.", "Halo, J. R.."),
        ("saya Jane Railey, polis saya 12345678", "saya J. R., polis saya ****5678"),
        ("email jane.railey@example.com ya", "email j***@e***.com ya"),
        ("hp 0812-3456-7890 atau +62 811 222 333 44", "hp +62 8** **** **90 atau +62 8** **** **44"),
        ("Permintaan PL-00ABCDEF selesai 27 November 2026", "Permintaan PL-00ABCDEF selesai 27 November 2026"),
        ("berlaku sampai 10.42 WIB, dalam 5 menit", "berlaku sampai 10.42 WIB, dalam 5 menit"),
        ("hubungi 15000-37", "hubungi 15000-37"),
        (
            "Kode dikirim ke j***@e***.com atau +62 8** **** **01",
            "Kode dikirim ke j***@e***.com atau +62 8** **** **01",
        ),
        ("[kode OTP] dan [tanggal lahir]", "[kode OTP] dan [tanggal lahir]"),
        ("1. Polis Saya\n2. Tambah Polis", "1. Polis Saya\n2. Tambah Polis"),
    ],
)
def test_a_text_is_masked(text: str, masked: str) -> None:
    """Numbers, contacts and names go; what everybody may read stays."""
    assert mask_text(text, NAMES, ("15000-37",)) == masked


@given(st.from_regex(r"[0-9]{4,20}", fullmatch=True), st.sampled_from(["", " ", "no polis ", "polis:", "(", "\n"]))
@settings(deadline=None)
def test_no_number_of_a_policy_is_left_whole(number: str, before: str) -> None:
    """Whatever stands before it, a number of four digits or more is not shown."""
    assert number not in mask_text(f"{before}{number} ok", (), ())


def test_every_name_that_a_state_knows_is_found() -> None:
    """The holder of a match, a link and a request is masked in every step that knows one."""
    for step in STEPS:
        known = chat(step)
        if known.links or getattr(step, "match", None):
            assert "JANE RAILEY" in names_in(known)
