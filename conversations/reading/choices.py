"""Choices: a number, an ordinal, a letter, the label or an unambiguous part of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from conversations.reading.cleaning import PART, fold
from conversations.reading.normalising import asks, negates, tokens, vocabulary

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
    "saya tidak tahu jenis": ("tidak tahu", "bingung", "lupa", "not sure"),
    "sms": ("hp", "handphone", "ponsel", "telepon"),
    "email": ("e mail",),
    "tambah polis": ("hubungkan", "hubungkan kepesertaan", "link", "link a policy", "daftarkan", "sambungkan"),
    "tanggal lahir": ("tanggal", "ttl", "dob", "birthday"),
    "ubah data": ("ganti", "perbaiki", "edit", "coba lagi", "ulangi", "try again"),
    "lanjutkan": ("terus", "teruskan", "coba lagi", "try again"),
}
_FRAME = vocabulary(
    "pilih pilihan saya mau yang nomor no opsi option number the choose i want minta saja ke polis lewat via"
)
_THINGS = vocabulary("polis ke lewat via")  # of the frame, what names a thing and does not point at a choice


def choice(
    text: str, labels: Sequence[Sequence[str]], *, counted: bool = True, exact: Collection[int] = ()
) -> int | None:
    """Return which of the options (each with all its labels) was meant; None when none is, or more than one could be.

    ``counted``: numbers, ordinals and letters choose too, not only what the options are called. ``exact``: the places
    of what cannot be taken back, which a part of a label does not choose. A question and a denial choose by no part.
    """
    said = tokens(text)
    if not said or len(fold(text)) > PART:
        return None
    whole, kept = " ".join(said), _bare(said)
    names = [[_plain(label) for label in options] for options in labels]
    for place, options in enumerate(names):
        if whole in options and not (place in exact and asks(text)):
            return place
    thing = kept.isalpha() and not _THINGS.isdisjoint(said)  # "minta e-polis" is no choice of the fifth
    if counted and not thing and (count := _counted(kept)) is not None:
        return count - 1 if 1 <= count <= len(labels) else None
    if asks(text):
        return None
    found = _named(kept, names, exact)
    return _named(whole, names, exact) if found is None else found


@lru_cache(maxsize=4096)  # labels are few, and normalising one costs as much as reading what was typed
def _plain(label: str) -> str:
    return " ".join(tokens(label))


def _bare(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word not in _FRAME)


def _counted(kept: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", kept):
        return int(kept)
    if re.fullmatch(r"[a-j]", kept):
        return ord(kept) - ord("a") + 1
    return COUNT.get(kept)


def _named(kept: str, names: list[list[str]], exact: Collection[int]) -> int | None:
    if len(kept) < 3 and kept not in ("hp",):
        return None
    known = [place for place, options in enumerate(names) if any(_is(kept, name) for name in options)]
    if len(known) == 1:
        return known[0]
    begun = [
        place
        for place, options in enumerate(names)
        if place not in exact and any(_begins(kept, name) for name in options)
    ]
    return begun[0] if len(begun) == 1 and not negates(kept) else None


def _is(kept: str, name: str) -> bool:
    """Tell whether what was said is the label but for its frame and its "ya", or another name of the same thing."""
    return kept in (_bare(name.split()), name.removeprefix("ya ")) or kept in _SYNONYMS.get(name, ())


def _begins(kept: str, name: str) -> bool:
    """Tell whether what was said starts one of the label's words, or is little more than the label."""
    more = len(kept.split()) - len(name.split())
    holds = len(name) >= 4 and more <= 1 and f" {name} " in f" {kept} "
    return name.startswith(kept) or f" {kept}" in f" {name}" or holds
