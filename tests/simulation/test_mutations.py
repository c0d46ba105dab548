"""The table of mutations fits the source: what moved or changed its words is told, else a line would be tried no more."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.simulation.mutations import POINTS, ROOT, Mutation, mutations
from tests.simulation.rules import RULES


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation.name)
def test_a_mutation_applies_exactly_once(mutation: Mutation) -> None:
    """Its line is found once in its file, and is another one afterwards."""
    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.before) == 1
    assert mutation.before != mutation.after


def test_every_mutation_says_who_must_see_it() -> None:
    """A rule that there is, or a crash point that there is; and no two have the same name."""
    rules = {rule.__name__ for rule in RULES} | {"NothingIsOverwritten"}
    points = "".join((ROOT / point).read_text(encoding="utf-8") for point in POINTS)
    for mutation in mutations():
        assert bool(mutation.rules) != bool(mutation.test), mutation.name
        assert set(mutation.rules) <= rules, mutation.name
        assert all(word in points for word in mutation.test.split(" or ")), mutation.name
    assert not [name for name, times in Counter(one.name for one in mutations()).items() if times > 1]


def test_the_page_tells_of_every_mutation() -> None:
    """``docs/simulation.md`` says who saw each one, and names none that is not tried any more."""
    page = (ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (?!seen by)[^|]+ \| (?:\d+|crash point) \|$", page, re.MULTILINE)
    assert rows == [mutation.name for mutation in mutations()]
