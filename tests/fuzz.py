"""Coverage-guided fuzzing of the decoders: ``python -m tests.fuzz telegram --seconds 120``. Needs atheris (libFuzzer).

Not part of ``make test``: see CONTRIBUTING.md. What it finds becomes a case of ``tests/hostile``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "conversations", "handlers"]):
    from tests.hostile.targets import TARGETS, seeds

LONGEST = 4_096  # bytes of an input


def main() -> None:
    """Fuzz one target for some seconds; libFuzzer prints what it does, and fails with the input that broke it."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what it found worth keeping")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = chosen.corpus or Path(folder) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        words = Path(folder) / "words"
        words.write_text(_dictionary(seeds()[chosen.target]), encoding="ascii")
        for place, seed in enumerate(seeds()[chosen.target]):
            (corpus / f"seed{place}").write_bytes(seed)
        flags = [f"-max_total_time={chosen.seconds}", f"-max_len={LONGEST}", f"-dict={words}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *flags, str(corpus)], TARGETS[chosen.target])
        atheris.Fuzz()


def _dictionary(whole: list[bytes]) -> str:
    """Return the words of the payloads, as libFuzzer reads them: names of fields, and JSON's own signs."""
    names = set(re.findall(r'"[A-Za-z_]+"', b" ".join(whole).decode("ascii", "ignore")))
    signs = ["{", "}", "[", "]", "null", "true", "1e400", "-0", "\\\\ud83d", "\\\\u0000"]
    return "\n".join(sorted(json.dumps(name) for name in names) + [f'"{sign}"' for sign in signs]) + "\n"


if __name__ == "__main__":
    main()
