"""Answers: yes, no, thanks and not knowing; and that nothing but whole answers begins what cannot be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from conversations import answers, states
from conversations.details import Issued
from conversations.effects import LookUp, SendCode, Unlink, Withdraw
from conversations.events import Told
from conversations.states import Step
from conversations.turn import Turn
from tests.conversations.samples import CHALLENGE, DETAILS, MATCH, NOW, after, chat, said

LATER = structs.replace(CHALLENGE, codes=(Issued(b"digest", NOW - 200_000, NOW + 100_000),))


@pytest.mark.parametrize(
    "text",
    [
        "ya",
        "y",
        "iya",
        "iyaa",
        "ok",
        "oke",
        "betul",
        "benar",
        "sudah",
        "lanjut",
        "setuju",
        "siap",
        "sip",
        "boleh",
        "yes",
    ],
)
def test_yes(text: str) -> None:
    """Every usual yes is one."""
    assert answers.yes(text)
    assert not answers.no(text)


@pytest.mark.parametrize(
    "text", ["tidak", "tdk", "gak", "ga", "nggak", "enggak", "bukan", "jangan", "belum", "salah", "no", "tidak setuju"]
)
def test_no_comes_before_yes(text: str) -> None:
    """Every usual no is one, and "tidak setuju" is no yes."""
    assert answers.no(text)
    assert not answers.yes(text)
    assert not answers.agrees(text)


@pytest.mark.parametrize(
    "text", ["ya tapi tanggalnya salah", "ok tapi ganti nomornya", "sudah benar belum", "yes but wrong"]
)
def test_yes_but_is_no_yes(text: str) -> None:
    """Who says yes and takes it back is asked again."""
    assert not answers.yes(text)


@pytest.mark.parametrize(
    "text",
    ["tidak tahu", "saya lupa", "ga tau nomornya", "lupa", "belum punya", "I don't know", "forgot", "hilang kak"],
)
def test_who_does_not_know_is_told_apart(text: str) -> None:
    """Not knowing is no answer, and no error either."""
    assert answers.lost(text)


@pytest.mark.parametrize("text", ["terima kasih", "ok", "Baik, terima kasih banyak", "makasih kak", "thanks!", "siap"])
def test_thanks_and_nods_are_polite(text: str) -> None:
    """Such words ask for nothing."""
    assert answers.polite(text)


@pytest.mark.parametrize("text", ["", "oke lanjut", "terima", "1", "batal", "ok 000123", "hmm"])
def test_what_asks_for_something_is_more_than_polite(text: str) -> None:
    """A nod with an answer is an answer."""
    assert not answers.polite(text)


@pytest.mark.parametrize("text", ["00012345", "ya", "17-08-1990", "tidak", "halo", "jangan lupa"])
def test_an_answer_is_not_a_loss(text: str) -> None:
    """What may be an answer is none of it."""
    assert not answers.lost(text)


def test_consent_takes_only_plain_words() -> None:
    """Consent is the button's label, setuju, ya, I agree or yes; "ok" and "lanjut" are not."""
    for text in ("Setuju", "ya", "I agree", "yes", "Saya setuju."):
        assert answers.agrees(text)
    for text in ("ok", "lanjut", "boleh", "tidak setuju", "I do not agree", "hmm"):
        assert not answers.agrees(text)
    for text in ("Tidak Setuju", "I do not agree", "tidak"):
        assert answers.declines(text)


@pytest.mark.parametrize(
    "text",
    [
        "gak ada yang salah", "tidak ada yang perlu diubah", "sudah benar semua kak terima kasih", "ga ada yg salah kok kak",
        "tidak perlu diubah, lanjut", "gpp lanjut", "benar 🙏", "nothing is wrong", "sudah bener semua",
    ],
)  # fmt: skip
def test_nothing_wrong_approves(text: str) -> None:
    """Who says that nothing is wrong says yes, and never that something is to be changed."""
    assert answers.approves(text)
    assert not answers.no(text)


@pytest.mark.parametrize("text", ["tidak benar", "masih ada yang salah", "belum benar", "salah kak", "bukan"])
def test_something_wrong_is_no(text: str) -> None:
    """Who says that something is wrong says no."""
    assert answers.no(text)
    assert not answers.approves(text)


@pytest.mark.parametrize(
    "text",
    [
        "ga ngerti", "belum paham, maksudnya apa ya?", "gak ada biayanya kan?", "tidak apa-apa kak", "gak masalah",
        "ga papa, lanjut", "gpp", "tidak masalah kak 🙏", "jangan", "belum", "bukan", "ga papa kok kak", "kurang setuju",
        "setuju gak ya", "apakah harus setuju?", "tidak?", "oke", "siap", "boleh kak", "no problem",
    ],
)  # fmt: skip
def test_neither_refuses_nor_consents(text: str) -> None:
    """A question, not understanding and "no problem" leave the question of consent open."""
    step = after(chat(states.Consenting()), Told(text)).chat.step
    assert isinstance(step, states.Consenting)


@pytest.mark.parametrize(
    "text", ["tidak", "Tidak Setuju", "tidak mau kak", "nggak", "gak 🙏", "saya tidak setuju, terima kasih", "no"]
)
def test_a_plain_no_refuses_consent(text: str) -> None:
    """Only the plain words refuse, with whatever courtesy around them."""
    assert isinstance(after(chat(states.Consenting()), Told(text)).chat.step, states.Declined)


def test_a_question_about_cost_is_answered_before_consent() -> None:
    """It has an answer of its own, and refuses nothing."""
    turn = after(chat(states.Consenting()), Told("gak ada biayanya kan?"))
    assert said(turn) == ["answer.cost", "consent.repeat"]


@pytest.mark.parametrize("text", ["belum paham, maksudnya apa ya?", "ga ngerti", "ini untuk apa"])
def test_a_question_about_consent_is_helped(text: str) -> None:
    """Who asks or does not understand gets the explanation and the question again, and no mistake is counted."""
    turn = after(chat(states.Consenting()), Told(text))
    assert said(turn) == ["help.consent", "consent.repeat"]
    assert turn.chat.misses == 0


@pytest.mark.parametrize(
    "text",
    [
        "gak ada kodenya", "kok gak masuk2", "mana kode nya", "kode saya tidak ada", "kok belum masuk kak?",
        "otpnya blm nyampe",
        "saya belum dapat sms", "belum ada kode masuk", "kodenya mana 🙏",
    ],
)  # fmt: skip
def test_no_code_is_a_resend(text: str) -> None:
    """Who says that no code has come gets another."""
    turn = after(chat(states.EnteringCode(DETAILS, MATCH, LATER)), Told(text))
    assert said(turn) == ["otp.not_received"]
    assert [type(effect) for effect in turn.effects] == [SendCode]


@pytest.mark.parametrize("text", ["ganti ke sms", "kirim lewat sms aja kak", "ganti metode", "sms dong 🙏"])
def test_the_other_contact_is_asked_for(text: str) -> None:
    """The code goes to the other registered contact."""
    turn = after(chat(states.EnteringCode(DETAILS, MATCH, LATER)), Told(text))
    assert [effect.contact.method for effect in turn.effects if isinstance(effect, SendCode)] == ["sms"]


@pytest.mark.parametrize(
    "text",
    [
        "email saya ganti", "email saya sudah tidak aktif", "emailnya sudah ga dipakai kak", "nomor lama sudah tidak aktif",
        "lewat wa aja", "kirim ke 081234567890", "kirim ke jane@example.org", "hp saya hilang", "ga bisa buka email",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "step", [states.ChoosingMethod(DETAILS, MATCH), states.EnteringCode(DETAILS, MATCH, CHALLENGE)]
)
def test_a_changed_contact_is_helped_and_sent_nothing(text: str, step: Step) -> None:
    """A contact that is not right any more gets no code, but the way to have it changed."""
    turn = after(chat(step), Told(text))
    assert said(turn)[0] == "answer.contact_changed"
    assert turn.effects == ()
    assert type(turn.chat.step) is type(step)


@pytest.mark.parametrize("text", ["kirim ulang", "ganti metode", "belum masuk", "email?", "sms?", "jangan ke email"])
def test_no_code_goes_out_before_a_contact_is_chosen(text: str) -> None:
    """At the choice of the contact only its name or button sends."""
    assert after(chat(states.ChoosingMethod(DETAILS, MATCH)), Told(text)).effects == ()


@pytest.mark.parametrize(
    "text",
    ["nomornya dimana ya?", "aman ga ini?", "polis apa ya", "ok kak", "siap", "🙏", "kenapa harus 8 digit?", "abc"],
)
@pytest.mark.parametrize(
    "step",
    [
        states.TypingPolicy(structs.replace(DETAILS, policy="", participant="", born=None)),
        states.TypingParticipant(structs.replace(DETAILS, participant="", born=None)),
        states.TypingBirth(structs.replace(DETAILS, born=None)),
    ],
)  # fmt: skip
def test_a_text_without_a_value_is_no_mistake(text: str, step: Step) -> None:
    """A question or a courtesy where a number or a date was asked is helped, with the question once, and counts for nothing."""
    turn = after(chat(step), Told(text))
    assert not [key for key in said(turn) if key.startswith("err.")]
    assert len([key for key in said(turn) if key.startswith("field.") and key != "field.progress"]) == 1
    assert turn.chat.misses == 0


@pytest.mark.parametrize(
    ("text", "hint"),
    [("0001", "hint.short"), ("12345", "hint.short"), ("081234567890", "hint.telephone"), ("00012345", ""), ("08123456", "")],
)  # fmt: skip
def test_a_number_that_may_be_wrong_is_taken_with_a_hint(text: str, hint: str) -> None:
    """Lost zeros and a mobile number are taken, and said once."""
    step = states.TypingPolicy(structs.replace(DETAILS, policy="", participant="", born=None))
    turn = after(chat(step), Told(text))
    assert isinstance(turn.chat.step, states.TypingParticipant)
    assert [key for key in said(turn) if key.startswith("hint.")] == ([hint] if hint else [])


@pytest.mark.parametrize("step", [states.ChoosingType(), states.Finished(), states.Finished("l2"), states.AtMenu()])
def test_what_messages_name_opens_from_any_ending(step: Step) -> None:
    """The pages that messages name open by their names from wherever a message names them."""
    assert isinstance(after(chat(step), Told("polis saya kak")).chat.step, states.BrowsingPolicies)
    assert isinstance(after(chat(step), Told("Status Permintaan")).chat.step, states.BrowsingRequests)


def test_no_to_an_active_policy_leaves_it() -> None:
    """A no to "make it the active one?" is taken, with a way on."""
    turn = after(chat(states.Finished("l2")), Told("tidak"))
    assert said(turn) == ["menu.nevermind"]
    assert turn.chat.active == "l1"
    assert turn.replies[0].choices


# --- what cannot be taken back ----------------------------------------

GRAVE: tuple[Step, ...] = (
    states.Consenting(),
    states.Cancelling(states.TypingBirth(DETAILS)),
    states.ErasingData(states.AtMenu()),
    states.WithdrawingConsent(states.AtMenu()),
    states.ViewingPolicy("l1", asking=True),
    states.ViewingPolicy("l1", failed=True),
    states.BrowsingRequests("PL-00ABCDEF"),
    states.ChoosingMethod(DETAILS, MATCH),
    states.EnteringCode(DETAILS, MATCH, LATER),
    states.NotFound(DETAILS, down=True),
    states.LinkingFailed(DETAILS),
    states.Resuming(),
)
OTHER_WORDS = (
    "biaya",
    "biayanya",
    "takut",
    "nanti",
    "teman",
    "aman",
    "istri saya",
    "mahal",
    "apa-apa",
    "masalah",
    "kenapa",
)
COMMON = (
    "tidak", "gak", "ga", "jangan", "belum", "bukan", "salah", "ya", "iya", "oke", "setuju", "mau", "yang", "data", "polis",
    "hapus", "dihapus", "lepas", "lepaskan", "batal", "batalkan", "hentikan", "tarik", "kirim", "kirim ulang", "email", "sms",
    "kode", "ganti", "lanjut", "kan", "apa", "dong", "kak", "ya kak", "terima kasih", "tolong", "🙏", "min", "coba lagi",
)  # fmt: skip


@st.composite
def free_texts(draw: st.DrawFn) -> str:
    """Mix denials, courtesy, questions and the very words of the buttons around a word of something else."""
    words = draw(st.lists(st.sampled_from(COMMON), max_size=5))
    words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(OTHER_WORDS)))
    return draw(st.sampled_from((" ", ", "))).join(words) + draw(st.sampled_from(("", "?", "!", " 🙏", ".")))


@given(free_texts(), st.sampled_from(GRAVE))
@settings(deadline=None, max_examples=1500)
def test_no_free_text_begins_what_cannot_be_taken_back(text: str, step: Step) -> None:
    """Nothing but the whole words and the buttons refuses consent, gives it, erases, unlinks, withdraws, stops or sends."""
    before = chat(step, running=False)
    turn = after(before, Told(text))
    assert harmless(before.step, turn), f"{text!r} led to {turn.chat.step}"


def harmless(before: Step, turn: Turn) -> bool:
    """Tell whether nothing was lost, refused, agreed to or sent."""
    if isinstance(before, states.Consenting):
        return isinstance(turn.chat.step, states.Consenting)
    if any(isinstance(effect, SendCode | LookUp | Unlink | Withdraw) for effect in turn.effects) or turn.forgets:
        return False
    stopped = isinstance(before, states.Cancelling) and isinstance(turn.chat.step, states.AtMenu)
    return turn.chat.consent is not None and not stopped
