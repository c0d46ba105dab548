"""What an answer says to the open question: yes, no, thanks, or that the customer cannot answer it.

What matters (consent, erasing, unlinking, withdrawing, stopping) takes closed lists of whole answers: nothing free may
stand beside them, so "gak ada biayanya kan?" is no refusal and "jangan dihapus ya" no yes.
"""

from __future__ import annotations

import re

from conversations.reading import asks, fold, negates, normalise, tokens
from conversations.reading.normalising import NO_MATTER, vocabulary

_SURE = vocabulary("ya yes oke betul benar setuju yakin boleh siap sip correct right sure agree")
_YES = _SURE | vocabulary("sudah lanjut lanjutkan teruskan sesuai cocok tepat continue")
_WITH_YES = vocabulary(f"semua saja itu ini data saya sekali banget all is it that's it's i {NO_MATTER}")
_NO = vocabulary("tidak bukan jangan belum salah keliru no nope not don't wrong")
_WITH_NO = vocabulary(
    "mau setuju usah perlu dulu jadi saya deh ah itu ini data semua benar sesuai cocok i do agree want to that is it's"
)
_SOME_WRONG = re.compile(r"(?:masih )?ada (?:yang )?(?:salah|keliru)|(?:data )?(?:masih )?(?:salah|keliru)|never mind")
_NONE_WRONG = re.compile(
    r"(?:(?:ya|oke|sudah|semua) )*(?:tidak (?:ada )?(?:lagi )?(?:yang )?(?:perlu |usah |harus )?(?:di)?"
    r"(?:salah|keliru|ubah|perbaiki|ganti|koreksi|perubahan|berubah)"
    r"|nothing (?:is )?(?:wrong|to change)|no changes?|(?:all|looks) good)"
    r"(?: (?:lagi|saja|semua|data|oke|lanjut|lanjutkan|sudah|benar))*"
)
_AGREE = frozenset(
    {"setuju", "ya", "i agree", "yes", "saya setuju", "ya setuju", "ya saya setuju", "yes i agree", "agree"}
)
_DECLINE = frozenset(
    {"tidak", "tidak setuju", "tidak mau", "saya tidak setuju", "saya tidak mau", "no", "disagree", "i do not agree",
     "no i don't agree", "no i do not agree",
     "i don't agree"}
)  # fmt: skip
_NODS = vocabulary("oke baik baiklah siap sip ya yes noted alright mantap great makasih maaf halo")
_LOST = re.compile(
    r"(?:saya )?(?:(?:tidak|belum|kurang) (?:tahu|ingat|inget|punya|ada|nemu|ketemu|hafal|hapal|yakin|mengerti|paham|jelas)"
    r"|lupa|hilang|bingung)(?: .{0,40})?"
    r"|(?:i )?(?:don't|do not) (?:know|have|remember|understand)(?: .{0,40})?"
    r"|(?:i )?(?:forgot|lost|confused)(?: .{0,40})?|(?:i'm )?not sure"
)

_CODE = vocabulary("kode otp code sms email")
_NOT_YET = vocabulary("tidak belum")
_ARRIVES = vocabulary("ada masuk terima menerima diterima datang sampai dapat dapet muncul tiba nyampe")
_ASIDE = vocabulary("mana saya kok kenapa juga ini itu masih dari tadi sekarang sudah lama di ke nya hp")
_ABOUT_CODE = _CODE | _NOT_YET | _ARRIVES | _ASIDE
_CONTACT = vocabulary("email nomor no hp sms kontak handphone ponsel telepon telpon number phone")
_CHANGED = vocabulary("ganti berganti diganti berubah lama baru hilang hangus mati nonaktif rusak changed lost old new")
_IN_USE = vocabulary("aktif dipakai pakai punya digunakan dibuka buka active use")
_TELEPHONE = re.compile(r"(?<![0-9])(?:\+?62|0)[ .\-]?8(?:[ .\-]?[0-9]){7,12}(?![0-9])")


def yes(text: str) -> bool:
    """Tell whether a message means yes; "tidak ...", "ya, tapi ..." and questions are none."""
    return _made_of(text, _YES, _WITH_YES)


def sure(text: str) -> bool:
    """Tell whether a message says yes to what cannot be taken back: nothing but the word itself."""
    return _made_of(text, _SURE, frozenset({"saya"}))


def no(text: str) -> bool:
    """Tell whether a message means no, once: "tidak salah" is none."""
    said = tokens(text)
    if asks(text):
        return False
    single = sum(word in _NO for word in said) == 1 and _WITH_NO.union(_NO).issuperset(said)
    return single or _SOME_WRONG.fullmatch(" ".join(said)) is not None


def approves(text: str) -> bool:
    """Tell whether a message says that what was read back is right: yes, or that nothing is wrong."""
    none_wrong = _NONE_WRONG.fullmatch(" ".join(tokens(text))) is not None
    return yes(text) or (none_wrong and not asks(text))


def lost(text: str) -> bool:
    """Tell whether a message says that the customer does not know, find or understand what was asked."""
    return _LOST.fullmatch(" ".join(tokens(text))) is not None


def polite(text: str) -> bool:
    """Tell whether a message only thanks, greets, addresses us or nods."""
    said = tokens(text)
    if not said:
        return bool(fold(text)) and normalise(text) == ""
    return _NODS.issuperset(said) and "?" not in text


def no_code(text: str) -> bool:
    """Tell whether a message says that the code has not arrived: nothing else may be in it, for it sends another."""
    said = frozenset(tokens(text))
    missing = not said.isdisjoint(_NOT_YET) and not said.isdisjoint(_ARRIVES)
    return (missing or "mana" in said) and not said.isdisjoint(_CODE | _ARRIVES) and said <= _ABOUT_CODE


def contact_changed(text: str) -> bool:
    """Tell whether a message says that a registered contact is not right any more, or names another one."""
    said = frozenset(tokens(text))
    if "@" in text or _TELEPHONE.search(text):
        return True
    lost = not said.isdisjoint(_CHANGED) or (negates(text) and not said.isdisjoint(_IN_USE))
    return not said.isdisjoint({"wa", "whatsapp"}) or (lost and not said.isdisjoint(_CONTACT))


def agrees(text: str) -> bool:
    """Tell whether a message is consent: only setuju, ya, i agree or yes are."""
    return _whole(text) in _AGREE


def declines(text: str) -> bool:
    """Tell whether a message refuses consent: only tidak, tidak setuju, tidak mau and their English are."""
    return _whole(text) in _DECLINE


def _whole(text: str) -> str:
    return "" if "?" in fold(text) else " ".join(tokens(text))


def _made_of(text: str, needed: frozenset[str], allowed: frozenset[str]) -> bool:
    """Tell whether a message has one of the needed words and nothing beside them and the allowed ones."""
    said = tokens(text)
    return not needed.isdisjoint(said) and (needed | allowed).issuperset(said) and not asks(text)
