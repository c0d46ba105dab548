"""Normalising: one pass before every reader, after which polite words, emoji and spelling habits make no difference."""

from __future__ import annotations

import re
import unicodedata

from conversations.reading.cleaning import LONGEST, fold

NO_MATTER = "takapa"  # "tidak apa-apa", "gak masalah": neither a yes nor a no


def vocabulary(words: str) -> frozenset[str]:
    """Return the set of the words of a line."""
    return frozenset(words.split())


_SLANG: dict[str, str] = {
    "tidak": "tdk tida tak gak gk ga gag nggak ngga ngk enggak engga ndak nda kagak kaga mboten",
    "belum": "blm blum belom blom",
    "sudah": "sdh udh udah dah sampun",
    "yang": "yg",
    "saya": "sy sya aku gue gua gw aq abdi kulo ku",
    "bagaimana": "gmn gmna gimana bgmn piye kumaha",
    "kenapa": "knp knapa napa mengapa",
    "dengan": "dgn dg sama ama",
    "untuk": "utk buat",
    "dari": "dr dri",
    "lihat": "liat",
    "kalau": "kalo klo kl",
    "telepon": "telpon tlp telp tlpn",
    "bukan": "bkn",
    "tetapi": "tapi tp",
    "orang": "org",
    "juga": "jg",
    "jadi": "jd",
    "banget": "bgt bngt",
    "berapa": "brp brapa",
    "polis": "polisnya",
    "tahu": "tau",
    "mengerti": "ngerti",
    "benar": "bener bnr",
    "oke": "ok okay okey okai oks",
    "ya": "iya iyah yah y yoi",
    "yes": "yep yup yess",
    "boleh": "blh",
    "lagi": "lg",
    "saja": "aja aj",
    "mau": "mo arep",
    "ingin": "pengen pengin pgn pingin hoyong badhe",
    "bisa": "bs",
    "masih": "msh",
    "masuk": "msk",
    "kirim": "krm",
    "kode": "kodenya",
    "nomor": "nomer nmr nmor",
    "tanggal": "tgl tggl tnggl",
    "email": "imel surel",
    "makasih": "makasi mksh mkasih trims trimakasih terimakasih thanks thx tks tq suwun nuhun",
    "halo": "hallo alo",
    NO_MATTER: "gpp gapapa gpapa gppa",
}
_STANDARD = {spelled: word for word, habits in _SLANG.items() for spelled in habits.split()}
_ADDRESS = vocabulary(
    "kak kakak ka mas mba mbak pak bapak bu ibu min mimin gan sis bro bang om tante sist "
    "dong donk sih deh dech nih lah loh lho"
)
_POLITE = vocabulary("tolong mohon makasih maaf permisi please pls halo hai hello hi hey assalamualaikum salam")
_ENDS_IN_NYA = vocabulary("hanya tanya nanya punya bertanya menanya sebelumnya")
_KNOWN = frozenset(_STANDARD) | frozenset(_SLANG) | _ADDRESS | _POLITE

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_TWICE = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,})2(?![0-9])")  # "masuk2": the customary mark of a word said twice
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_QUOTES = re.compile(r"[\"`*_~«»()\[\]{}<>]|(?<![^\W\d_])'|'(?![^\W\d_])")
_THANKS = re.compile(r"\b(?:terima ?kasih|thank you|matur nuwun|hatur nuhun)\b")
_MANY_THANKS = re.compile(
    r"\bmakasih (?:banyak|banget|sekali|so much|very much|a lot)\b|\bmakasih atas (?:bantuan|info|informasi)\b"
)
_GREETING = re.compile(
    r"\b(?:selamat|met|good) (?:pagi|siang|sore|malam|morning|afternoon|evening)\b|assalamu'?alaikum(?: wr\.? wb\.?)?"
)
_NOTHING_THERE = re.compile(r"\b(?:ga|gak|g|tidak)ada\b")
_MATTERS_NOT = re.compile(r"\btidak (?:apa[ -]?apa|apapa|papa|ada masalah|masalah)\b|\bno (?:problem|worries)\b")
_QUESTION = vocabulary(
    "apa apakah bagaimana kenapa kapan mana dimana kemana siapa berapa kan kok what why how where when who which can"
)
_NEGATION = vocabulary("tidak bukan jangan belum kurang no not don't never without tanpa")


def normalise(text: str) -> str:
    """Return a text in lower case and standard words, without emoji, quotation marks and polite words.

    Digits and what stands between them (``-./:,``) stay, so that numbers and dates are read from the same text. A
    text that was only polite gives its one polite word (halo, makasih, tolong), or nothing where it only addressed us.
    One of more than 480 characters is no answer: only its case is changed.
    """
    folded = fold(text)
    if len(folded) > LONGEST:
        return folded
    plain = _TWICE.sub(r"\1 \1", _QUOTES.sub(" ", "".join(map(_visible, folded))))
    spelled = _WORD.sub(_standard, _NOTHING_THERE.sub("tidak ada", plain))
    spelled = _MATTERS_NOT.sub(NO_MATTER, _THANKS.sub("makasih", spelled))
    return _without_courtesy(_GREETING.sub("halo", _MANY_THANKS.sub("makasih", spelled)))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text after normalising, without punctuation."""
    return tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)*", normalise(text)))


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit, in whatever script."""
    return any(sign in "0123456789" for sign in fold(text))


def asks(text: str) -> bool:
    """Tell whether a text is a question: by its mark, or by a question word."""
    return "?" in fold(text) or not _QUESTION.isdisjoint(tokens(text))


def negates(text: str) -> bool:
    """Tell whether a text denies something, whatever it is."""
    return not _NEGATION.isdisjoint(tokens(text))


def _visible(sign: str) -> str:
    if sign.isascii() or sign == "\ufffd":  # what could not be decoded is no emoji
        return sign
    kind = unicodedata.category(sign)
    if sign in "\u2018\u2019\u02bc":
        return "'"
    return " " if kind[0] == "S" or kind in ("Pi", "Pf", "Ps", "Pe", "Po") else sign


def _standard(found: re.Match[str]) -> str:
    """Spell one word as the dictionary does."""
    word = _STRETCHED.sub(r"\1", found.group())
    if word not in _KNOWN and (single := _DOUBLED.sub(r"\1", word)) in _KNOWN:
        word = single
    if len(word) >= 6 and word.endswith("nya") and word not in _ENDS_IN_NYA:
        word = word[:-3]
    word = _STANDARD.get(word, word)
    return "" if word in _ADDRESS else word


def _without_courtesy(text: str) -> str:
    words = list(_WORD.finditer(text))
    others = [word.start() for word in words if word.group() not in _POLITE]
    others += [digit.start() for digit in re.finditer("[0-9]", text)][:1]
    if others:
        return _tidy(_WORD.sub(lambda found: _kept(found, min(others)), text))
    polite = [word.group() for word in words]
    return "tolong" if "tolong" in polite else polite[0] if polite else _tidy(text)


def _kept(found: re.Match[str], first: int) -> str:
    """Drop a polite word; "ya" and "kok" are such wherever they do not come first."""
    word = found.group()
    return "" if word in _POLITE or (word in ("ya", "kok") and found.start() > first) else word


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!-")
