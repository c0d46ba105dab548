"""Writing in a real browser: ready replies are filtered, letters typed at the page do nothing, typing keeps the session."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage.care import Canned
from storage.sessions import IDLE
from storage.staff import Role
from tests.browser import browser, needs_browser
from tests.console.desks import is_live, seat, waits
from tests.console.talk import settled, talking
from tests.console.team import Team

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no fault of the page
READY = {"Klaim": "Ajukan di cabang.", "Batal polis": "Isi formulir.", "Kartu": "Nomor ada di kartu."}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones."""
    async with talking(tmp_path_factory.mktemp("writing")) as served:
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser; each test visits in a profile of its own."""
    async with browser() as one:
        yield one


async def _leads(page: Page, url: str) -> None:
    """Take over; the reply has the focus."""
    await page.goto(url)
    await is_live(page)
    await page.get_by_role("button", name="Ambil alih").click()
    await expect(page.locator("#text")).to_be_focused()


async def test_ready_replies_are_filtered_while_the_focus_stays(started: Browser, team: Team) -> None:
    """After "/" come words: they filter by title and text; arrows and Enter choose, Escape closes and keeps the text."""
    for title, words in READY.items():
        await team.store.canned.put(title.replace(" ", ""), 0, Canned(title=title, texts={"id": words, "en": words}))
    _, path = await waits(team, "5554020")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        text, chosen = page.locator("#text"), page.locator('#ready a[aria-selected="true"]')
        await text.fill("")
        await text.press_sequentially("/batal")
        await expect(text).to_be_focused()
        await expect(page.locator("#ready a:visible")).to_have_count(1)
        box, popup = await text.bounding_box(), await page.locator("#ready").bounding_box()
        assert box
        assert popup
        assert popup["y"] + popup["height"] <= box["y"], "what is typed stays in view"
        await expect(page.locator("#state")).to_contain_text("Anda memimpin")
        await text.press("Escape")
        await expect(page.locator("#ready")).to_be_hidden()
        await expect(text).to_have_value("/batal")
        await expect(text).to_be_focused()
        await text.fill("")
        await text.press_sequentially("/k")
        await expect(page.locator("#ready a:visible")).to_have_count(2)
        await expect(chosen).to_contain_text("Kartu")
        await text.press("ArrowDown")
        await expect(chosen).to_contain_text("Klaim")
        await text.press("Enter")
        await expect(text).to_have_value("Ajukan di cabang.")
        await expect(text).to_be_focused()
        await expect(page.locator("#ready")).to_be_hidden()
        assert desk.faults == []


async def test_a_sentence_typed_at_the_page_does_nothing(started: Browser, team: Team) -> None:
    """Letters that end or begin a lead wait five seconds, and any other key stops them; one alone is carried out."""
    customer, path = await waits(team, "5554021")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.clock.install()
        await _leads(page, team.url + path)
        await page.locator("#text").press("Escape")
        heard = len(customer.heard)
        for words in ("boleh saya bantu", "b", "t"):
            await page.keyboard.type(words)
            await page.keyboard.press("Escape")
            await page.clock.fast_forward(6000)
            await page.goto(team.url + path)
        await settled(team)
        assert len(customer.heard) == heard
        await expect(page.locator("#state")).to_contain_text("Anda memimpin")
        await page.keyboard.press("b")
        await expect(page.locator(".later")).to_contain_text("dalam 5 detik")
        await page.clock.fast_forward(6000)
        await expect(page.locator("#state")).not_to_contain_text("Anda memimpin")


async def test_typing_keeps_the_session_and_its_end_is_told_before(started: Browser, team: Team) -> None:
    """Two minutes before the end a page says so and offers to stay; whoever types is not asked."""
    _, path = await waits(team, "5554022")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.clock.install()
        await _leads(page, team.url + path)
        team.clock.move(IDLE - 90_000)
        await page.clock.fast_forward(IDLE - 90_000)
        await expect(page.locator("#stay")).to_contain_text("1:30")
        await page.get_by_role("button", name="Tetap masuk").click()
        await expect(page.locator("#stay")).to_be_hidden()
        team.clock.move(IDLE - 60_000)
        await page.clock.fast_forward(IDLE - 60_000)
        await page.locator("#text").press_sequentially(" ada")
        await expect(page.locator("#stay")).to_be_hidden()
        team.clock.move(IDLE - 60_000)
        assert (await rina.get("/care/me")).status == 200
        assert page.url == team.url + path
