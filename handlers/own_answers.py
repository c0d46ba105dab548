"""The insurer's own answers: read from storage every second, and said by this process's voice from then on."""

from __future__ import annotations

import structlog

from conversations.locales import LANGUAGES, Answers, Voice
from conversations.wishes import ANSWERED
from storage.care import Answer
from storage.tables import Kept, Table

log = structlog.get_logger()

PAUSE = 1.0  # seconds between two looks


class OwnAnswers:
    """Keeps a voice's answers as the care team last wrote them, whichever process they were written in."""

    def __init__(self, table: Table[Answer], voice: Voice) -> None:
        self._table = table
        self._voice = voice
        self._known: dict[str, Kept[Answer]] = {}

    async def refresh(self) -> None:
        """Let the voice say what is kept now. Raises StoreDown: then it goes on saying what it said."""
        kept = await self._table.all()
        known = {one.id: one for one in kept}
        if known != self._known:
            self._voice.use(_usable(self._voice, kept))
            self._known = known


def answer_key(wish: str) -> str:
    """Return the catalogue's key of the answer to a wish."""
    return f"answer.{wish}"


def _usable(voice: Voice, kept: tuple[Kept[Answer], ...]) -> Answers:
    """Return what can be said; what no longer fits (a setting that it names was emptied) leaves the catalogue's."""
    usable: dict[str, dict[str, str]] = {}
    for one in kept:
        key, texts = answer_key(one.id), one.value.texts
        if one.id not in ANSWERED:
            continue  # of a version that knows more wishes
        faults = [voice.fault(key, language, texts.get(language, "")) for language in LANGUAGES]
        if any(faults):
            log.warning("answer_not_used", kind=one.id, why=max(faults))
        else:
            usable[key] = texts
    return usable
