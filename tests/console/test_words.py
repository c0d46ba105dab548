"""The console's words: each that a page says is there in both languages, and none is there that no page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from handlers.console.pages.audit import action_word
from handlers.console.words import WORDS, grouped, speaker

CONSOLE = Path(__file__).parents[2] / "handlers"
SOURCES = [file.read_text() for end in ("html", "py") for file in sorted(CONSOLE.rglob(f"*.{end}"))]
SAID = {key for text in SOURCES for key in re.findall(r"""["']([a-z_]+\.[a-z0-9_]+)["']""", text)}
BEGUN = {key for text in SOURCES for key in re.findall(r"""["'f]([a-z_]+\.[a-z0-9_]*)(?:["'] ~|\{)""", text)}
NAMED = {word for text in SOURCES for word in re.findall(r"""["']([a-z_]+)["']""", text)}


def test_every_word_that_a_page_says_is_there() -> None:
    """A key that a template names is in the catalogue."""
    asked = {key for text in SOURCES for key in re.findall(r"""\bt\(["']([a-z_]+\.[a-z0-9_]+)["'][,)]""", text)}
    assert asked
    assert asked - WORDS.keys() == set()


def test_no_word_is_left_that_no_page_says() -> None:
    """Each is named whole, or begun in a template and ended by a value; what was done is named by its deed."""
    unsaid = {
        key
        for key in WORDS
        if key not in SAID
        and not any(key.startswith(start) for start in BEGUN)
        and not (key.startswith("done.") and key.removeprefix("done.") in NAMED)
        and not (key.startswith("faults.") and key.removesuffix("_title") in SAID)
    }
    assert unsaid == set()


def test_every_fault_has_a_title() -> None:
    """A page about a fault has a heading and says what to do."""
    faults = {key for key in SAID if key.startswith("faults.")} - {"faults.home", "faults.signin"}
    assert {f"{key}_title" for key in faults} <= WORDS.keys()


def test_a_value_is_put_in_as_it_is() -> None:
    """What somebody is called is never read as a template."""
    assert "{time} {0.__class__}" in speaker("id")("requests.stale_claimed", name="{time} {0.__class__}", time="10.42")


def test_whatever_is_recorded_can_be_read() -> None:
    """Each action that the console records has a word in the audit, and so has the name of each of its details."""
    actions, details = set(), set()
    for call in _records():
        action = call.args[0 if ast.unparse(call.func) == "visit.record" else 1]
        actions |= {action.value} if isinstance(action, ast.Constant) and isinstance(action.value, str) else set()
        details |= {keyword.arg for keyword in call.keywords} - {"at", "reason", "details", None}
    assert {"searched", "export_fetched", "session.begun"} <= actions
    assert {f"actions.{action_word(action)}" for action in actions} - WORDS.keys() == set()
    assert {"field", "before", "events"} <= details
    assert {f"audit.detail_{name}" for name in details} - WORDS.keys() == set()


def test_numbers_are_grouped_as_the_language_does() -> None:
    """A whole number is grouped wherever it is said; what was already a text is left alone."""
    assert grouped(1_234_567, "id") == "1.234.567"
    assert "12.300" in speaker("id")("exports.progress", done=3, total=12_300)
    assert "12,300" in speaker("en")("exports.progress", done=3, total=12_300)
    assert "12300" in speaker("en")("exports.progress", done=3, total="12300")


def _records() -> Iterator[ast.Call]:
    """Yield each call of the console that records something."""
    for file in sorted((CONSOLE / "console").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("visit.record", "audit.record", "_record")
            ):
                yield node
