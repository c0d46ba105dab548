"""The bell in a real browser: who is elsewhere is told that somebody waits, by one tab, again each minute, and of nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from storage.staff import Role
from tests.browser import browser, needs_browser
from tests.console.talk import Customer, settled, talking
from tests.console.team import Team

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SAYS = "Ada nasabah yang menunggu petugas"
# The real notification, with a note of each and of its end; and a page that says it is out of sight when told to be.
WATCH = """
window.rung = [];
const Real = window.Notification;
window.Notification = class extends Real {
  constructor(title, options) { super(title, options); window.rung.push([title, options.body || "", options.tag]); }
  close() { window.rung.push("closed"); super.close(); }
};
Object.defineProperty(Document.prototype, "hidden", { get: () => window.away === true });
"""


@pytest_asyncio.fixture(loop_scope="module")
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones: to each test its own, where nobody waits yet."""
    async with talking(tmp_path) as served:
        yield served


async def _rung(tabs: list[Page]) -> list[object]:
    return [one for tab in tabs for one in await tab.evaluate("window.rung")]


async def _rings(tabs: list[Page], times: int) -> list[object]:
    """Wait until so much rang; a count that is told with news may be a second older than it, and is told again."""
    async with asyncio.timeout(15):
        while len(told := await _rung(tabs)) < times:
            await asyncio.sleep(0.05)
    return told


async def _news(team: Team, customer: Customer, tabs: list[Page], text: str) -> None:
    """Let something happen that every tab hears of."""
    await customer.says(text)
    for tab in tabs:
        await expect(tab.locator("#lines")).to_contain_text(text)
    await settled(team)


async def test_one_tab_rings_while_somebody_waits_and_stops_when_they_are_served(team: Team) -> None:
    """Three tabs out of sight: one notification when somebody waits, one more a minute later, its end with the take-over."""
    busy = Customer(team, "telegram", "5558001")
    await busy.says("halo", "setuju")
    rina = await team.signed_in("Rina", Role.AGENT)
    path = f"/care/conversations/{await busy.account()}?queue=all"
    async with browser() as started:
        context = await started.new_context()
        await context.grant_permissions(["notifications"], origin=team.url)
        await context.add_cookies([{"name": "care", "value": rina.id, "url": team.url}])
        await context.add_init_script(WATCH)
        await context.clock.install()
        tabs = [await context.new_page() for _ in range(3)]
        for tab in tabs:
            await tab.goto(team.url + path)
            await expect(tab.locator("#live")).to_have_text("Langsung")
        await expect(tabs[0].locator("#bell")).to_be_hidden()
        await _news(team, busy, tabs, "kabar satu")
        assert await _rung(tabs) == []
        for tab in tabs:
            await tab.evaluate("window.away = true")
        waits = Customer(team, "telegram", "5558002")
        await waits.says("halo", "setuju", "petugas", "saya JANE RAILEY, polis 00012345")
        await _news(team, busy, tabs, "kabar dua")
        assert await _rings(tabs, 1) == [[SAYS, "", "care-waiting"]]
        await _news(team, busy, tabs, "kabar tiga")
        assert len(await _rung(tabs)) == 1
        await context.clock.fast_forward(61_000)
        await _news(team, busy, tabs, "kabar empat")
        assert await _rings(tabs, 2) == [[SAYS, "", "care-waiting"]] * 2
        account = await waits.account()
        assert (await rina.get(f"/care/conversations/{account}")).status == 200
        assert (await rina.post(f"/care/conversations/{account}/take", drive="1")).status == 303
        await settled(team)
        for tab in tabs:
            await expect(tab.locator("[data-waiting]")).to_be_hidden()
        await context.clock.fast_forward(61_000)
        await _news(team, busy, tabs, "kabar lima")
        told = await _rings(tabs, 3)
        assert [one for one in told if one != "closed"] == [[SAYS, "", "care-waiting"]] * 2
        assert "closed" in told
        await context.close()


async def test_who_sees_the_page_is_not_rung_at(team: Team) -> None:
    """A page in sight shows the number of who waits; nothing rings."""
    rina = await team.signed_in("Rina", Role.AGENT)
    async with browser() as started:
        context = await started.new_context()
        await context.grant_permissions(["notifications"], origin=team.url)
        await context.add_cookies([{"name": "care", "value": rina.id, "url": team.url}])
        await context.add_init_script(WATCH)
        page = await context.new_page()
        await page.goto(team.url + "/care/requests")
        list_ = await context.new_page()
        await list_.goto(team.url + "/care/conversations")
        await expect(list_.locator("#live")).to_have_text("Langsung")
        waits = Customer(team, "telegram", "5558003")
        await waits.says("halo", "setuju", "petugas")
        await expect(page.locator("[data-waiting]")).to_have_text("1")
        assert await _rung([page, list_]) == []
        await context.close()
