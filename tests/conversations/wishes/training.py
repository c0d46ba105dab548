"""The training of the wishes' table: ``make wishes`` writes ``conversations/wishes/table.bin``.

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

from conversations.wishes import WISHES, guess, patterns
from conversations.wishes.plain import plain

PATH = Path(guess.__file__).with_name("table.bin")
OF_A_PATTERN = 12  # how many sentences of one pattern are learned


def examples(more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the plain sentences and the wish that each of them has, each once; ``more`` as ``wishes export`` prints them."""
    found: dict[tuple[str, str], None] = {}
    for wish in WISHES:
        for language in ("id", "en"):
            made = [
                said
                for line in wish.patterns[language].split("\n")
                if line
                for said in patterns.sentences(line, OF_A_PATTERN)
            ]
            for said in [*made, *wish.sentences[language].split("\n")]:
                if text := plain(said):
                    found[text, wish.name] = None
    for line in more:
        name, _, said = line.split("\t")
        if text := plain(said):
            found[text, name] = None
    return list(found)


def train(more: Iterable[str] = ()) -> bytes:
    """Return the table as it is kept, of the wishes' own sentences and ``more``."""
    learned = examples(more)
    names = [wish.name for wish in WISHES]
    table = lil_matrix((len(learned), guess.ROWS), dtype=numpy.float64)
    for at, (text, _) in enumerate(learned):
        table[at, sorted(guess.rows(text))] = 1.0
    wanted = numpy.array([names.index(name) for _, name in learned])
    # saga reckons without BLAS, whose sums differ from processor to processor: every machine gets the same bytes.
    model = LogisticRegression(C=2.0, solver="saga", tol=1e-3, max_iter=1000, random_state=0)
    model.fit(table.tocsr(), wanted)
    weights = numpy.vstack([model.coef_.T, model.intercept_])
    weights -= weights.mean(axis=1, keepdims=True)
    scale = float(numpy.abs(weights).max()) / (guess.ZERO - 1)
    bytes_ = numpy.clip(numpy.rint(weights / scale) + guess.ZERO, 0, 255).astype(numpy.uint8)
    return b" ".join([*(name.encode() for name in names), f"{scale:.6f}".encode()]) + b"\n" + bytes(bytes_)


def main() -> None:
    """Write the table; a file that is named holds more sentences, as ``polisbot wishes export`` prints them."""
    more = [line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines()]
    data = train(more)
    PATH.write_bytes(data)
    print(f"{len(examples(more))} sentences of {len(WISHES)} wishes: {len(data)} bytes")


if __name__ == "__main__":
    main()
