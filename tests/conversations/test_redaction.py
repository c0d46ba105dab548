"""Redaction: codes, dates of birth and identity numbers never reach what is kept."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import states
from conversations.advance import advance
from conversations.events import Happening, Reworded, Shown, Told
from conversations.redaction import redact
from tests.conversations.samples import CHALLENGE, DETAILS, MATCH, TERMS, chat, event
from tests.conversations.test_reading import SCRIPTS, scripted

BETWEEN = st.sampled_from(["", " ", "-", ".", "\u200b", "\u2066", ", ", " . ", "/", "_", "*"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("000123", "[kode OTP]"), ("kode saya 000 123 ya", "kode saya [kode OTP] ya"), ("0.0.0.1.2.3", "[kode OTP]"),
        ("3174011708900001", "[NIK]"), ("3174-0117-0890-0001", "[NIK]"), ("17 Agustus 1990", "[tanggal lahir]"),
        ("lahir 17-8-1990", "lahir [tanggal lahir]"), ("17081990", "[tanggal lahir]"),
    ],
)  # fmt: skip
def test_what_must_not_be_kept_is_named_instead(text: str, kept: str) -> None:
    """A code, a date, an identity number: each gives way to its name."""
    assert redact(text, code=True, birth=True) == kept


def test_what_may_be_kept_stays() -> None:
    """Numbers of policies and names stay where nothing else is expected."""
    for text in ("00012345", "no polis 00012345 atas nama JANE RAILEY", "halo"):
        assert redact(text, code=False, birth=False) == text


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), BETWEEN, st.sampled_from(SCRIPTS), st.booleans())
@settings(deadline=None)
def test_no_code_is_kept_where_one_is_expected(code: str, between: str, zero: str, birth: bool) -> None:
    """However it is written, no six digits of a code stay together in what is kept."""
    kept = redact(f"ini {between.join(scripted(code, zero))} ok", code=True, birth=birth)
    assert re.sub(r"[^0-9]", "", kept) == ""


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), BETWEEN, st.sampled_from(SCRIPTS), st.booleans(), st.booleans())
@settings(deadline=None)
def test_no_identity_number_is_ever_kept(nik: str, between: str, zero: str, code: bool, birth: bool) -> None:
    """Sixteen digits go at every step."""
    kept = redact(f"ktp {between.join(scripted(nik, zero))}", code=code, birth=birth)
    assert re.sub(r"[^0-9]", "", kept) == ""


@given(st.dates(date(1916, 1, 1), date(2026, 1, 1)), st.sampled_from(SCRIPTS), st.booleans())
@settings(deadline=None)
def test_no_date_of_birth_is_kept(day: date, zero: str, code: bool) -> None:
    """A date goes in each form that is read as one."""
    for form in (
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} Agustus {day.year}",
        f"{day:%d%m%Y}",
    ):
        kept = redact(f"lahir {scripted(form, zero)}", code=code, birth=True)
        assert str(day.year) not in kept


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200), st.booleans(), st.booleans())
@settings(deadline=None)
def test_redaction_is_total_and_final(text: str, code: bool, birth: bool) -> None:
    """No text raises, and what was redacted once is not changed by redacting it again."""
    kept = redact(text, code=code, birth=birth)
    assert redact(kept, code=code, birth=birth) == kept


@pytest.mark.parametrize(
    "what", [Told("kode saya 000123", "9"), Shown("photo", "000 123", "9"), Reworded("000123", "9")], ids=repr
)
def test_whatever_holds_a_code_is_to_be_deleted(what: Happening) -> None:
    """A code in a text, a caption or an edit goes from the chat where one is expected, and stays elsewhere."""
    coding = advance(chat(states.EnteringCode(DETAILS, MATCH, CHALLENGE)), event(what), TERMS)
    chosen = advance(chat(states.ChoosingMethod(DETAILS, MATCH, CHALLENGE)), event(what), TERMS)
    at_menu = advance(chat(states.AtMenu()), event(what), TERMS)
    assert coding is not None
    assert chosen is not None
    assert at_menu is not None
    assert (coding.erase, chosen.erase, at_menu.erase) == (True, True, False)
