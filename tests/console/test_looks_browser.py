"""Every page and state of the console, made from the router: accessible, in both themes, on a phone, zoomed, by keyboard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from handlers.console import factors
from tests.browser import Watched, browser, needs_browser, visit
from tests.console import states
from tests.console.day import Day, served_day
from tests.console.looks import SIZES, WIDER, enter, seen, walk
from tests.console.pages import doors, pages

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.asyncio(loop_scope="module")]

PICTURES = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None  # a folder for what is to be looked at
ZOOMED = (320, 256)  # a screen of 1280 by 1024 at 400 %
BETWEEN = (768, 1024)
# Whatever can be used can be brought to where nothing lies upon it.
COVERED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip, .aside, .toast"))
  .filter((one) => {
    one.scrollIntoView({ block: "center", inline: "center" });
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
    return !top || !(one.contains(top) || top.contains(one) || top.closest("label")?.control === one);
  })
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    """Serve a console in which every page has something to show."""
    async with served_day(tmp_path_factory.mktemp("looks")) as lived:
        yield lived


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser for all."""
    async with browser() as one:
        yield one


@asynccontextmanager
async def _at(started: Browser, day: Day, size: tuple[int, int]) -> AsyncIterator[Watched]:
    async with visit(started, "about:blank", *size) as watched:
        await enter(watched.page, day.admin)
        yield watched


async def test_every_page_is_accessible(started: Browser, day: Day) -> None:
    """WCAG 2.2 AA as far as a machine can tell, in both sizes and themes; nothing is wider than its window."""
    assert await walk(started, day.admin, await pages(day.admin, day.examples), PICTURES) == []


@pytest.mark.parametrize("size", SIZES)
async def test_every_state_is_accessible(started: Browser, day: Day, size: str) -> None:
    """What is opened, refused, not there, shown once, cut off, or seen by who may only watch."""
    faults = []
    async with _at(started, day, SIZES[size]) as watched:
        for made in (
            states.opened(watched.page, day),
            states.refused(watched.page, day, size),
            states.watched(watched.page, day, day.viewer),
        ):
            async for name in made:
                faults += await seen(watched, f"{name} {size}", PICTURES)
    assert faults == []


async def test_every_step_of_the_sign_in_is_accessible(started: Browser, day: Day) -> None:
    """The door, the code, the enrolment with its QR code, the recovery codes, and what goes wrong at each."""
    faults, shown = [], set()
    for size in SIZES:
        async with visit(started, "about:blank", *SIZES[size]) as watched:
            async for name in states.doors(watched.page, day, size):
                faults += await seen(watched, f"{name} {size}", PICTURES)
                shown.add(watched.page.url.removeprefix(day.team.url).partition("?")[0])
    assert faults == []
    assert {f"/care{route.path}" for route in doors()} <= shown


async def test_at_400_percent_everything_is_there_and_can_be_used(started: Browser, day: Day) -> None:
    """At 320 by 256 pixels no page scrolls sideways, and each field, link and button comes to where it can be pressed."""
    wrong = []
    async with _at(started, day, ZOOMED) as watched:
        for path in await pages(day.admin, day.examples):
            await watched.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
            await watched.page.goto(day.team.url + path)
            wrong += [f"{path} covers {one}" for one in await watched.page.evaluate(COVERED)]
            for width, height in (ZOOMED, BETWEEN):
                await watched.page.set_viewport_size({"width": width, "height": height})
                if await watched.page.evaluate(WIDER) > 0:
                    wrong.append(f"{path} is too wide at {width}")
        assert watched.faults == []
    assert wrong == []


async def test_a_newcomer_enrols_by_keyboard_alone(started: Browser, day: Day) -> None:
    """Name, password, an own password, the secret that the QR code bears, its code, the recovery codes, in."""
    password = await states.newcomer(day, "Papan Ketik")
    async with visit(started, f"{day.team.url}/care/") as watched:
        page = watched.page
        await expect(page.get_by_label("Nama")).to_be_focused()
        await _types(page, "Papan Ketik", "Tab", password, "Enter")
        await expect(page.locator(".qr")).to_be_visible()
        day.team.clock.move(factors.STEP)
        code = factors.current(await page.locator("code.secret").inner_text(), day.team.clock.now())
        await _tabs_to(page, "#password")
        await _types(page, "kata sandi sendiri", "Tab", "kata sandi sendiri", "Tab", code, "Enter")
        await expect(page.locator(".recovery li")).to_have_count(factors.RECOVERIES)
        await _tabs_to(page, ".primary")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Percakapan", exact=True)).to_be_visible()
        assert watched.faults == []


async def test_the_places_beside_the_chats_by_keyboard_alone(started: Browser, day: Day) -> None:
    """Search, figures and what is behind them, a file, the audit, a label: keys, Tab and Enter."""
    async with _at(started, day, SIZES["desktop"]) as watched:
        page = watched.page
        await page.goto(f"{day.team.url}/care/conversations")
        await _types(page, "/")
        await expect(page.locator("#text")).to_be_focused()
        await _types(page, "nomor peserta", "Enter")
        await expect(page.locator("#found > li").first).to_be_visible()
        await page.locator("h1").click()
        await _types(page, "j", "Enter")
        await expect(page.locator("#lines")).to_be_visible()
        await _types(page, "g", "f")
        await _stands(page, "Ringkasan")
        await _tabs_to(page, "a[href*='view=trust']")
        await _types(page, "Enter")
        await _tabs_to(page, "td a[href*='/behind/consent']")
        await _types(page, "Enter")
        await _stands(page, "Percakapan di balik angka")
        await _types(page, "j", "Enter")
        await expect(page.locator("#lines")).to_be_visible()
        await _types(page, "g", "f")
        await _stands(page, "Ringkasan")
        await _tabs_to(page, "a[href='/care/exports']")
        await _types(page, "Enter")
        await _tabs_to(page, "#reason")
        await _types(page, "Laporan mingguan", "Tab", "Tab", "Enter")
        await expect(page.get_by_role("status").or_(page.locator(".toast")).first).to_be_visible()
        await _types(page, "g", "u")
        await _stands(page, "Audit")
        await _types(page, "/")
        await expect(page.locator("#actor")).to_be_focused()
        await _types(page, "hendra", "Enter")
        await expect(page.locator("tbody tr").first).to_contain_text("Hendra Gunawan")
        await page.locator("h1").click()
        await _types(page, "g", "s")
        await _tabs_to(page, "#label")
        await _types(page, "Dari papan ketik", "Enter")
        await expect(page.locator(".chip", has_text="Dari papan ketik")).to_be_visible()
        assert watched.faults == []


async def _types(page: Page, *keys: str) -> None:
    """Press keys by their names; a longer text is typed."""
    for key in keys:
        await (page.keyboard.press(key) if key in ("Tab", "Enter") or len(key) == 1 else page.keyboard.type(key))
        await page.wait_for_load_state()


async def _stands(page: Page, title: str) -> None:
    """Wait for a page that is called so, its scripts included."""
    await expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
    await page.wait_for_load_state()


async def _tabs_to(page: Page, wanted: str) -> None:
    """Press Tab until what is wanted has the focus, as it must within a page's worth of stops."""
    await expect(page.locator(wanted).first).to_be_visible()
    for _ in range(150):
        await page.keyboard.press("Tab")
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}")
