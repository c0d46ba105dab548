"""Percakapan in a real browser: two agents at one customer, a stream that is cut, many tabs, the keyboard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage.staff import Role
from tests.browser import Watched, browser, needs_browser
from tests.console.cable import cable
from tests.console.desks import is_live, seat, waits
from tests.console.talk import Customer, said_before, settled, talking
from tests.console.team import Team

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CUTS = 10
PICTURES = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None  # a folder for what is to be looked at
expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no fault of the page
TABS = 8
STREAMS = 4  # that a browser without Web Locks has


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console beside sandbox phones."""
    async with talking(tmp_path_factory.mktemp("live")) as served:
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser; each test visits in a profile of its own."""
    async with browser() as one:
        yield one


async def test_two_agents_at_one_customer(started: Browser, team: Team) -> None:
    """A takes over, B sees it without touching anything and has nothing to send with; a hand-back resumes at its step."""
    customer, path = await waits(team, "5553001")
    rina, budi = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    async with seat(started, rina) as first, seat(started, budi) as second:
        for desk in (first, second):
            await desk.page.goto(team.url + path)
            await is_live(desk.page)
        await expect(second.page.locator("#present")).to_contain_text("Rina juga melihat")
        await second.page.evaluate("window.untouched = true")
        await first.page.get_by_role("button", name="Ambil alih").click()
        await expect(second.page.locator("#state")).to_contain_text("Rina memimpin")
        await expect(second.page.get_by_role("button", name="Ambil alih")).to_have_count(0)
        await expect(second.page.locator("#text")).to_have_count(0)
        await settled(team)
        heard = len(customer.heard)
        await customer.says("halo, ada orang?")
        assert len(customer.heard) == heard, "the bot keeps silent"
        await expect(second.page.locator("#lines")).to_contain_text("halo, ada orang?")
        await first.page.locator("#text").fill("Ada, saya Rina.")
        await expect(second.page.locator("#present")).to_contain_text("Rina sedang mengetik")
        await first.page.get_by_role("button", name="Kirim", exact=True).click()
        await expect(second.page.locator("#lines")).to_contain_text("Ada, saya Rina.")
        await first.page.get_by_role("button", name="Serahkan kembali ke bot").click()
        await expect(second.page.locator("#state")).to_contain_text("Bot memimpin nomor polis")
        await settled(team)
        assert "Mari lanjutkan dari langkah nomor polis" in customer.heard[-1]
        assert await second.page.evaluate("window.untouched"), "the page was never loaded anew"
        assert first.faults + second.faults == []


async def test_the_queue_shows_who_comes_and_who_goes(started: Browser, team: Team) -> None:
    """An open queue takes in whoever asks for a person, and lets go of whoever goes back to the bot, by itself."""
    rina = await team.signed_in("Rina", Role.AGENT)
    customer = Customer(team, "telegram", "5553012")
    await customer.says("halo", "setuju")
    row = f'.rows [data-id="{await customer.account()}"]'
    async with seat(started, rina) as desk:
        await desk.page.goto(f"{team.url}/care/conversations?queue=waiting")
        await is_live(desk.page)
        await expect(desk.page.locator(row)).to_have_count(0)
        await customer.says("petugas")
        await expect(desk.page.locator(row)).to_have_count(1)
        await customer.says("menu")
        await expect(desk.page.locator(row)).to_have_count(0)


async def test_requests_come_and_go_by_themselves(started: Browser, team: Team) -> None:
    """A new request comes to an open list; one that somebody else decides leaves it, and stands under Selesai with a name."""
    rina, budi = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    first = await team.request(address="5553021")
    async with seat(started, rina) as one, seat(started, budi) as other:
        await other.page.goto(f"{team.url}/care/requests")
        badge = other.page.locator("[data-asked]")
        await expect(badge).to_have_text("1")
        await other.page.evaluate("window.untouched = true")
        second = await team.request(address="5553022")
        await expect(other.page.locator(".list .rows")).to_contain_text(second)
        await expect(badge).to_have_text("2")
        await one.page.goto(f"{team.url}/care/requests/{first}")
        await one.page.locator('input[value="approve"]').check()
        await one.page.locator('form[action*="decide"] button').click()
        await expect(other.page.locator(".list .rows")).not_to_contain_text(first)
        await expect(other.page.locator(".list .rows")).to_contain_text(second)
        await expect(badge).to_have_text("1")
        assert await other.page.evaluate("window.untouched"), "the page was never loaded anew"
        await other.page.get_by_role("link", name="Selesai").click()
        await expect(other.page.locator(".list .rows")).to_contain_text(first)
        await expect(other.page.locator(".list .rows")).to_contain_text("Disetujui")
        await expect(other.page.locator(".list .rows")).to_contain_text("Rina")
        if PICTURES:
            await other.page.screenshot(path=PICTURES / "requests-done.png")
        assert one.faults + other.faults == []


async def test_what_is_being_written_stays_and_a_stale_send_is_refused(started: Browser, team: Team) -> None:
    """A message that comes in while somebody writes leaves the draft alone; sending it is refused, and the draft stays.

    What is new bears its mark over every renewal, until the writer sends again.
    """
    customer, path = await waits(team, "5553002")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.goto(team.url + path)
        await is_live(page)
        await page.keyboard.press("t")
        await expect(page.locator("#state")).to_contain_text("Anda memimpin")
        await is_live(page)
        await page.locator("#text").fill("Nomor itu ada di kartu")
        await customer.says("sudah ketemu, terima kasih")
        await expect(page.locator("#lines")).to_contain_text("sudah ketemu")
        await expect(page.locator("#text")).to_have_value("Nomor itu ada di kartu")
        await page.keyboard.press("Control+Enter")
        await expect(page.get_by_role("alert")).to_contain_text("nasabah baru saja menulis")
        await expect(page.locator("#text")).to_have_value("Nomor itu ada di kartu")
        new = page.locator("#lines .customer.new .words")
        await expect(new).to_have_text(["sudah ketemu, terima kasih"])
        await is_live(page)
        await customer.says("satu lagi")
        await expect(new).to_have_text(["sudah ketemu, terima kasih", "satu lagi"])
        await page.locator("#text").press("Control+Enter")
        await expect(page.locator("#lines .agent")).to_contain_text("Nomor itu ada di kartu")
        await expect(new).to_have_count(0)


async def test_older_turns_come_when_somebody_scrolls_up_or_takes_the_link(started: Browser, team: Team) -> None:
    """By wheel and by keyboard; what is read stays in place, what comes in goes on below, and nothing is there twice."""
    customer, path = await waits(team, "5553010")
    await said_before(team, await customer.account(), 150)
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.goto(team.url + path)
        await is_live(page)
        assert len(await _lines(page)) == 60
        await page.locator("#lines").hover()
        await page.mouse.wheel(0, -100_000)
        await expect(page.locator(".older")).to_have_count(1)
        assert await page.locator("#lines").evaluate("lines => lines.scrollTop") > 1_000, (
            "what was read is in its place"
        )
        await customer.says("sementara itu")
        await expect(page.locator("#lines")).to_contain_text("sementara itu")
        await page.locator("#lines [data-older]").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".older")).to_have_count(2)
        await expect(page.locator("#lines [data-older]")).to_have_count(0)
        read = [text for text in await _lines(page) if text.startswith(("kalimat", "sementara"))]
        assert read == [*(f"kalimat {number}" for number in range(150)), "sementara itu"]
        assert desk.faults == []


async def test_a_stream_cut_ten_times_loses_and_repeats_nothing(started: Browser, tmp_path: Path) -> None:
    """Cut in the middle of it all, asleep, and over a restart of the server: the page equals a fresh load."""
    async with _desk_of_nobody(started) as desk:
        page = desk.page
        async with talking(tmp_path) as team, cable(team.url) as line:
            customer, path = await waits(team, "5553003")
            rina = await team.signed_in("Rina", Role.AGENT)
            await page.context.add_cookies([{"name": "care", "value": rina.id, "url": line.url}])
            await page.goto(line.url + path)
            await is_live(page)
            for number in range(CUTS):
                line.cut()
                await customer.says(f"pesan {number}")
            await expect(page.locator("#lines")).to_contain_text(f"pesan {CUTS - 1}")
            session = await page.context.new_cdp_session(page)
            await session.send("Page.setWebLifecycleState", {"state": "frozen"})
            await customer.says("saat tab tertidur")
            await session.send("Page.setWebLifecycleState", {"state": "active"})
            await expect(page.locator("#lines")).to_contain_text("saat tab tertidur")
            at, account = team.clock.at, await customer.account()
            await team.close()
            line.cut()
            async with _restarted(team, tmp_path, at) as again:
                line.target = type(line.target)(again.url)
                await Customer(again, "telegram", "5553003").says("setelah server hidup lagi")
                assert "setelah server hidup lagi" in [
                    line.text for line in await again.store.chats.transcript(account)
                ]
                await expect(page.locator("#lines")).to_contain_text("setelah server hidup lagi", timeout=20_000)
                live = await _lines(page)
                await page.reload()
                assert await _lines(page) == live
                said = [text for text in live if text.startswith("pesan ")]
                assert said == [f"pesan {number}" for number in range(CUTS)]


async def test_eight_tabs_share_one_stream(started: Browser, team: Team) -> None:
    """Over HTTP/1.1 six streams would block the seventh tab: here eight open, and all hear of a message."""
    customer, path = await waits(team, "5553004")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        tabs = [desk.page, *[await desk.page.context.new_page() for _ in range(TABS - 1)]]
        for tab in tabs:
            await tab.goto(team.url + path)
        for tab in tabs:
            await is_live(tab)
        await customer.says("satu pesan untuk semua tab")
        for tab in tabs:
            await expect(tab.locator("#lines")).to_contain_text("satu pesan untuk semua tab")
        assert len(team.serving.console.desk.watch.listeners) == 1
        await tabs[0].close()
        await customer.says("dan satu lagi")
        for tab in tabs[1:]:
            await expect(tab.locator("#lines")).to_contain_text("dan satu lagi")


async def test_without_locks_four_tabs_stream_and_the_others_ask(started: Browser, team: Team) -> None:
    """A browser without Web Locks gives each tab a stream of its own, up to four; the fifth and the sixth ask."""
    customer, path = await waits(team, "5553008")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        await desk.page.context.add_init_script("delete Navigator.prototype.locks")
        tabs = [desk.page, *[await desk.page.context.new_page() for _ in range(STREAMS + 1)]]
        for place, tab in enumerate(tabs):
            await tab.goto(team.url + path)
            sign = "Langsung" if place < STREAMS else "Diperbarui tiap 3 detik"
            await expect(tab.locator("#live")).to_have_text(sign)
        assert len(team.serving.console.desk.watch.listeners) == STREAMS
        await customer.says("tanpa kunci")
        for tab in tabs:
            await expect(tab.locator("#lines")).to_contain_text("tanpa kunci")


async def test_a_page_zoomed_to_400_percent_scrolls_as_a_whole(started: Browser, team: Team) -> None:
    """At 320 by 256 pixels nothing is wider than the page, and the way to write is reached by scrolling down."""
    _, path = await waits(team, "5553009")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        await desk.page.set_viewport_size({"width": 320, "height": 256})
        await desk.page.goto(team.url + path)
        button = desk.page.get_by_role("button", name="Ambil alih")
        await button.scroll_into_view_if_needed()
        await button.click()
        await desk.page.locator("#text").fill("Selamat siang.")
        wider = await desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0


async def test_the_way_by_keyboard_alone(started: Browser, team: Team) -> None:
    """j opens the row that waits, t takes over; who leads or has sent writes on; Escape leaves the field, b hands back."""
    await waits(team, "5553006")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.goto(team.url + "/care/conversations?queue=waiting")
        await is_live(page)
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.locator("#state")).to_contain_text("Menunggu petugas")
        await page.keyboard.press("t")
        await expect(page.locator("#state")).to_contain_text("Anda memimpin")
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.type("Selamat siang.")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#lines .agent")).to_have_count(1)
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.type("Ada yang bisa kami bantu?")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#lines .agent .words")).to_have_text(["Selamat siang.", "Ada yang bisa kami bantu?"])
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.press("Escape")
        await page.keyboard.press("b")
        await expect(page.locator("#state")).to_contain_text("Bot memimpin")


@asynccontextmanager
async def _desk_of_nobody(started: Browser) -> AsyncIterator[Watched]:
    context = await started.new_context(viewport={"width": 1440, "height": 900})
    try:
        yield Watched(await context.new_page())
    finally:
        await context.close()


@asynccontextmanager
async def _restarted(before: Team, folder: Path, at: int) -> AsyncIterator[Team]:
    """End the server and start it again on the same data."""
    await before.serving.__aexit__(None, None, None)
    async with talking(folder, at + 60_000) as again:
        yield again


async def _lines(page: Page) -> list[str]:
    return await page.locator("#lines .words").all_inner_texts()
