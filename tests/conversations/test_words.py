"""The words that work anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import answers, words
from conversations.locales import LANGUAGES, catalogue
from conversations.words import Word

SAID: dict[Word, str] = {
    Word.CANCEL: "batal, batalkan, cancel, stop, keluar, ga jadi, /batal, /cancel, Batal., mau batal dong",
    Word.BACK: "kembali, balik, back, sebelumnya, /kembali, Kembali",
    Word.HELP: "bantuan, bantu, help, tolong, ?, cara, gimana, /bantuan, /help, /help@polis_bot",
    Word.PERSON: "petugas, cs, admin, operator, manusia, customer service, agent, saya mau petugas",
    Word.COMPLAINT: "komplain, keluhan, complaint",
    Word.MENU: "menu, menu utama, /menu, Menu Utama, Kembali ke Menu Utama, Back to Main Menu",
    Word.START: "mulai, start, halo, hai, hi, p, assalamualaikum, selamat pagi, /start, Halo!, Selamat pagi.",
    Word.RESEND: "kirim ulang, kirim lagi, resend, belum masuk, belum terima, otp ga masuk, mana kodenya, Kirim Ulang",
    Word.SMS: "lewat sms, sms",
    Word.EMAIL: "via email, email",
    Word.SWITCH: "ganti metode, Change method",
    Word.WITHDRAW: "tarik persetujuan, withdraw consent, TARIK PERSETUJUAN",
    Word.ENGLISH: "english, inggris, ENGLISH",
    Word.INDONESIAN: "bahasa, indonesia, INDONESIA",
}
TYPE_IT = re.compile(r"\b(?:ketik|type|balas|reply|mengetik|can type)\b", re.IGNORECASE)
CAPITALS = re.compile(r"\b(?:[A-Z]{3,}|MY)(?: [A-Z]{4,}| MY [A-Z]{4,})?\b")
NO_WORDS = {"OTP", "SMS", "OJK", "DPLK", "NIK", "PIN", "KTP", "HRD", "YA", "TIDAK", "YES", "ID", "SETUJU", "AGREE"}


@pytest.mark.parametrize(("word", "text"), [(word, text) for word, says in SAID.items() for text in says.split(", ")])
def test_a_word_is_understood(word: Word, text: str) -> None:
    """Each word works in its usual forms and in either case."""
    assert words.anywhere(text) is word
    assert words.anywhere(text.upper()) is word


@pytest.mark.parametrize(
    "text", ["tidak", "ya", "00012345", "17-08-1990", "Individu", "1", "saya tidak tahu", "", "batal ya nomor 3"]
)
def test_an_answer_is_no_word(text: str) -> None:
    """What may be an answer is left to the step."""
    assert words.anywhere(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_message_tells_to_type_is_understood(language: str) -> None:
    """The catalogue asks for no word that nobody understands."""
    asked: set[str] = set()
    for text in catalogue(language).values():
        for line in re.split(r"[.\n]", text):
            if TYPE_IT.search(line) or line.startswith("- "):
                asked |= set(CAPITALS.findall(line)) - NO_WORDS
    rights = "TARIK PERSETUJUAN" if language == "id" else "WITHDRAW CONSENT"
    assert {"MENU", "PETUGAS" if language == "id" else "OPERATOR", rights} <= asked
    assert [word for word in asked if words.anywhere(word) is None] == []
    for word in ("YA", "YES"):
        assert answers.yes(word)
    for word in ("TIDAK", "NO"):
        assert answers.no(word)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=100))
@settings(deadline=None)
def test_words_are_total(text: str) -> None:
    """No text raises, and none is yes and no at once."""
    words.anywhere(text)
    answers.agrees(text)
    answers.declines(text)
    assert not (answers.yes(text) and answers.no(text))
