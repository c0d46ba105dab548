"""Choices: a number, an ordinal, a letter, the label or an unambiguous part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from conversations.reading.cleaning import PART, fold

_COUNT = {
    1: "satu pertama kesatu one first",
    2: "dua kedua two second",
    3: "tiga ketiga three third",
    4: "empat keempat four fourth",
    5: "lima kelima five fifth",
    6: "enam keenam six sixth",
    7: "tujuh ketujuh seven seventh",
    8: "delapan kedelapan eight eighth",
    9: "sembilan kesembilan nine ninth",
    10: "sepuluh kesepuluh ten tenth",
}
COUNT = {word: number for number, words in _COUNT.items() for word in words.split()}
# What people call a thing whose label says it otherwise.
_SYNONYMS = {
    "group": ("grup", "kumpulan", "perusahaan", "kantor"),
    "individu": ("pribadi", "perorangan", "sendiri"),
    "dplk": ("dana pensiun", "pensiun", "pension"),
    "saya tidak tahu jenisnya": ("tidak tahu", "gak tahu", "ga tau", "bingung", "lupa", "not sure"),
    "sms": ("hp", "handphone", "ponsel", "telepon"),
    "email": ("e-mail", "surel", "imel"),
    "tambah polis": ("hubungkan", "hubungkan kepesertaan", "link", "link a policy", "daftarkan", "sambungkan"),
    "tanggal lahir": ("tgl lahir", "tgl", "tanggal", "ttl", "dob", "birthday"),
    "ubah data": ("ganti", "perbaiki", "edit", "coba lagi", "ulangi", "try again"),
    "lanjutkan": ("terus", "teruskan", "coba lagi", "try again"),
}
_FILLERS = re.compile(
    r"\b(?:pilih|pilihan|saya|mau|yang|yg|nomor|nomer|no|opsi|option|number|the|choose|i|want|please|tolong|dong|aja|saja|"
    r"ya|deh|ke|polis|lewat|via)\b"
)


def choice(text: str, labels: Sequence[Sequence[str]], *, counted: bool = True) -> int | None:
    """Return which of the options (each with all its labels) was meant; None when none is, or more than one could be.

    ``counted``: numbers, ordinals and letters choose too, not only what the options are called.
    """
    said = fold(text).strip(" .!?)(")
    if not said or len(said) > PART:
        return None
    names = [[_plain(label) for label in options] for options in labels]
    for place, options in enumerate(names):
        if said in options:
            return place
    kept = " ".join(_FILLERS.sub(" ", said).split()).strip(" .)(:-")
    if counted and (count := _counted(kept)) is not None:
        return count - 1 if 1 <= count <= len(labels) else None
    return _named(said, names) if (found := _named(kept, names)) is None else found


@lru_cache(maxsize=4096)  # labels are few, and folding one costs as much as reading what was typed
def _plain(label: str) -> str:
    return fold(label).strip(" .!?)(")


def _counted(kept: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", kept):
        return int(kept)
    if re.fullmatch(r"[a-j]", kept):
        return ord(kept) - ord("a") + 1
    return COUNT.get(kept)


def _named(kept: str, names: list[list[str]]) -> int | None:
    if len(kept) < 3 and kept not in ("hp",):
        return None
    exact = [place for place, options in enumerate(names) if any(kept in _SYNONYMS.get(name, ()) for name in options)]
    if len(exact) == 1:
        return exact[0]
    begun = [place for place, options in enumerate(names) if any(_begins(kept, name) for name in options)]
    return begun[0] if len(begun) == 1 else None


def _begins(kept: str, name: str) -> bool:
    """Tell whether what was said starts one of the label's words, or holds the whole label."""
    return name.startswith(kept) or f" {kept}" in f" {name}" or (len(name) >= 4 and f" {name} " in f" {kept} ")
