"""How well customers' own words are understood: ``python -m tests.measurements.understanding [--wrong] [FILE]``.

``messages.tsv`` beside this file has a message a line: step, language, what may be made of it (names joined by ``|``; an empty
one: that it is not understood is right too), text. Nothing is trained on it. The first part was written before there was a
pattern, the second by somebody who had read neither patterns nor sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from msgspec import Struct

from conversations.rehearsal import Heard, rehearse

MESSAGES = Path(__file__).with_name("messages.tsv")
_NO_SENSE = "no_sense"


class Message(Struct, frozen=True):
    """A message at a step and the names of what may be made of it."""

    step: str
    language: str
    meant: frozenset[str]
    text: str

    def right(self, name: str) -> bool:
        """Tell whether a name is one of those; a type of policy to link may be left open."""
        return name in self.meant or any(
            meant.split(":")[0] == name for meant in self.meant if meant.startswith("link")
        )


def read(path: Path) -> list[Message]:
    """Return the messages of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        step, language, meant, text = line.split("\t")
        found.append(Message(step, language, frozenset(meant.split("|")), text.replace("\\n", "\n")))
    return found


def measure(messages: list[Message]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Return how many of how many for each figure, and a line for each message that went wrong."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    wrong: list[str] = []
    for message in messages:
        heard = rehearse(message.text, message.step, message.language)
        for figure, good in _judged(message, heard):
            of[figure] += 1
            right[figure] += good
        if not _fine(message, heard):
            wrong.append(
                f"{message.step}\t{'|'.join(sorted(message.meant))}\t{heard.wish or heard.asked}\t{message.text}"
            )
    return {figure: (right[figure], of[figure]) for figure in of}, wrong


def _judged(message: Message, heard: Heard) -> list[tuple[str, bool]]:
    offered = any(message.right(name) for name in heard.asked)
    acted = message.right(heard.wish)
    if _NO_SENSE in message.meant:
        return [("nonsense answered with a page", bool(heard.wish))]
    if message.step not in ("menu", "first"):
        return [("right meaning at the steps", acted or offered)]
    judged = [("a wrong page", bool(heard.wish) and not acted)]
    if message.meant == {"complaint"}:
        judged.append(("complaints", heard.wish == "complaint"))
    if message.step == "first":
        return [*judged, ("a first message's wish kept over the consent", acted or offered)]
    return [*judged, ("right page, or among the three asked", acted or offered), ("acted on at once", acted)]


def _fine(message: Message, heard: Heard) -> bool:
    if _NO_SENSE in message.meant:
        return not heard.wish
    return message.right(heard.wish) or any(message.right(name) for name in heard.asked)


def main() -> None:
    """Print the figures, and with ``--wrong`` what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.measurements.understanding", description=main.__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the messages that went wrong")
    parser.add_argument("file", nargs="?", type=Path, default=MESSAGES)
    chosen = parser.parse_args()
    figures, wrong = measure(read(chosen.file))
    for figure, (right, of) in figures.items():
        print(f"{figure:48} {right:4} of {of:4}  {right / of:6.1%}")
    for line in wrong if chosen.wrong else ():
        print(line)


if __name__ == "__main__":
    main()
