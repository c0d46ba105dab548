"""The guard on what the care team writes: a text that asks a customer for a code, a PIN or a password is not sent.

It errs towards refusing: an agent can say the same without asking, a customer who gave a code away cannot take it back.
"""

from __future__ import annotations

import re

from conversations.reading.cleaning import fold

# Letters of other alphabets and digits that pass for Latin ones.
_LOOKALIKES = str.maketrans("аеорсухіктмвнɡ013457@$", "aeopcyxiktmbngoieasta" + "s")
_SPELT = re.compile(r"(?<!\w)(?:\w[\s.\-_*/|,]{1,3}){2,}\w(?!\w)")
_INSIDE = re.compile(r"(?<=\w)[.\-_*/|'](?=\w)")
_RUNS = re.compile(r"(.)\1+")

_SECRET = re.compile(
    r"\b(?:kod|code|cod|otp|pin|pascode|pasword|pasphrase|sandi|pas kode|one time|sekali pakai|token)\w{0,4}\b"
)
_DIGITS = re.compile(
    r"(?:\b(?:6|enam|six)\b\W*(?:angka|digit|nomor|number)|(?:angka|digit|nomor|number)\w{0,3}\b.{0,40}"
    r"\b(?:sms|email|masuk|diterima|verifikasi|verification|received|got)\b)"
)
_OTHER_CODES = re.compile(
    r"\b(?:kode (?:pos|area|bank|cabang|agen|produk|negara)|(?:postal|zip|area|bank|country) code)\b"
)
_HARMLESS = re.compile(
    r"\b(?:(?:mohon|tolong|please|silakan) (?:tungu|maf|periksa|cek|pastikan|wait|check|be patient)"
    r"|(?:kami|sistem|system|we|bot|it)(?: \w+){0,2} (?:kirim|mengirim|send|sent)\w*"
    r"|di ?kirim\w*|terkirim|(?:was|is|been|be) sent|sent to"
    r"|(?:jangan|tidak|tak|never|not|dont|don t|no ned to|tanpa)(?: (?:pernah|perlu|akan|boleh|usah|wil|ever|can|ask|to))*"
    r" (?:me|mem|men|meng)?(?:ber|bag|minta|kirim|sebut|tulis|ketik|kasih|ask|share|giv|send|tel|need|ned|lihat|se)\w*)\b"
)
_ASKS = re.compile(
    r"\b(?:(?:me|mem|men|meng|di)?(?:kirim|sebut|beri|bagi|tulis|nulis|ketik|ngetik|kasih|ngasih|terus|bilang|baca|salin|"
    r"copas|copy|paste|foto|screnshot|tunjuk|share|diktek|eja|lampir|upload|infok|infoin|balas|bales|jawab)\w*"
    r"|masuk(?:k|a|i)\w*|isi(?:kan)?|beritahu\w*|minta\w*|tolong|mohon|boleh|butuh|perlu|mau|ingin|berapa\w*|apa|mana|"
    r"send|tel|giv|giving|provide|read|type|enter|forward|reply|ned|want|show|what|whats|which|confirm|konfirmasi\w*|"
    r"let me know|may i|can i|could you|plese|pls|text me)\b"
)


def asks_for_code(text: str) -> bool:
    """Tell whether a text to a customer asks for a one-time code, a PIN or a password."""
    said = fold(text)
    plain = _plain(said)
    kept = _HARMLESS.sub(" ", _OTHER_CODES.sub(" ", plain))
    about = _SECRET.search(kept) or _DIGITS.search(said)
    return about is not None and _ASKS.search(kept) is not None


def _plain(said: str) -> str:
    """Undo what hides a word: look-alikes, letters spelt apart, doubled letters."""
    latin = said.translate(_LOOKALIKES)
    joined = _SPELT.sub(lambda match: re.sub(r"[\s.\-_*/|,]", "", match.group()), latin)
    joined = _RUNS.sub(r"\1", _INSIDE.sub("", joined))
    return " ".join(re.sub(r"[^\w]+", " ", joined).split())
