"""The guard: no text of the care team asks for a code, however it is put; what does not ask may pass."""

from __future__ import annotations

import pytest

from conversations.guard import asks_for_code

ASKS = (
    "Kirim kode OTP ke saya",
    "Mohon sebutkan kodenya, Pak",
    "Kodenya berapa?",
    "boleh minta 6 digit yang masuk di SMS?",
    "Tolong OTP-nya",
    "tolong ketikkan o t p nya",
    "kirim k.o.d.e yang Bapak terima",
    "Kirim K0DE nya ya",
    "kirim 0TP",
    "What is the code you received?",
    "please send me the c o d e",
    "Could you tell me the one-time password?",
    "Share your PIN with me",
    "Jangan khawatir, kirim kode OTP Anda",
    "kami tidak pernah meminta kode, tapi kali ini tolong sebutkan",
    "balas dengan kode verifikasi",
    "Kode OTP.\nKirim ke saya.",
    "kirim koooode",
    "kirim k\u200bode otp",
    "kirim kоde",  # a Cyrillic letter
    "angka yang masuk lewat sms berapa pak",
    "enam angka dari email tolong dibacakan",
    "screenshot SMS kodenya dong",
    "teruskan saja email berisi kode itu",
    "mau kata sandi Anda",
    "apa kodenya",
    "I need the code to continue",
    "KIRIM ＯＴＰ",
)
FINE = (
    "Kami tidak pernah meminta kode OTP.",
    "Jangan berikan kode kepada siapa pun.",
    "Apakah kodenya sudah masuk?",
    "Kode sudah kami kirim ke email Anda.",
    "Mohon tunggu, kode sedang dikirim.",
    "Kode berlaku lima menit.",
    "Polis Anda sudah terhubung, terima kasih.",
    "Mohon kirim nomor polis Anda.",
    "Berapa nomor peserta Anda?",
    "Nomor polis terdiri dari 8 digit. Mohon periksa kembali.",
    "Alamat Anda berubah? Mohon sebutkan kode pos.",
    "We never ask for your code.",
    "Please do not share the code with anyone.",
    "Has the code arrived?",
    "The code was sent to your email.",
    "Selamat pagi, ada yang bisa kami bantu?",
    "Petugas tidak pernah meminta kode OTP atau PIN.",
)


@pytest.mark.parametrize("text", ASKS)
def test_a_text_that_asks_for_a_code_is_refused(text: str) -> None:
    """Plain, spelt apart, with look-alikes, in two languages, over two sentences: it is asking."""
    assert asks_for_code(text)


@pytest.mark.parametrize("text", FINE)
def test_a_text_that_does_not_ask_may_pass(text: str) -> None:
    """Warnings, news about a code, and questions for other things are no asking."""
    assert not asks_for_code(text)
