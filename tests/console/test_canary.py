"""A canary run through the console: every page that each role can reach, after whole dialogues, shows nothing in clear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from html import unescape

import pytest
import pytest_asyncio

from handlers.console.words import WORDS
from storage.staff import Role
from tests.canary import births, codes, in_text, personal, typed
from tests.console.team import Browser, Team
from tests.console.test_exports import FILE, asked
from tests.dialogues.script import dialogues, parse
from tests.dialogues.stage import Stage

WALKS = ("02_group", "43_complaint")
REQUEST = """lines:
given: request
"""
ENOUGH = 12  # pages that even the least of the roles reaches
ALIKE = 3  # pages of one shape that are looked at, whatever chat, request, day or mark they show
VARIES = re.compile(r"[a-z2-7]{16}|PL-[0-9A-Z]+|behind/\w+|=[^&]*")
TITLE = re.compile("<title>(.*?)</title>")
HREF = re.compile(r'href="(/care/[^"#]*)"')


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Let three customers go through dialogues."""
    async with Stage(tmp_path_factory.mktemp("canary"), "telegram") as played:
        known = {dialogue.name: dialogue for dialogue in dialogues()}
        for place, dialogue in enumerate([*(known[name] for name in WALKS), parse("request", REQUEST)]):
            played.become(str(5_550_001 + place))
            await played.play(dialogue)
        yield played


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("role", Role)
async def test_no_page_shows_anything_in_clear(stage: Stage, role: Role) -> None:
    """Names, numbers, contacts, dates, codes, addresses: masked in lists, transcripts, details, charts and searches."""
    team = Team(stage.serving, stage.clock)
    browser = await team.signed_in(f"Canary {role}", role)
    pages = await crawled(browser)
    await team.close()
    secrets = personal() | births() | codes(stage) | typed(stage)
    shown = {path: found for path, text in pages.items() if (found := in_text(secrets, unescape(text)))}
    assert shown == {}
    assert len(pages) >= ENOUGH
    assert titles(pages, stage.settings.insurer.brand) <= {text for texts in WORDS.values() for text in texts}
    assert any(re.fullmatch("/care/conversations/[a-z2-7]{16}", path) for path in pages)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", ["conversations", "requests"])
async def test_no_masked_file_shows_anything_in_clear(stage: Stage, kind: str) -> None:
    """What is fetched as a file is masked as what is shown, in every row."""
    team = Team(stage.serving, stage.clock)
    lead = await team.signed_in(f"Canary {kind}", Role.LEAD)
    found = FILE.search(await asked(team, lead, kind))
    assert found is not None
    file = await lead.get(found.group())
    await team.close()
    assert len(file.text.splitlines()) > 1
    assert in_text(personal() | births() | codes(stage) | typed(stage), file.text) == []


def titles(pages: dict[str, str], brand: str) -> set[str]:
    """Return what every page is called, without the house's name and the number of a request."""
    found = {unescape(title) for text in pages.values() for title in TITLE.findall(text)}
    assert found
    return {re.sub(r"^PL-[0-9A-Z]{8} - ", "", title).removesuffix(f" - {brand} Care") for title in found}


async def crawled(browser: Browser) -> dict[str, str]:
    """Follow every link of the console that only shows something; return the pages."""
    waiting, pages, shapes = ["/care/"], dict[str, str](), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        shape = VARIES.sub("*", path)
        if path in pages or path.startswith("/care/static/") or shapes[shape] == ALIKE:
            continue
        shapes[shape] += 1
        answer = await browser.get(path)
        pages[path] = answer.text
        waiting += [unescape(found) for found in HREF.findall(answer.text)]
        if answer.location.startswith("/care/"):
            waiting.append(answer.location)
    return pages
