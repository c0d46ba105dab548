"""Drafts in a real browser: what an agent writes is there after everything that they, others or the server do meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage.care import Label
from storage.sessions import IDLE
from storage.staff import Role
from tests.browser import browser, needs_browser
from tests.console.desks import enter, is_live, seat, waits
from tests.console.talk import settled, talking
from tests.console.team import Browser as Signed
from tests.console.team import Team

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
expect.set_options(timeout=15_000)  # milliseconds: a busy machine is no fault of the page
REPLY, NOTE = "Mohon tunggu, kartu Anda", "Nasabah menunggu di kantor"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console with labels beside sandbox phones."""
    async with talking(tmp_path_factory.mktemp("drafts")) as served:
        await served.store.labels.put("vip", 0, Label(name="VIP"))
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser; each test visits in a profile of its own."""
    async with browser() as one:
        yield one


async def _leads(page: Page, url: str) -> None:
    """Take over, and write a reply and a note."""
    await page.goto(url)
    await is_live(page)
    await page.get_by_role("button", name="Ambil alih").click()
    await expect(page.locator("#text")).to_be_focused()
    await page.locator("#text").fill(REPLY)
    await page.locator("#note").fill(NOTE)
    await page.evaluate("window.untouched = true")


async def _are_there(page: Page, reply: str = REPLY, note: str = NOTE) -> None:
    await expect(page.locator("#text")).to_have_value(reply)
    await expect(page.locator("#note")).to_have_value(note)


async def test_acts_beside_the_reply_leave_it_alone(started: Browser, team: Team) -> None:
    """A note, labels, a reveal and its end: each is done without the page being loaded anew, and the reply stays."""
    _, path = await waits(team, "5554001")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        await page.get_by_role("button", name="Simpan catatan").click()
        await expect(page.locator("#lines .note")).to_contain_text(NOTE)
        await _are_there(page, note="")
        await page.locator("#note").fill(NOTE)
        await page.get_by_label("VIP").check()
        await page.get_by_role("button", name="Simpan label").click()
        await expect(page.get_by_role("status").filter(has_text="Label tersimpan")).to_be_visible()
        await expect(page.get_by_label("VIP")).to_be_checked()
        await _are_there(page)
        await page.locator("#side .reveal summary").first.click()
        await page.get_by_role("button", name="Lihat selama 1 menit").first.click()
        await expect(page.locator("#side .clear")).to_be_visible()
        await _are_there(page)
        assert await page.evaluate("window.untouched")
        assert page.url == team.url + path
        await page.locator("#text").press("Control+Enter")
        await expect(page.locator("#lines .agent")).to_contain_text(REPLY)
        await _are_there(page, reply="")
        assert await page.evaluate("window.untouched")
        assert desk.faults == []


async def test_the_end_of_a_reveal_masks_where_it_stands(started: Browser, team: Team) -> None:
    """After its minute the field is masked by itself; nothing that is written is touched, and it can be asked for again."""
    _, path = await waits(team, "5554002")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await page.clock.install()
        await _leads(page, team.url + path)
        await page.locator("#side .reveal summary").first.click()
        await page.get_by_role("button", name="Lihat selama 1 menit").first.click()
        await expect(page.locator("#side .clear")).to_be_visible()
        await page.clock.fast_forward(61_000)
        await expect(page.locator("#side .clear")).to_have_count(0)
        await expect(page.locator("#side .reveal summary").first).to_be_visible()
        await _are_there(page)
        assert await page.evaluate("window.untouched")


async def test_a_complaint_is_answered_beside_a_reply(started: Browser, team: Team) -> None:
    """The answer of a ticket is a draft as well, and sending it leaves the reply."""
    customer, path = await waits(team, "5554003")
    await customer.says("menu", "keluhan", "pelayanan sangat lambat", "petugas", "masih menunggu")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        await page.get_by_text("Jawab keluhan").click()
        answer = page.locator("textarea[name=answer]")
        await answer.fill("Sudah kami perbaiki.")
        await page.reload()
        await expect(answer).to_be_visible()
        await expect(answer).to_have_value("Sudah kami perbaiki.")
        await page.get_by_role("button", name="Kirim dan tutup tiket").click()
        await expect(page.locator("#tickets")).to_contain_text("dijawab")
        await _are_there(page)


async def test_another_conversation_and_back(started: Browser, team: Team) -> None:
    """Each conversation has drafts of its own."""
    _, path = await waits(team, "5554004")
    _, other = await waits(team, "5554005")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        await page.goto(team.url + other)
        await expect(page.locator("#note")).to_have_value("")
        await page.goto(team.url + path)
        await _are_there(page)


@pytest.mark.parametrize("act", ["back", "transfer", "queue", "menu"])
async def test_the_lead_is_lost_and_taken_again(started: Browser, team: Team, act: str) -> None:
    """A lead hands back or gives away, the chat returns to the queue, the customer types MENU: the draft waits."""
    customer, path = await waits(team, f"555401{['back', 'transfer', 'queue', 'menu'].index(act)}")
    rina, lead = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Ketua", Role.LEAD)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        if act == "menu":
            await customer.says("menu")
        else:
            await _by_lead(team, lead, path.partition("?")[0], act)
        await expect(page.locator("#text")).to_have_count(0)
        if act == "transfer":
            await _by_lead(team, lead, path.partition("?")[0], "back")
        await page.get_by_role("button", name="Ambil alih").click()
        await _are_there(page)


async def _by_lead(team: Team, lead: Signed, path: str, act: str) -> None:
    page = (await lead.get(path)).text
    drive = page.partition('name="drive" value="')[2].partition('"')[0]
    to = team.store.staff.id("Ketua") if act == "transfer" else ""
    answer = await lead.post(f"{path}/{'back' if act == 'back' else 'transfer'}", drive=drive, to=to)
    assert answer.status == 303
    await settled(team)


async def test_the_session_ends_while_somebody_writes(started: Browser, team: Team) -> None:
    """Whether the customer writes then or the agent sends: the sign-in leads back to the conversation, draft and all."""
    customer, path = await waits(team, "5554006")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        team.clock.move(IDLE + 1000)
        await customer.says("halo?")
        await expect(page.get_by_label("Nama")).to_be_visible()
        await _sign_in(team, page)
        assert page.url == team.url + path
        await expect(page.locator("#note")).to_have_value(NOTE)
        take = page.get_by_role("button", name="Ambil alih")
        await expect(take.or_(page.locator("#text")).first).to_be_visible()
        if await take.count():
            await take.click()
        await _are_there(page)
        await page.context.clear_cookies()
        await page.locator("#text").press("Control+Enter")
        await expect(page.get_by_label("Nama")).to_be_visible()
        await _sign_in(team, page)
        await _are_there(page)


async def _sign_in(team: Team, page: Page) -> None:
    member = await team.member("Rina", Role.AGENT)
    await page.get_by_label("Nama").fill("Rina")
    await page.get_by_label("Kata sandi").fill(member.password)
    await page.keyboard.press("Enter")
    await page.get_by_label("Kode 6 angka").fill(team.code(member))
    await page.keyboard.press("Enter")
    await expect(page.locator("#side")).to_be_visible()


async def test_a_second_tab_has_the_same_draft(started: Browser, team: Team) -> None:
    """What is written in one tab stands in the other; what is sent in one is gone from both."""
    _, path = await waits(team, "5554007")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        second = await page.context.new_page()
        await second.goto(team.url + path)
        await _are_there(second)
        await second.locator("#text").fill("Dari tab kedua")
        await expect(page.locator("#text")).to_have_value("Dari tab kedua")
        await second.locator("#text").press("Control+Enter")
        await expect(page.locator("#lines .agent")).to_contain_text("Dari tab kedua")
        await expect(page.locator("#text")).to_have_value("")


async def test_a_server_that_is_away_takes_nothing_away(started: Browser, team: Team) -> None:
    """A send that reaches nobody says so and leaves the text; sent again it goes, once."""
    customer, path = await waits(team, "5554008")
    rina = await team.signed_in("Rina", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        await page.context.set_offline(True)
        await page.locator("#text").press("Control+Enter")
        await expect(page.get_by_role("alert")).to_contain_text("server tidak dapat dihubungi")
        await _are_there(page)
        await page.context.set_offline(False)
        await page.locator("#text").press("Control+Enter")
        await expect(page.locator("#lines .agent")).to_contain_text(REPLY)
        await settled(team)
        assert customer.heard.count(REPLY) == 1


async def test_who_uses_the_browser_next_reads_nothing(started: Browser, team: Team) -> None:
    """Drafts are kept sealed: neither their words nor their writer are in the browser's storage, and only they open them."""
    _, path = await waits(team, "5554009")
    rina, budi = await team.signed_in("Rina", Role.AGENT), await team.signed_in("Budi", Role.AGENT)
    async with seat(started, rina) as desk:
        page = desk.page
        await _leads(page, team.url + path)
        await page.context.clear_cookies()
        await enter(page, budi)
        await page.goto(team.url + path)
        await expect(page.locator("#note")).to_have_value("")
        kept = await page.evaluate("JSON.stringify(localStorage)")
        assert "care-draft" in kept
        assert not [word for word in (REPLY, NOTE, "Rina", "kartu") if word in kept]
        await page.context.clear_cookies()
        await enter(page, await team.signed_in("Rina", Role.AGENT))
        await page.goto(team.url + path)
        await _are_there(page)
