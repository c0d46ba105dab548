"""What the console tells beside its pages: the stream, files, titles and notifications say nothing in clear, to nobody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from handlers.console.rights import RIGHTS, Right
from handlers.console.words import WORDS
from storage.staff import Role
from tests.browser import browser, needs_browser, visit
from tests.canary import births, codes, in_text, personal, typed
from tests.console.looks import enter
from tests.console.team import Browser, Team
from tests.console.test_exports import FILE, asked
from tests.dialogues.script import dialogues, parse
from tests.dialogues.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")
WALK = "02_group"
ASKS = """asks for a person:
given: menu
customer: petugas
customer: Saya JANE RAILEY, polis 00012345, email jane.railey@example.com
"""
KINDS = ("conversations", "requests")
BESIDE = {"waiting", "asked", "chats", "moved", "looked"}  # all that an event bears
TITLES = """
window.titles = [document.title];
window.notices = [];
window.rung = new Promise((ring) => {
  window.ring = ring;
});
window.Notification = class {
  static permission = "granted";
  constructor(...said) { ring(notices.push(JSON.stringify(said))); }
  close() {}
};
Object.defineProperty(document, "hidden", { get: () => true });
addEventListener("DOMContentLoaded", () => {
  titles.push(document.title);
  const watch = new MutationObserver(() => titles.push(document.title));
  watch.observe(document.head, { subtree: true, childList: true, characterData: true });
});
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Let one customer link a policy, whose name, number and contacts are known."""
    async with Stage(tmp_path_factory.mktemp("told"), "telegram") as played:
        await played.play(next(dialogue for dialogue in dialogues() if dialogue.name == WALK))
        yield played


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def members(stage: Stage) -> AsyncIterator[dict[Role, Browser]]:
    """Sign a member of each role in."""
    team = Team(stage.serving, stage.clock)
    yield {role: await team.signed_in(f"Told {role.value}", role) for role in Role}
    await team.close()


def secrets(stage: Stage) -> set[str]:
    """Return what nobody may be told in clear."""
    return personal() | births() | codes(stage) | typed(stage)


async def test_the_stream_tells_each_role_ids_of_what_it_may_open_and_no_word(
    stage: Stage, members: dict[Role, Browser]
) -> None:
    """Streams open while a customer talks; every event bears ids and counts alone, and each id opens for its reader."""
    since, waiting = stage.clock.now(), (await stage.serving.store.rows.counts()).waiting + 1
    async with AsyncExitStack() as stack:
        streams = {role: await _stream(stack, member, since) for role, member in members.items()}
        stage.become("5550101")
        await stage.play(parse("asks", ASKS))
        told = dict(
            zip(streams, await asyncio.gather(*(_until(one, waiting) for one in streams.values())), strict=True)
        )
    for role, member in members.items():
        if Right.WATCH not in RIGHTS[role]:
            assert told[role] == []
            continue
        raw = "\n".join(told[role]) + (await member.get(f"/care/news?since={since}")).text
        assert in_text(secrets(stage), raw) == []
        events = [msgspec.json.decode(line.removeprefix("data: ")) for line in told[role] if line.startswith("data: ")]
        assert {name for event in events for name in event} <= BESIDE
        chats = {chat for event in events for chat in (*event.get("chats", ()), *event.get("looked", ()))}
        assert chats
        for chat in chats:
            assert (await member.get(f"/care/conversations/{chat}")).status == 200, (
                f"{role} heard of what it may not see"
            )


async def test_every_role_that_may_watch_may_stream_and_no_other(members: dict[Role, Browser]) -> None:
    """The scope of the events is the scope of the pages."""
    for role, member in members.items():
        pages = (await member.get("/care/conversations")).status, (await member.get("/care/news")).status
        assert pages == ((200, 200) if Right.WATCH in RIGHTS[role] else (404, 404))


@pytest.mark.parametrize("role", [role for role in Role if Right.EXPORT in RIGHTS[role]])
async def test_no_masked_file_of_any_role_shows_anything_in_clear(
    stage: Stage, members: dict[Role, Browser], role: Role
) -> None:
    """Both kinds of files, as each role that may ask for one."""
    team = Team(stage.serving, stage.clock)
    for kind in KINDS:
        found = FILE.search(await asked(team, members[role], kind))
        assert found is not None
        file = await members[role].get(found.group())
        assert len(file.text.splitlines()) > (kind == "conversations")
        assert in_text(secrets(stage), file.text) == []


@pytest.mark.parametrize("role", [role for role in Role if Right.FIGURES in RIGHTS[role]])
async def test_no_file_of_figures_shows_anything_in_clear(
    stage: Stage, members: dict[Role, Browser], role: Role
) -> None:
    """Figures are counts."""
    file = await members[role].get("/care/figures.csv")
    assert file.status == 200
    assert in_text(secrets(stage), file.text) == []


@needs_browser
@pytest.mark.browser
@pytest.mark.timeout(120)
async def test_no_title_and_no_notification_says_anything_in_clear(stage: Stage, members: dict[Role, Browser]) -> None:
    """As each role an open conversation whose tab is hidden: titles are words of ours and a count, notifications too."""
    account = next(iter(await stage.serving.store.chats.accounts()))
    async with browser() as chromium, AsyncExitStack() as stack:
        open_pages = []
        for member in members.values():
            watched = await stack.enter_async_context(visit(chromium, "about:blank"))
            await watched.page.context.add_init_script(TITLES)
            await enter(watched.page, member)
            await watched.page.goto(f"{member.url}/care/conversations/{account}")
            await expect(watched.page.locator("#live")).to_have_class("live on")
            open_pages.append(watched.page)
        stage.become("5550102")
        await stage.play(parse("asks", ASKS))
        said = {text for texts in WORDS.values() for text in texts}
        for page in open_pages:
            await expect(page).to_have_title(re.compile(r"^\([1-9]\d*\) "))
            await page.evaluate("rung")
            titles, notices = await _told(page)
            assert in_text(secrets(stage), "\n".join([*titles, *notices])) == []
            names = {re.sub(r"^(\(\d+\) )?(.*) - .+ Care$", r"\2", title) for title in titles if title}
            assert names <= said
            texts = {text for notice in notices for text in _strings(msgspec.json.decode(notice))}
            assert all(
                re.sub(r"\d+", "{n}", text) in said or re.fullmatch(r"[a-z-]+|/care/\S*", text) for text in texts
            )


async def _told(page: Page) -> tuple[list[str], list[str]]:
    return await page.evaluate("titles"), await page.evaluate("notices")


def _strings(value: object) -> list[str]:
    """Return every string in a decoded value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []


async def _stream(stack: AsyncExitStack, member: Browser, since: int) -> aiohttp.ClientResponse:
    return await stack.enter_async_context(member.session.get(f"{member.url}/care/live?since={since}"))


async def _until(answer: aiohttp.ClientResponse, waiting: int) -> list[str]:
    """Read a stream, raw, until it tells that so many wait."""
    lines: list[str] = []
    if answer.status != 200:
        return lines
    async for raw in answer.content:
        lines.append(raw.decode().strip())
        if f'"waiting":{waiting}' in lines[-1]:
            return lines
    raise AssertionError("the stream ended")
