"""The decoders and readers under random and mutated input: a short run here, hours of it with ``python -m tests.fuzz``."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.targets import TARGETS, seeds

EXAMPLES = 150
FOUND = [
    ("registry", b'{"event_id":"e\xa2","link_id":"l","reference":"PL-00000000","status":"approved"}'),
]
SEEDS = [(name, seed) for name, found in seeds().items() for seed in found]


@pytest.mark.parametrize("name", TARGETS)
def test_whole_payloads_are_read(name: str) -> None:
    """What a fuzzer begins with is read as it should be."""
    for seed in seeds()[name]:
        TARGETS[name](seed)


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_fuzzing_found(name: str, data: bytes) -> None:
    """Inputs that once broke a decoder."""
    TARGETS[name](data)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(sorted(TARGETS)), st.binary(max_size=300))
def test_any_bytes(name: str, data: bytes) -> None:
    """Random bytes are read or refused clearly."""
    TARGETS[name](data)


@settings(max_examples=2 * EXAMPLES, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_mutated_payloads(seed: tuple[str, bytes], data: st.DataObject) -> None:
    """A payload with a piece taken out, doubled or replaced is read or refused clearly."""
    name, whole = seed
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    piece = data.draw(
        st.sampled_from([b"", whole[start:end] * 2, b"null", b"[]", b'"\\ud83d"', b"1e400", b"-1", b"{}"])
        | st.binary(max_size=20)
    )
    TARGETS[name](whole[:start] + piece + whole[end:])


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_any_text(said: str) -> None:
    """Any text, half pairs and unassigned signs too, is read and kept without a complaint."""
    TARGETS["text"](said.encode("utf-8", "surrogatepass"))
