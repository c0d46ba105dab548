"""Reading: every row of how customers type, and what holds for any text at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import reading
from conversations.locales import LANGUAGES, catalogue
from conversations.reading.dates import MONTHS

TODAY = date(2026, 11, 23)
SCRIPTS = ("0", "٠", "۰", "०", "০", "๐", "໐", "០", "０", "𝟎")
BORN = date(1990, 8, 17)
TYPES = [["Individu", "Individual"], ["Group"], ["DPLK"], ["Saya tidak tahu jenisnya", "I don't know the type"]]
texts = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


def scripted(digits: str, zero: str) -> str:
    """Write ASCII digits in the script whose zero is given."""
    return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in digits)


@pytest.mark.parametrize(
    "text",
    [
        "17-08-1990", "17/8/90", "17.08.1990", "17081990", "17 Agustus 1990", "17 agt 1990", "1990-08-17",
        "tgl lahir saya 17 Ags 1990", "17 08 1990", "17 august 1990", "170890", "lahir: 17 agust 1990", "17-Agu-90",
        "17-08-1990 🙏", "17-08-1990 kak", "17-08-1990, terima kasih", "17-08-1990 00:00:00", "17 Agt'90", "17 agt\u201990",
        "Jakarta, 17 Agustus 1990", "TTL: Kota Bandung, 17-08-1990", "17 Agustsu 1990", "17 agustus, 1990",
        "August 17, 1990", "Nama: Jane Railey\nTgl lahir: 17-8-90", "iya kak, 17-08-1990 ya",
    ],
)  # fmt: skip
def test_a_date_of_birth_is_read_day_first(text: str) -> None:
    """Every form that people use gives the same day."""
    assert reading.birth(text, TODAY) == BORN


@pytest.mark.parametrize("text", ["31-04-1985", "29-02-1991", "17-17-1990", "00-01-1990", "31 feb 1990"])
def test_an_impossible_date_is_named_and_never_swapped(text: str) -> None:
    """A date that is in no calendar is said back, not mended."""
    assert isinstance(reading.birth(text, TODAY), reading.ImpossibleDate)


@pytest.mark.parametrize("text", ["24-11-2026", "01-01-1900", "22-11-1916"])
def test_a_date_out_of_range_is_told(text: str) -> None:
    """A date of birth is not in the future and at most 110 years ago."""
    assert isinstance(reading.birth(text, TODAY), reading.OutOfRange)


def test_the_edges_of_the_range() -> None:
    """Today and 110 years ago are the last that count; a two-digit year later than this one is of the last century."""
    assert reading.birth("23-11-2026", TODAY) == TODAY
    assert reading.birth("23-11-1916", TODAY) == date(1916, 11, 23)
    assert reading.birth("01-01-26", TODAY) == date(2026, 1, 1)
    assert reading.birth("01-01-27", TODAY) == date(1927, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "00012345", "0001 2345", "0001.2345", "0001-2345", "no polis 00012345", "Nomor polis saya: 00012345", "#00012345",
        "00012345 🙏", "00012345 ya kak", "00012345 mas", "nomor polisnya 00012345", "00012345 terima kasih",
        "00012345 (Jane)", "No peserta: 00012345 🙏🏽", "polis saya 00012345 kak", "selamat pagi kak, 00012345",
        "Nama: Jane Railey\nNo polis: 00012345", "“00012345”", "00012345 a.n. Jane Railey", "iya 00012345",
    ],
)  # fmt: skip
def test_a_number_keeps_its_leading_zeros(text: str) -> None:
    """Separators and the words around a number go, its zeros stay."""
    assert reading.number(text) == reading.Number("00012345")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17-08-1990", reading.LooksLikeDate()), ("1990-08-17", reading.LooksLikeDate()),
        ("3174 0117 0890 0001 🙏", reading.LooksLikeNik()), ("jangan 00012345", reading.NotANumber()),
        ("(3174011708900001)", reading.LooksLikeNik()), ("Nama: Jane\nNIK: 3174011708900001", reading.LooksLikeNik()),
        ("00012345 Jane", reading.Number("00012345")), ("00012345 atau 00012346", reading.NotANumber()),
        ("no polis 3174011708900001", reading.LooksLikeNik()),
        ("123", reading.NotANumber()), ("1234", reading.Number("1234")), ("1" * 20, reading.Number("1" * 20)),
        ("1" * 21, reading.NotANumber()), ("12a45", reading.NotANumber()), ("", reading.NotANumber()),
        ("00012345 87654321 x", reading.NotANumber()), ("1" * 70, reading.NotANumber()),
    ],
)  # fmt: skip
def test_what_is_no_number_is_told_apart(text: str, expected: object) -> None:
    """Dates, identity numbers and everything else have answers of their own."""
    assert reading.number(text) == expected


@pytest.mark.parametrize(
    "text", ["000123", "000 123", "000-123", "0 0 0 1 2 3", "*000123*", "kode saya 000123", "OTP: 000123.", "00 01 23"]
)
def test_a_code_is_the_only_six_digits(text: str) -> None:
    """However a code is grouped, it is the same code."""
    assert reading.code(text) == "000123"


@pytest.mark.parametrize(
    "text", ["12345", "1234567", "000123 000124", "halo", "", "0001234 567", "x" * 500 + " 000123"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    """Too few, too many, or two different: no code, and no attempt."""
    assert reading.code(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_sms_may_be_pasted(language: str) -> None:
    """The phone number in the SMS is no code."""
    sms = catalogue(language)["sms.otp"].format(
        brand="Gen iClick", code="000123", channel="WhatsApp", minutes=5, help_phone="15000-37"
    )
    assert reading.code(sms) == "000123"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0), ("1.", 0), ("2)", 1), ("nomor 2", 1), ("yang pertama", 0), ("pilih no 3", 2), ("tiga", 2), ("1️⃣", 0),
        ("B", 1), ("indiv", 0), ("grup", 1), ("dana pensiun", 2), ("DPLK", 2), ("individual", 0), ("Group", 1),
        ("4", 3), ("saya tidak tahu", 3), ("polis group", 1), ("5", None), ("0", None), ("", None), ("mungkin", None),
        ("individu atau group", None),
    ],
)  # fmt: skip
def test_a_choice_is_a_number_a_letter_or_a_label(text: str, place: int | None) -> None:
    """A choice is read in the ways that people choose, within range only."""
    assert reading.choice(text, TYPES) == place


@pytest.mark.parametrize(
    "text",
    [
        "00012345 / 87654321 / 17-8-1990", "00012345\n87654321\n17 agustus 1990", "17-08-1990, 00012345; 87654321",
        "1. 00012345\n2. 87654321\n3. 17-08-1990", "polis 00012345 peserta 87654321 lahir 17 agustus 1990 kak 🙏",
        "no peserta 87654321, no polis 00012345, Jakarta, 17 Agustus 1990",
        "Nama: Jane Railey\nNo polis: 00012345\nNo peserta: 87654321\nTanggal lahir: 17-08-1990\nTerima kasih",
    ],
)  # fmt: skip
def test_several_details_in_one_message(text: str) -> None:
    """Each part that is plain is taken, whatever the order of the date."""
    found = reading.fields(text, ("policy", "participant", "born"), TODAY)
    assert found == reading.Fields(policy="00012345", participant="87654321", born=BORN)


@pytest.mark.parametrize(
    "text",
    [
        "Nama: Jane Railey\nNo polis: 00012345\nTanggal lahir: 17-08-1990", "00012345 17-08-1990", "00012345 dan 17-08-1990",
        "polis 00012345 lahir 17 agustus 1990", "00012345, Jakarta, 17 Agustus 1990", "0001 2345 17-08-1990",
        "nomor polis 00012345 tanggal lahir 17-08-1990", "17 agustus 1990 polis 00012345",
    ],
)  # fmt: skip
def test_a_number_and_a_date_in_one_sentence(text: str) -> None:
    """A number and a date are told apart without punctuation too; a name beside them is no detail."""
    found = reading.fields(text, ("policy", "born"), TODAY)
    assert found == reading.Fields(policy="00012345", born=BORN)


@pytest.mark.parametrize("text", ["17 Agustus", "17-08", "17 agt kak", "lahir 17 agustus"])
def test_a_missing_year_is_named(text: str) -> None:
    """A day and a month are half of a date, not a mistake."""
    assert isinstance(reading.birth(text, TODAY), reading.MissingYear)


@pytest.mark.parametrize("text", ["17 xxxxx 1990", "17 maruni 1990", "polis 17 1990", "17-08-1990 atau 18-08-1990"])
def test_what_may_be_two_dates_or_none_is_no_date(text: str) -> None:
    """A month is mended only where one month alone can be meant."""
    assert isinstance(reading.birth(text, TODAY), reading.NotADate)


@pytest.mark.parametrize(
    "phone",
    [
        "(0274) 512345", "0800 1 401217", "021-500888", "+62 21 500888", "1 500 888", "1500 786", "14037", "15000-37", "",
        "(0274) 349886",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_telephone_in_our_sms_is_no_code(phone: str, language: str) -> None:
    """Our whole SMS is read whatever the telephone for help is, and in whichever way a phone groups it."""
    sms = catalogue(language)["sms.otp"].format(
        brand="Gen iClick", code="349885", channel="Telegram", minutes=5, help_phone=phone
    )
    assert reading.code(sms, phone) == "349885"
    assert reading.code(sms.replace("(0", "(+62 "), phone) == "349885"
    assert reading.code("349885 atau 512345", phone) is None


def test_several_details_are_taken_only_when_each_is_plain() -> None:
    """One part that is not plain, or one too many, and nothing is taken."""
    for text in ("00012345 / mungkin", "00012345", "1111 / 2222 / 3333 / 4444", ""):
        assert reading.fields(text, ("policy", "participant", "born"), TODAY) == reading.Fields()
    assert reading.fields("00012345 / 17-08-1990", (), TODAY) == reading.Fields()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("/start group", "group"), ("/start@polis_bot dplk", "dplk"), ("/start individu", "individu"),
        ("/start", None), ("/start ../../etc", None), ("/start group extra", None), ("group", None),
    ],
)  # fmt: skip
def test_a_deep_link_opens_a_flow(text: str, kind: str | None) -> None:
    """A known payload opens its flow; junk opens none."""
    assert reading.entry(text) == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prefilled_texts_open_their_flows(language: str) -> None:
    """What WhatsApp's links prefill is understood, with or without its punctuation."""
    for key, kind in (("prefill.ind", "individu"), ("prefill.grp", "group"), ("prefill.dplk", "dplk")):
        text = catalogue(language)[key]
        assert reading.entry(text) == reading.entry(text.upper().replace(".", "")) == kind


# --- whatever is typed ----------------------------------------


@given(texts)
@settings(deadline=None)
def test_reading_is_total(text: str) -> None:
    """No text raises, and what is returned is one of the named answers."""
    clean = reading.clean(text)
    assert clean == reading.clean(clean)
    assert reading.fold(text) == reading.fold(reading.fold(text))
    clean.encode()
    reading.birth(text, TODAY)
    reading.number(text)
    reading.fields(text, ("policy", "participant", "born"), TODAY)
    reading.entry(text)
    assert reading.choice(text, TYPES) in (None, 0, 1, 2, 3)
    code = reading.code(text)
    assert code is None or (len(code) == 6 and set(code) <= set("0123456789"))


@given(st.dates(date(1917, 1, 1), TODAY), st.sampled_from(SCRIPTS), st.sampled_from(sorted(MONTHS)))
@settings(deadline=None)
def test_every_form_of_every_date_is_read_back(day: date, zero: str, name: str) -> None:
    """A date written in any form and any script's digits is the same date."""
    for form in (
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d%m%Y}",
        f"{day:%Y-%m-%d}",
    ):
        assert reading.birth(scripted(form, zero), TODAY) == day
    if MONTHS[name] == day.month:
        assert reading.birth(f"tgl lahir {day.day} {name.title()} {day.year}", TODAY) == day


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.sampled_from(SCRIPTS))
@settings(deadline=None)
def test_every_code_survives_every_form(code: str, zero: str) -> None:
    """A code in any grouping and any script's digits, with invisible marks between, is the same code."""
    for form in (code, " ".join(code), f"{code[:3]} {code[3:]}", f"kode saya {code}", f"*{code}*", "\u200b".join(code)):
        assert reading.code(scripted(form, zero)) == code


@given(st.from_regex(r"[0-9]{4,20}", fullmatch=True).filter(lambda text: len(text) != 16), st.sampled_from(SCRIPTS))
@settings(deadline=None)
def test_every_number_survives_its_separators(digits: str, zero: str) -> None:
    """A number keeps every digit, whatever its script."""
    assert reading.number(f"no polis {scripted(digits, zero)}") == reading.Number(digits)


@pytest.mark.parametrize("unit", ["a", "nya", "a, ", "1 ", "(a", "'"])
def test_a_text_of_any_length_is_read_in_no_time(unit: str) -> None:
    """What is longer than any answer is not normalised: no pattern walks over it again and again."""
    text = (unit * 4096)[:4096]
    assert reading.normalise(text) == reading.fold(text)
    assert reading.parts(text) == (text,)
    assert isinstance(reading.number(text), reading.NotANumber)
    assert reading.fields(text, ("policy", "born"), TODAY) == reading.Fields()
