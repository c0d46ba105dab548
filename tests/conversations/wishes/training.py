"""The training of the wishes' tables: ``make wishes`` writes the tables of ``conversations/wishes``.

Each wish's sentences, and some of those that its patterns stand for, become features (``conversations/wishes/guess.py``); a
multinomial logistic regression weighs them, and each weight is rounded to a byte. The same sentences give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy
from scipy.sparse import lil_matrix
from sklearn.linear_model import LogisticRegression

from conversations.wishes import guess, patterns
from conversations.wishes.base import Wish
from conversations.wishes.every import STEP_WISHES, WISHES
from conversations.wishes.plain import plain

FOLDER = Path(guess.__file__).parent
OF_A_PATTERN = 12  # how many sentences of one pattern are learned


def examples(wishes: Iterable[Wish] = WISHES, more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the plain sentences and the wish that each of them has, each once; none of those that are kept apart.

    ``more``: further lines, as ``polisbot wishes export`` prints them.
    """
    kept = {plain(text) for _, _, text in kept_apart()}
    found: dict[tuple[str, str], None] = {}
    for wish in wishes:
        for language in ("id", "en"):
            made = [
                said
                for line in wish.patterns[language].split("\n")
                if line
                for said in patterns.sentences(line, OF_A_PATTERN)
            ]
            for said in [*made, *wish.sentences[language].split("\n")]:
                if (text := plain(said)) and text not in kept:
                    found[text, wish.name] = None
    for line in more:
        name, _, said = line.split("\t")
        if text := plain(said):
            found[text, name] = None
    return list(found)


def kept_apart() -> list[tuple[str, str, str]]:
    """Return the sentences that are never learned: wish, language, sentence."""
    lines = Path(__file__).with_name("kept_apart.tsv").read_text(encoding="utf-8").splitlines()
    return [(wish, language, text) for wish, language, text in (line.split("\t") for line in lines)]


def tables(more: Iterable[str] = ()) -> dict[str, bytes]:
    """Return both tables as they are kept, by the names of their files."""
    anywhere = examples(more=more)
    others = [(text, guess.OTHER) for text, _ in anywhere]
    steps = [*examples(STEP_WISHES), *others]
    return {"anywhere.bin": train(anywhere, balanced=True), "steps.bin": train(steps, balanced=True)}


def train(learned: list[tuple[str, str]], *, balanced: bool = False) -> bytes:
    """Return the table that sentences and their wishes teach."""
    names = list(dict.fromkeys(name for _, name in learned))
    table = lil_matrix((len(learned), guess.ROWS), dtype=numpy.float64)
    for at, (text, _) in enumerate(learned):
        table[at, sorted(guess.rows(text))] = 1.0
    wanted = numpy.array([names.index(name) for _, name in learned])
    # saga reckons without BLAS, whose sums differ from processor to processor: every machine gets the same bytes.
    weight = "balanced" if balanced else None
    model = LogisticRegression(C=2.0, solver="saga", tol=1e-3, max_iter=1000, random_state=0, class_weight=weight)
    model.fit(table.tocsr(), wanted)
    weights = numpy.vstack([model.coef_.T, model.intercept_])
    weights -= weights.mean(axis=1, keepdims=True)
    scale = float(numpy.abs(weights).max()) / (guess.ZERO - 1)
    bytes_ = numpy.clip(numpy.rint(weights / scale) + guess.ZERO, 0, 255).astype(numpy.uint8)
    return b" ".join([*(name.encode() for name in names), f"{scale:.6f}".encode()]) + b"\n" + bytes(bytes_)


def main() -> None:
    """Write the tables; a file that is named holds more sentences, as ``polisbot wishes export`` prints them."""
    more = [line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines()]
    for name, data in tables(more).items():
        FOLDER.joinpath(name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
