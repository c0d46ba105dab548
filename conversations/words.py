"""The words that work anywhere, in both languages: whole messages, normalised, with the frame of a wish around them."""

from __future__ import annotations

import re
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.reading.cleaning import PART, fold
from conversations.reading.normalising import tokens, vocabulary


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
    POLICIES = "policies"
    REQUESTS = "requests"
    DATA = "data"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    ENGLISH = "english"
    INDONESIAN = "indonesian"


_SAID: dict[Word, str] = {
    Word.CANCEL: "batal|batalkan|dibatalkan|cancel|stop|keluar|tidak jadi|/batal|/cancel",
    Word.BACK: "kembali|balik|back|sebelumnya|mundur|/kembali|/back",
    Word.HELP: "bantuan|bantu|help|tolong|?|cara|bagaimana|bantu saya|bagaimana cara|/bantuan|/help",
    Word.PERSON: "petugas|cs|admin|operator|manusia|customer service|agent|agen|orang|hubungi petugas|"
    "bicara dengan petugas|contact care team|talk to our care team|customer care|/petugas",
    Word.COMPLAINT: "komplain|keluhan|complaint|complain|pengaduan|lapor",
    Word.MENU: "menu|menu utama|main menu|kembali ke menu utama|back to main menu|ke menu|/menu",
    Word.START: "mulai|start|halo|hai|hi|hello|hey|hei|p|salam|permisi|pagi|siang|sore|malam|/start|/mulai",
    Word.RESEND: "kirim ulang|kirim lagi|kirim ulang kode|resend|resend code|send again|belum masuk|belum terima|"
    "belum diterima|belum sampai|otp tidak masuk|otp belum masuk|kode belum masuk|"
    "mana kode|kode mana|kode tidak masuk|not received|no code|"
    "where is my code|where's my code|code not received|i did not get the code|i didn't get the code",
    Word.EMAIL: "lewat email|via email|email|ke email|ganti ke email|kirim ke email|kirim lewat email|pakai email|by email",
    Word.SMS: "lewat sms|via sms|sms|ke sms|ganti ke sms|kirim ke sms|kirim lewat sms|pakai sms|by sms",
    Word.SWITCH: "ganti metode|change method|metode lain|switch method|another method",
    Word.POLICIES: "polis saya|daftar polis|my policies",
    Word.REQUESTS: "status permintaan|status permintaan saya|request status|my requests",
    Word.DATA: "data saya|my data",
    Word.ERASE: "hapus data|hapus data saya|delete my data|delete data",
    Word.WITHDRAW: "tarik persetujuan|withdraw consent|tarik persetujuan saya|withdraw my consent",
    Word.ENGLISH: "english|inggris|bahasa inggris|in english|/english",
    Word.INDONESIAN: "bahasa|indonesia|indonesian|bahasa indonesia|/indonesia",
}
_EVERY = [(said, word) for word, says in _SAID.items() for said in says.split("|")]
_COMMANDS = {said: word for said, word in _EVERY if said.startswith("/")}
_WORDS = {" ".join(tokens(said)): word for said, word in _EVERY if tokens(said) and not said.startswith("/")}
_LONG_ENOUGH = [word for word in _WORDS if len(word) >= 4]
_NEVER_ASKED = (Word.CANCEL, Word.EMAIL, Word.SMS)  # "email?" asks something, and sends no code
_FRAME = vocabulary("saya mau ingin saja minta coba i want to would like the")  # around a wish
_SHORTEST, _LONG = 5, 9  # letters from which one typing error is forgiven, and two
_UNFORGIVEN = (
    Word.ERASE,
    Word.WITHDRAW,
    Word.EMAIL,
    Word.SMS,
    Word.RESEND,
    Word.SWITCH,
)  # what matters takes the word itself
_COMMAND = re.compile(r"(/[a-z]+)(?:@[a-z0-9_]+)?(?: .*)?", re.DOTALL)


def anywhere(text: str) -> Word | None:
    """Return what a whole message means at any step; None for everything that may be an answer."""
    said = fold(text)
    if len(said) > PART:
        return None
    if match := _COMMAND.fullmatch(said):
        return _COMMANDS.get(match[1])
    if "?" in said and said.strip(" ?") == "":
        return Word.HELP
    spoken = tokens(said)
    wish = _WORDS.get(" ".join(spoken)) or _WORDS.get(" ".join(word for word in spoken if word not in _FRAME))
    return None if wish in _NEVER_ASKED and "?" in said else wish


def misspelt(text: str) -> Word | None:
    """Return the one word of ours that a whole message is, but for a typing error; None where it is none or might be two."""
    said = " ".join(tokens(text))
    if not _SHORTEST <= len(said) <= PART or said in _WORDS:
        return None
    errors = 2 if len(said) >= _LONG and " " not in said else 1
    near = process.extract(said, _LONG_ENOUGH, scorer=OSA.distance, score_cutoff=errors, limit=None)
    found = {_WORDS[word] for word, distance, _ in near if distance <= errors and distance == near[0][1]}
    return found.pop() if len(found) == 1 and found.isdisjoint(_UNFORGIVEN) else None
