"""The console in a real browser: signed in by keyboard, decided by keyboard, without script, one's own theme, small."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, expect

from storage.staff import Role
from tests.browser import Watched, browser, needs_browser
from tests.console.team import Team, serve

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def team(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Team]:
    """Serve a console in which every page has something to show."""
    async with serve(tmp_path_factory.mktemp("browser")) as served:
        await _fill(served)
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started() -> AsyncIterator[Browser]:
    """Start one browser; each test visits in a profile of its own."""
    async with browser() as one:
        yield one


async def _fill(team: Team) -> None:
    for number in range(3):
        await team.request(holder=f"NASABAH NOMOR {number}")
    lead, admin = await team.signed_in("Lead", Role.LEAD), await team.signed_in("Admin Utama", Role.ADMIN)
    await lead.get("/care/settings/texts")
    salam = {"title": "Salam", "text_id": "Selamat siang.", "text_en": "Good day.", "id": "", "version": "0"}
    await lead.post("/care/settings/texts", **salam)
    await lead.post("/care/settings/labels", name="Keluhan")
    await team.member("Ani", Role.AGENT)
    for name in ("Ani", "Lead"):
        path = f"/care/settings/staff/{team.store.staff.id(name)}"
        await admin.get(path)
        await admin.post(f"{path}/ask", kind="totp", reason="Ponsel hilang")
    await admin.post("/care/settings/hooks", url="https://crm.example.com/in", **{"request.decided": "on"})


@asynccontextmanager
async def _visit(
    started: Browser, team: Team, name: str, role: Role, width: int = 1440, scheme: str = "light", script: bool = True
) -> AsyncIterator[Watched]:
    signed = await team.signed_in(name, role)
    context = await started.new_context(
        viewport=ViewportSize(width=width, height=900),
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=script,
    )
    await context.add_cookies([{"name": "care", "value": signed.id, "url": team.url}])
    watched = Watched(await context.new_page())
    try:
        yield watched
    finally:
        await context.close()


async def test_the_sign_in_by_keyboard_and_what_went_wrong(started: Browser, team: Team) -> None:
    """Type, Enter, type, Enter; a wrong password says so and keeps the name; the place one wanted opens in the end."""
    member = await team.member("Sari", Role.AGENT)
    context = await started.new_context()
    page = await context.new_page()
    await page.goto(f"{team.url}/care/requests?tab=mine")
    await page.keyboard.type("Sari")
    await page.keyboard.press("Tab")
    await page.keyboard.type("not the password")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    await expect(page.get_by_label("Nama")).to_have_value("Sari")
    await page.keyboard.type(member.password)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Kode 6 angka")).to_be_focused()
    await page.keyboard.type(team.code(member))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Permintaan", exact=True)).to_be_visible()
    assert page.url == f"{team.url}/care/requests?tab=mine"
    await context.close()


async def test_a_request_is_decided_by_keyboard_alone(started: Browser, team: Team) -> None:
    """j to the row, Enter opens, t claims, a chooses, Enter sends; ? shows the keys; typing is never a shortcut."""
    reference = await team.request(at=5)
    async with _visit(started, team, "Tari", Role.AGENT) as watched:
        page = watched.page
        await page.goto(f"{team.url}/care/me")
        await page.keyboard.press("g")
        await page.keyboard.press("p")
        await expect(page.get_by_role("heading", name="Permintaan", exact=True)).to_be_visible()
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog", name="Tombol pintas")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name=reference)).to_be_visible()
        await page.keyboard.press("t")
        await expect(page.get_by_role("status")).to_contain_text("Anda tangani")
        await page.keyboard.press("a")
        await expect(page.get_by_text("Yang diterima nasabah").first).to_be_visible()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("Disetujui")
        await page.goto(f"{team.url}/care/me")
        await page.get_by_label("Kata sandi baru").press_sequentially("gpj?t")
        assert page.url == f"{team.url}/care/me"
        assert watched.faults == []


async def test_everything_works_without_script(started: Browser, team: Team) -> None:
    """Claim, preview, reject, sign out: links and forms alone."""
    reference = await team.request()
    async with _visit(started, team, "Umi", Role.AGENT, script=False) as watched:
        page = watched.page
        await page.goto(f"{team.url}/care/requests/{reference}")
        await page.get_by_role("button", name="Tangani").click()
        await page.get_by_label("Tolak: perlu dokumen").check()
        await expect(page.locator(".bubble").filter(has_text="dokumen")).to_be_visible()
        await expect(page.locator(".bubble").filter(has_text="sudah disetujui")).to_be_hidden()
        await page.get_by_role("button", name="Kirim keputusan").click()
        await expect(page.get_by_role("status")).to_contain_text("Ditolak")
        await page.goto(f"{team.url}/care/me")
        await page.get_by_role("button", name="Keluar").click()
        await expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


async def test_two_at_one_request_see_what_changed(started: Browser, team: Team) -> None:
    """The second decision is refused with who decided what, and the own choice is still named."""
    reference = await team.request()
    async with (
        _visit(started, team, "Vina", Role.AGENT) as first,
        _visit(started, team, "Wati", Role.AGENT) as second,
    ):
        for watched, choice in ((first, "Setujui"), (second, "Tolak: alasan lain")):
            await watched.page.goto(f"{team.url}/care/requests/{reference}")
            await watched.page.get_by_label(choice).check()
        await first.page.get_by_role("button", name="Kirim keputusan").click()
        await expect(first.page.get_by_role("status")).to_contain_text("Disetujui")
        await second.page.get_by_role("button", name="Kirim keputusan").click()
        alert = second.page.get_by_role("alert")
        await expect(alert).to_contain_text("Diputuskan oleh Vina")
        await expect(alert).to_contain_text("Pilihan Anda tadi: Tolak: alasan lain")
        await expect(second.page.get_by_role("button", name="Kirim keputusan")).to_have_count(0)


async def test_the_theme_is_ones_own(started: Browser, team: Team) -> None:
    """Chosen once it holds in every browser, against what the browser prefers; so does the language."""
    async with _visit(started, team, "Yuni", Role.AGENT, scheme="light") as watched:
        page = watched.page
        await page.goto(f"{team.url}/care/me")
        before = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        await page.get_by_label("Gelap").check()
        await page.get_by_label("Bahasa", exact=True).select_option("en")
        await page.get_by_role("button", name="Simpan").click()
        await expect(page.get_by_role("status")).to_have_text("Saved.")
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") != before
        await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_the_budgets_hold() -> None:
    """Script within 25 KB and style within 15 KB, packed as a server packs them; nothing comes from elsewhere."""
    static = Path(__file__).parents[2] / "handlers" / "console" / "static"
    for ending, most in ((".js", 25), (".css", 15)):
        files = sorted(static.glob(f"*{ending}"))
        assert sum(len(gzip.compress(file.read_bytes())) for file in files) < most * 1024
        for file in files:
            text = file.read_text()
            assert "http" not in text
            assert not re.search(r"innerHTML\s*=[^=]|insertAdjacentHTML|outerHTML\s*=[^=]|\beval\(|new Function", text)


async def test_a_reveal_leaves_the_chosen_decision_and_the_tab(started: Browser, team: Team) -> None:
    """A field is shown without the page being loaded anew: what was chosen stays chosen, the address stays."""
    reference = await team.request()
    async with _visit(started, team, "Vina", Role.AGENT) as watched:
        page = watched.page
        await page.goto(f"{team.url}/care/requests/{reference}?tab=open")
        await page.get_by_label("Tolak: perlu dokumen").check()
        await page.locator("#facts .reveal summary").first.click()
        await page.get_by_role("button", name="Lihat selama 1 menit").first.click()
        await expect(page.locator("#facts .clear")).to_have_text("JANE RAILEY")
        await expect(page.get_by_label("Tolak: perlu dokumen")).to_be_checked()
        assert page.url == f"{team.url}/care/requests/{reference}?tab=open"
        await page.get_by_role("button", name="Tangani").click()
        await expect(page).to_have_url(re.compile(r"tab=open"))
        assert watched.faults == []
