"""The words that work anywhere, in both languages: whole messages, with the small words that people put around them."""

from __future__ import annotations

import re
from enum import StrEnum

from conversations.reading.cleaning import PART, fold


class Word(StrEnum):
    """What such a message means."""

    CANCEL = "cancel"
    BACK = "back"
    HELP = "help"
    PERSON = "person"
    COMPLAINT = "complaint"
    MENU = "menu"
    START = "start"
    RESEND = "resend"
    EMAIL = "email"
    SMS = "sms"
    SWITCH = "switch"
    DATA = "data"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    ENGLISH = "english"
    INDONESIAN = "indonesian"


_SAID: dict[Word, str] = {
    Word.CANCEL: "batal|batalkan|dibatalkan|cancel|stop|keluar|ga jadi|gak jadi|tidak jadi|nggak jadi|/batal|/cancel",
    Word.BACK: "kembali|balik|back|sebelumnya|mundur|/kembali|/back",
    Word.HELP: "bantuan|bantu|help|tolong|?|cara|caranya|gimana|bagaimana|bantu saya|gimana caranya|/bantuan|/help",
    Word.PERSON: "petugas|cs|admin|operator|manusia|customer service|agent|agen|orang|hubungi petugas|"
    "bicara dengan petugas|contact care team|talk to our care team|customer care|/petugas",
    Word.COMPLAINT: "komplain|keluhan|complaint|complain|pengaduan|lapor",
    Word.MENU: "menu|menu utama|main menu|kembali ke menu utama|back to main menu|ke menu|/menu",
    Word.START: "mulai|start|halo|hallo|hai|hi|hello|hey|hei|p|assalamualaikum|assalamu'alaikum|salam|selamat pagi|"
    "selamat siang|selamat sore|selamat malam|pagi|siang|sore|malam|good morning|good afternoon|good evening|/start|/mulai",
    Word.RESEND: "kirim ulang|kirim lagi|kirim ulang kode|resend|resend code|send again|belum masuk|belum terima|"
    "belum diterima|belum sampai|otp ga masuk|otp gak masuk|otp tidak masuk|otp belum masuk|kode belum masuk|"
    "mana kodenya|kodenya mana|kode ga masuk|kode tidak masuk|not received|no code|"
    "where is my code|where's my code|code not received|i did not get the code|i didn't get the code",
    Word.EMAIL: "lewat email|via email|email|ke email|pakai email|by email",
    Word.SMS: "lewat sms|via sms|sms|ke sms|pakai sms|by sms",
    Word.SWITCH: "ganti metode|change method|metode lain|switch method|another method",
    Word.DATA: "data saya|my data",
    Word.ERASE: "hapus data|hapus data saya|delete my data|delete data",
    Word.WITHDRAW: "tarik persetujuan|withdraw consent|tarik persetujuan saya|withdraw my consent",
    Word.ENGLISH: "english|inggris|bahasa inggris|in english|/english",
    Word.INDONESIAN: "bahasa|indonesia|indonesian|bahasa indonesia|/indonesia",
}
_WORDS = {said: word for word, says in _SAID.items() for said in says.split("|")}
_FILLERS = re.compile(
    r"\b(?:saya|mau|ingin|dong|ya|deh|nih|aja|saja|min|kak|pak|bu|mas|mbak|please|pls|tolong|i|want|to|would|like|the|"
    r"minta|coba|terima kasih|makasih|thanks|thank you)\b"
)
_COMMAND = re.compile(r"(/[a-z]+)(?:@[a-z0-9_]+)?(?: .*)?", re.DOTALL)
_LOST = re.compile(
    r"(?:(?:saya |aku )?(?:tidak|tdk|ga+k?|nggak|ngga|enggak|engga|belum|blm) "
    r"(?:tahu|tau|ingat|inget|punya|ada|nemu|ketemu|hafal|hapal|yakin)|"
    r"(?:saya |aku )?(?:lupa|hilang)|(?:i )?(?:don'?t|do not) (?:know|have|remember)|(?:i )?(?:forgot|lost)|not sure)"
    r"(?: .{0,40})?"
)
_POLITE = re.compile(
    r"(?:(?:ok|oke|okay|baik|baiklah|siap|sip|ya|iya|noted|alright|all right)(?: |$))*"
    r"(?:(?:terima ?kasih|makasih|mksh|trims|thanks|thank you|thx|tq|suwun|nuhun)(?: .{0,24})?)?"
)
_BUT = re.compile(r"\b(?:tapi|tetapi|but|salah|bukan|belum|blm|tidak|tdk|gak?|wrong|not|ubah|ganti)\b")
_YES = re.compile(
    r"(?:y+|ya+h?|iy+a+h?|ok+|oke+|okay|okey|betul|benar|bener|sudah|udah|sdh|lanjut(?:kan)?|setuju|siap+|sip+|boleh|"
    r"yes|yep|yup|yess|correct|right|continue|sure|agree)(?: .{0,24})?"
)
_NO = re.compile(
    r"(?:tidak|tdk|ga+k?|nggak|ngga|enggak|engga|bukan|jangan|belum|blm|salah|no|nope|not|don'?t|wrong|never mind)"
    r"(?: .{0,40})?"
)
_AGREE = frozenset(
    {"setuju", "ya", "i agree", "yes", "saya setuju", "ya setuju", "ya saya setuju", "yes i agree", "agree"}
)
_DECLINE = frozenset({"i do not agree", "i don't agree", "disagree", "tak setuju"})


def anywhere(text: str) -> Word | None:
    """Return what a whole message means at any step; None for everything that may be an answer."""
    said = fold(text)
    if len(said) > PART:
        return None
    if match := _COMMAND.fullmatch(said):
        return _WORDS.get(match[1])
    plain = said.strip(" .,!")
    if plain.strip("? ") == "" and "?" in plain:
        return Word.HELP
    plain = plain.rstrip("?")
    return _WORDS.get(plain) or _WORDS.get(_bare(plain))


def yes(text: str) -> bool:
    """Tell whether a message means yes; "tidak ..." and "belum ..." come first, and "ya, tapi ..." is none."""
    said = _plain(text)
    return not no(text) and _YES.fullmatch(said) is not None and _BUT.search(said) is None


def no(text: str) -> bool:
    """Tell whether a message means no."""
    return _NO.fullmatch(_plain(text)) is not None


def lost(text: str) -> bool:
    """Tell whether a message says that the customer does not know or find what was asked."""
    return _LOST.fullmatch(_plain(text)) is not None


def polite(text: str) -> bool:
    """Tell whether a message only thanks or nods."""
    said = _plain(text)
    return bool(said) and _POLITE.fullmatch(said) is not None


def agrees(text: str) -> bool:
    """Tell whether a message is consent: only setuju, ya, i agree or yes are."""
    return _plain(text) in _AGREE


def declines(text: str) -> bool:
    """Tell whether a message refuses consent."""
    return no(text) or _plain(text) in _DECLINE


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[.,!]", " ", fold(text)).split())


def _bare(said: str) -> str:
    return " ".join(_FILLERS.sub(" ", said.replace(",", " ")).split())
