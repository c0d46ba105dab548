"""Several details in one message: taken when each part is plain and the step still lacks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from conversations.reading.dates import MONTHS, birth
from conversations.reading.normalising import normalise
from conversations.reading.numbers import Number, number
from conversations.reading.parts import parts

_DIGIT = re.compile("[0-9]")
_LABEL = re.compile(
    r"\s(?=(?:nomor |no |no\. )?(?:polis|policy|peserta|participant|member)\b)|\b(?:dan|and|lahir|tanggal lahir|born)\b"
)
_PARTICIPANT = re.compile(r"\b(?:peserta|participant|member|anggota)\b", re.IGNORECASE)
_NAMES = "|".join(MONTHS)
_DATE = re.compile(
    r"(?<![0-9\-./])(?:[0-9]{1,2}([-./])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})|[0-9]{4}([-./])[0-9]{1,2}\2[0-9]{1,2}"
    rf"|[0-9]{{1,2}}[\s\-./]*(?:{_NAMES})[.,]?[\s\-./]*(?:[0-9]{{4}}|[0-9]{{2}}))(?![0-9]|[-./][0-9])"
)


class Fields(Struct, frozen=True, kw_only=True):
    """What was found; None is what was not."""

    policy: str | None = None
    participant: str | None = None
    born: date | None = None


def fields(text: str, lacks: Sequence[str], today: date) -> Fields:
    """Read a message of two details or more as the lacking ones; all None when any of them is not plain."""
    found = [piece for part in parts(text) for piece in _pieces(part)]
    if not 2 <= len(found) <= len(lacks):
        return Fields()
    taken: dict[str, str | date] = {}
    for piece in found:
        if not (read := _detail(piece, [name for name in lacks if name not in taken], today)):
            return Fields()
        taken.update(read)
    return Fields(**taken)  # type: ignore[arg-type]


def _pieces(part: str) -> list[str]:
    """Split "polis 00012345 lahir 17 agustus 1990" before what names the next detail, and around a date."""
    said = normalise(part)
    born = _DATE.search(said)
    rest = (said[: born.start()] + "\n" + said[born.end() :]) if born else said
    split = [piece for piece in _LABEL.sub("\n", rest).split("\n") if _DIGIT.search(piece)]
    whole = len(split) + (born is not None) < 2
    return [part] if whole else [*split, *([born.group()] if born else [])]


def _detail(piece: str, lacks: Sequence[str], today: date) -> dict[str, str | date]:
    """Read one detail, which its label names, or the order in which details are asked."""
    born, read = birth(piece, today), number(piece)
    numbers = [name for name in lacks if name != "born"]
    if isinstance(born, date) and "born" in lacks and (not isinstance(read, Number) or not numbers):
        return {"born": born}
    if not isinstance(read, Number) or not numbers:
        return {}
    named = "participant" if _PARTICIPANT.search(piece) else numbers[0]
    return {named: read.digits} if named in numbers else {}
