"""The words: the same keys and values in every language, each text within what its channel carries."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.details import Contact
from conversations.effects import SendCode
from conversations.house import House
from conversations.locales import LANGUAGES, MOST, Voice, catalogue, labels, letter, notice_letter, text
from conversations.locales.catalogue import TEXTS
from conversations.locales.letters import GSM7, GSM7_TWICE, septets
from conversations.messages import Notice
from conversations.scene import say
from conversations.turn import Birth, Choice, Instant, Lines, Private, Reply, Say, Template, Value
from tests.clock import START

LONG_NAME = "I GUSTI AYU PUTU KUSUMAWARDHANI LESTARI"
LONG = House(help_email="layanan.nasabah.prioritas@asuransi-contoh.co.id", help_phone="+62 21 1500 0377")
VOICE = Voice(House())
LONGEST: dict[str, Value] = {
    "name": LONG_NAME, "policy_no": "9" * 20, "participant_no": "9" * 20, "type": Say("type.row.ind"), "policy_short": "9" * 8,
    "request_no": "PL-ZZZZZZZZ", "eta": Instant(START, "date"), "date": Instant(START, "date"),
    "datetime": Instant(START), "time": Instant(START, "time"), "email_masked": "j***@e***.example",
    "phone_masked": "+62 8** **** **01", "contact_masked": "+62 8** **** **01", "digits": 6, "minutes": 30, "seconds": 119,
    "days": 10, "progress": Say("field.progress", {"i": 7, "n": 7}),
    "left": 2, "min": 4, "max": 20, "max_age": 110, "value": Private("3" * 64, "[tanggal lahir]"), "i": 10, "n": 10,
    "range": "1-10", "reason": Say("reason.other"), "policy_masked": "****9999", "state": Say("state.retired"),
    "dob_words": Birth(date(1990, 9, 27)), "code": "000123", "label": Say("menu.row.agent"), "step_name": Say("step.confirm"),
    "position": 999, "ticket_no": "TK-ZZZZZZZZ", "agent_name": "K" * 40, "text": "x" * 1000, "name_masked": "J. R.",
    "ref": "ABCDEF", "receipt_no": "HD-ZZZZZZZZ", "version": "1", "bot_link": "https://t.me/" + "x" * 32,
    "person": Say("menu.row.agent"),
    "lines": Lines(tuple(Say("menu.line", {"n": n, "label": Say("menu.row.link")}) for n in range(1, 8))),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["telegram", "whatsapp"])
def test_every_text_fits_its_place_with_long_values(language: str, channel: str) -> None:
    """With the longest values that can come, each text is within its kind's limit."""
    for voice in (VOICE, Voice(LONG)):
        for key, found in TEXTS[language].items():
            if found.kind == "sms":
                continue
            said = voice.say(key, language, channel, **{name: LONGEST[name] for name in found.names if name in LONGEST})
            assert len(said) <= MOST[found.kind], f"{key} has {len(said)} characters"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("brand", ["Gen iClick", "B" * 60, "Asuransi “Sehat” – Contoh"])
def test_an_sms_is_one_part_of_gsm7(language: str, brand: str) -> None:
    """Whatever the brand, an SMS with a code has at most 160 septets and no sign that would double its cost."""
    sms = text(Voice(House(brand=brand)), _code(language, "sms"))
    assert septets(sms.text) <= 160
    assert set(sms.text) <= GSM7 | GSM7_TWICE
    assert "000123" in sms.text
    assert "15000-37" in sms.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_bears_the_code_in_its_body_alone(language: str) -> None:
    """The subject shows no code, the body has code, masked policy and licence line, the HTML says the same."""
    mail = letter(VOICE, _code(language, "email"))
    assert "000123" not in mail.subject
    for part in (mail.text, mail.html):
        assert "000123" in part
        assert "****2345" in part
        assert "00012345" not in part
    assert ("Otoritas Jasa Keuangan" if language == "id" else "OJK") in mail.text
    assert "<script" not in letter(VOICE, _code(language, "email", "<script>x</script>")).html


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.co.id", "Informasi lebih lanjut: https://example.co.id\n"),
        ("https://example.co.id/", "Informasi lebih lanjut: https://example.co.id/\n"),
        ("https://example.co.id/privasi", "Kebijakan privasi: https://example.co.id/privasi\n"),
    ],
)
def test_a_home_page_is_not_called_a_privacy_policy(url: str, said: str) -> None:
    """Consent names the policy where the setting leads to a page of its own."""
    assert said in Voice(House(privacy_url=url)).say("consent.ask", "id")


def test_tone() -> None:
    """No exclamation mark but after the congratulation, no emoji, no markup."""
    for language in LANGUAGES:
        for key, template in catalogue(language).items():
            plain = re.sub(r"\{\w+\}", "", template).replace("Selamat!", "").replace("Congratulations!", "")
            assert "!" not in plain, key
            assert not re.search(r"[*_`<>]|[\U0001F300-\U0001FAFF]", plain), key


def test_telegram_shows_longer_labels_and_whatsapp_descriptions() -> None:
    """Where the catalogue has a label for Telegram it is used there; a WhatsApp list describes its rows."""
    reply = Reply(
        says=(say("type.ask"),), choices=(Choice("link", "menu.row.link"),) * 4, list_button="type.list_button"
    )
    [telegram] = _spoken(reply, "telegram")
    [whatsapp] = _spoken(reply, "whatsapp")
    assert telegram.message.buttons[0].label == "Tambah Polis/Kepesertaan Baru"
    assert telegram.message.footer == ""
    assert whatsapp.message.buttons[0].label == "Tambah Polis"
    assert whatsapp.message.buttons[0].description.startswith("Tambah Polis/Kepesertaan Baru:")
    assert whatsapp.message.list_button == "Pilih Jenis"
    assert {"Tambah Polis", "Add policy", "Tambah Polis/Kepesertaan Baru"} <= set(
        labels(Choice("link", "menu.row.link"))
    )


def test_a_body_too_long_for_buttons_becomes_two_messages_on_whatsapp() -> None:
    """The first paragraphs go ahead as text, the last one bears the buttons; Telegram has it in one."""
    reply = Reply(
        says=(say("greet.new"), say("greet.new"), say("help.body"), say("consent.ask")),
        choices=(Choice("agree", "consent.btn.yes"),),
    )
    first, second = _spoken(reply, "whatsapp")
    assert not first.message.buttons
    assert first.message.id != second.message.id
    assert len(second.message.text) <= 1024
    assert second.message.buttons
    assert len(_spoken(reply, "telegram")) == 1


def test_a_date_of_birth_is_said_and_not_recorded() -> None:
    """What the customer reads back is in words; the transcript's line names it only."""
    given_: dict[str, Value] = {"policy_no": "00012345", "dob_words": Birth(date(1990, 8, 17)), "progress": "4"}
    [spoken] = _spoken(Reply(says=(Say("confirm.ind", given_),)), "telegram")
    assert "17 Agustus 1990" in spoken.message.text
    assert "[tanggal lahir]" in spoken.record
    assert "1990" not in spoken.record


def test_a_label_that_is_too_long_is_cut_visibly() -> None:
    """A twenty-digit policy number fits a row whole; what does not fit ends with an ellipsis."""
    row = Choice("l", "pol.row", {"n": 10, "policy_no": "9" * 20, "type": Say("type.row.ind")}, "pol.row.d")
    [listed] = _spoken(Reply(says=(say("pol.none"),), choices=(row,) * 4, list_button="pol.list_button"), "whatsapp")
    assert listed.message.buttons[0].label == "10. " + "9" * 20
    long = Choice("l", "pol.row", {"n": 1, "policy_no": "9" * 30, "type": Say("type.row.ind")})
    [cut] = _spoken(Reply(says=(say("pol.none"),), choices=(long,)), "whatsapp")
    assert cut.message.buttons[0].label == "1. " + "9" * 16 + "…"


def test_moments_are_said_in_the_installations_zone() -> None:
    """11:00 in Jakarta is said as such in both languages."""
    assert VOICE.say("consent.ok", "id", datetime=Instant(START)).endswith("23 November 2026 pukul 11.00 WIB.")
    assert VOICE.say("consent.ok", "en", datetime=Instant(START)).endswith("23 November 2026 at 11:00 WIB.")


def test_a_notice_becomes_a_letter() -> None:
    """A notice that the chat cannot take has a subject and a body for email."""
    values: dict[str, Value] = {"name": "JANE RAILEY", "request_no": "PL-00ABCDEF", "policy_masked": "****2345"}
    template = Template(
        name="approved",
        values=values,
        email="a@example.com",
        subject="email.approved.subject",
        body="email.approved.body",
    )
    shown = Say("notify.approved", values | {"policy_no": "00012345", "type": "Individu"})
    [spoken] = _spoken(Reply(says=(shown,), template=template), "whatsapp")
    notice = spoken.message.notice
    assert isinstance(notice, Notice)
    assert notice.values == ("JANE RAILEY", "PL-00ABCDEF", "****2345")
    mail = notice_letter(notice)
    assert mail.to == "a@example.com"
    assert mail.subject == "Permintaan PL-00ABCDEF disetujui"


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_value_is_ever_read_as_a_template(value: str) -> None:
    """Braces and percent signs in a value stay what they are."""
    assert VOICE.say("greet.back", "id", name=value, policy_no="{policy_no}", type="%s").startswith(f"Halo, {value}.")


def _spoken(reply: Reply, channel: str):  # type: ignore[no-untyped-def]
    return VOICE.messages(reply, language="id", channel=channel, id="0" * 16, nonce="abcdefgh")


def _code(language: str, method: str, name: str = LONG_NAME) -> SendCode:
    return SendCode(
        id="1" * 16, challenge="c", number=1, purpose="link", contact=Contact(method, "x"), channel="whatsapp",
        language=language, holder=name, type="group", policy="00012345", participant="87654321", issued=START,
        expires=START + 300_000, code="000123",
    )  # fmt: skip
