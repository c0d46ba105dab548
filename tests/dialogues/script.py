"""A dialogue as a file: who says what, line by line."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

FOLDER = Path(__file__).parent
ACTORS = frozenset(
    {
        "given", "customer", "bot", "says", "buttons", "inbox", "later", "registry", "email", "sms", "care",
        "restart", "photo", "voice", "edits", "stale", "notice", "hold", "alarm", "become", "agent",
        "telegram", "whatsapp", "foot", "letter",
    }
)  # fmt: skip


class Cue(Struct, frozen=True):
    """One line of a dialogue: who acts, what, and where it stands."""

    actor: str
    text: str
    line: int


class Dialogue(Struct, frozen=True):
    """A conversation: which rows of the product it shows (R1...), its title, its lines."""

    name: str
    rows: tuple[str, ...]
    title: str
    cues: tuple[Cue, ...]


def dialogues() -> tuple[Dialogue, ...]:
    """Read all dialogues, in the order of their names."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.txt")))


def read(path: Path) -> Dialogue:
    """Read one dialogue; a line that is none is an error that names it."""
    return parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Dialogue:
    """Read a dialogue from its text: the title's line, then the cues."""
    lines = text.splitlines()
    head, _, title = lines[0].partition(":")
    cues = tuple(_cue(name, number, line) for number, line in enumerate(lines[1:], 2) if _means(line))
    return Dialogue(name, tuple(head.split()), title.strip(), cues)


def _means(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _cue(name: str, number: int, line: str) -> Cue:
    actor, colon, text = line.partition(":")
    if not colon or actor not in ACTORS:
        raise ValueError(f"{name}.txt, line {number}: nobody is called {actor!r}")
    return Cue(actor, text.strip(), number)
