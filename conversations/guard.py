"""The guard on what the care team writes: a text that asks a customer for a code, a PIN, a password or a received message
is not sent.

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
    r"\b(?:(?:6|enam|six)\b\W*(?:angka|digit|nomor|number)|"
    r"(?:angka|digit|nomor|number)\w{0,3}\b.{0,40}\b(?:sms|email|hp|layar|masuk|(?:di)?terima|dapat|dapet|muncul|barusan|tadi|"
    r"verifikasi|verification|receive\w*|got|get|came|arrived|just now)\b|"
    r"(?:sms|pesan|notif\w*|text|message)\w{0,3}\b.{0,30}\b(?:angka|digit|number)\w{0,3}\b|"
    r"(?:angka|digit|nomor|kata|kunci)\w{0,3} rahasia|secret (?:number|digit|word|code))"
)
# Numbers that a conversation is about, of which an agent may well ask which one came by letter or email.
_OTHER_NUMBERS = re.compile(
    r"\b(?:nomor|nomer|no) (?:polis|peserta|permintaan|tiket|klaim|rekening|hp|handphone|ponsel|telepon|wa|whatsapp|virtual)"
    r"|\b(?:policy|participant|member|request|ticket|claim|account|phone|mobile) number"
)
_RECEIVED = r"(?:sms|pesan|notif\w*|inbox|kotak masuk|email|text|mesage|wa)"
_SHOWING = (  # in words whose doubled letters were undone: "ss" is "s"
    r"(?:screnshot|screnshut|s|tangkap(?:an|kan)? layar|foto(?:kan|in)?|forward|terus(?:kan|in|ken)|baca(?:kan|in)"
    r"|salin(?:kan)?|copas|copy|perlihat(?:kan|in)|tunjuk(?:kan|in)?|kasih (?:lihat|liat)|boleh (?:saya )?(?:lihat|liat|baca)"
    r"|(?:show|read|tel) me)"
)
# Asks to be shown what arrived: in between stands no word that says by which way or where something is sent.
_MESSAGE = re.compile(
    rf"\b(?:di ?)?{_SHOWING}(?:nya)?(?: (?!lewat|via|melalui|ke|di|by|to|in|with|ini|this)\w+){{0,4}} {_RECEIVED}(?:nya|mu)?\b"
    rf"|\b(?:sms|pesan|notif\w*|text|mesage)(?:nya)?(?: \w+){{0,3}} (?:di ?)?(?:screnshot|foto|terus(?:kan|in)|forward|"
    r"baca(?:kan|in)|salin|copas|isi(?:nya)? apa|isinya|bunyi\w*)\b"
    r"|\b(?:sebut|kirim)(?:kan|in)? (?:sms|pesan)(?:nya\b| (?:tadi|terakhir|itu|yang (?:masuk|baru|diterima|bapak|ibu|anda))\b)"
    rf"|\bisi(?:nya)? (?:dari )?{_RECEIVED}\w{{0,3}}(?: \w+){{0,3}} (?:apa|berapa|bagaimana)\b"
    rf"|\b(?:apa|sebut\w*|tulis\w*|ketik\w*|kirim\w*|beri\w*)(?: \w+)? isi(?:nya)? (?:dari )?{_RECEIVED}"
    r"|\bwhat (?:do|does|did) (?:the|that|your) (?:sms|text|mesage|email)(?: mesage)? say\b"
)
# What we do with a customer's message, and what we tell them not to do.
_OURS = re.compile(
    r"\b(?:kami|kita|saya|we|i)(?: (?:sudah|telah|akan|wil|have|can))*"
    r" (?:terus|forward|baca|read|catat|terima|kirim)\w*(?: \w+)?"
    r"|\b(?:jangan|tidak|tak|never|not|dont|don t)(?: (?:pernah|perlu|akan|boleh|usah|wil|ever))*"
    r" (?:me|mem|men|meng)?(?:minta|kirim|terus|foto|share|ask|send|forward|screnshot)\w*(?: \w+){0,3}"
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
    """Tell whether a text to a customer asks for a one-time code, a PIN, a password, or what came by SMS or email."""
    said = fold(text)
    plain = _plain(said)
    kept = _HARMLESS.sub(" ", _OTHER_CODES.sub(" ", plain))
    if _MESSAGE.search(_OURS.sub(" ", plain)):
        return True
    about = _SECRET.search(kept) or _DIGITS.search(_OTHER_NUMBERS.sub(" ", said))
    return about is not None and _ASKS.search(kept) is not None


def _plain(said: str) -> str:
    """Undo what hides a word: look-alikes, letters spelt apart, doubled letters."""
    latin = said.translate(_LOOKALIKES)
    joined = _SPELT.sub(lambda match: re.sub(r"[\s.\-_*/|,]", "", match.group()), latin)
    joined = _RUNS.sub(r"\1", _INSIDE.sub("", joined))
    return " ".join(re.sub(r"[^\w]+", " ", joined).split())
